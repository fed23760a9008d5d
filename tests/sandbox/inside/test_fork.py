"""A fork of a process with one thread is as good as Python's own."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what a zygote needs")
PROGRAM = """
import os, sys, threading
sys.path.insert(0, sys.argv[1])
from grader.sandbox.inside.fork import fork

kept = ["parent"]
pid = fork()
if pid == 0:
    kept.append("child")
    lock = threading.Lock()
    thread = threading.Thread(target=lock.acquire)
    thread.start()
    thread.join()
    import fractions
    good = lock.locked() and threading.current_thread() is threading.main_thread() and fractions.Fraction(2, 4) * 2 == 1
    os._exit(7 if good else 1)
waited, status = os.waitpid(pid, 0)
print(waited == pid, os.waitstatus_to_exitcode(status), kept)
"""


def test_a_process_of_its_own() -> None:
    """The new one can import and start threads; the old one learns its number and its end, and keeps its memory."""
    command = [sys.executable, "-c", PROGRAM, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "True 7 ['parent']\n"


def test_a_refusal() -> None:
    """Told as any other refusal of the system's."""
    program = "import sys; sys.path.insert(0, sys.argv[1])\nfrom grader.sandbox.inside import fork as module\n"
    program += "import ctypes\ndef refuse():\n    ctypes.set_errno(11)\n    return -1\nmodule._fork = refuse\n"
    program += "try:\n    module.fork()\nexcept BlockingIOError as error:\n    print(error.errno)\n"
    command = [sys.executable, "-c", program, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "11\n"
