"""Attacks that leave something behind: processes, memory, files, or a change that the next submission meets.

What is left carries the target's name or number, so that it can be found from outside; `look` is what another
submission would do to find it.
"""

from grader.sandbox.attacks.attack import REFUSED, VALUE, Attack, body, calling, with_calls

_SYSTEM_V = ("seccomp",)
_WRITING = ("landlock", "seccomp")

_PROCESSES = (
    Attack(
        "orphan",
        "leave a process behind",
        REFUSED,
        body("""
            import time
            if os.fork() == 0:
                time.sleep(30)
                os._exit(0)
            return "started"
        """),
        ("seccomp",),
    ),
    Attack(
        "daemon",
        "leave a process behind that nobody can find",
        REFUSED,
        body("""
            import time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.closerange(0, 64)
                    time.sleep(30)
                os._exit(0)
            os.wait()
            return "started"
        """),
        ("seccomp",),
    ),
    Attack(
        "thread_that_stays",
        "leave a thread behind",
        REFUSED,
        body("""
            import threading, time
            threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        # 17 is SIGCHLD: the process is told of the end, as by `fork`
        "copy_by_system_call",
        "copy its process past Python",
        REFUSED,
        calling("""
            if call("clone", 17, 0, 0, 0, 0) == 0:
                os._exit(0)
            os.wait()
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        "at_exit",
        "run when it is over",
        VALUE,
        body("""
            import atexit, time
            atexit.register(time.sleep, 30)
            return "registered"
        """),
    ),
)

_MEMORY = (
    Attack(
        "shared_memory",
        "leave memory behind",
        REFUSED,
        """
import os


def attack(target):
    with open(f"/dev/shm/{target['name']}", "w") as file:
        file.write("left")


def look(target):
    return os.path.exists(f"/dev/shm/{target['name']}")
""",
        _WRITING,
        looks_again=True,
    ),
    Attack(
        # 0o1000 is IPC_CREAT
        "system_v_memory",
        "leave memory behind",
        REFUSED,
        with_calls("""
def attack(target):
    return call("shmget", target["key"], 4096, 0o1666) >= 0


def look(target):
    return call("shmget", target["key"], 4096, 0) >= 0
"""),
        _SYSTEM_V,
        looks_again=True,
    ),
    Attack(
        "system_v_semaphore",
        "leave a semaphore behind",
        REFUSED,
        calling("return call('semget', target['key'], 1, 0o1666) >= 0"),
        _SYSTEM_V,
    ),
    Attack(
        "system_v_messages",
        "leave messages behind",
        REFUSED,
        calling("return call('msgget', target['key'], 0o1666) >= 0"),
        _SYSTEM_V,
    ),
    Attack(
        "message_queue",
        "leave messages behind",
        REFUSED,
        calling("""
            queue = call("mq_open", target["name"].encode(), os.O_CREAT | os.O_RDWR, 0o600, 0)
            return queue >= 0
        """),
        ("landlock", "rlimits", "seccomp"),
    ),
    Attack(
        # -4 is the user's keyring, which outlives the process; 10 is KEYCTL_SEARCH
        "keyring",
        "leave a key behind",
        REFUSED,
        with_calls("""
def attack(target):
    return call("add_key", b"user", target["name"].encode(), b"left", 4, -4) > 0


def look(target):
    return call("keyctl", 10, -4, b"user", target["name"].encode(), 0) > 0
"""),
        ("seccomp",),
        looks_again=True,
    ),
)

_STATE = (
    Attack(
        "environment_left",
        "leave a variable behind",
        VALUE,
        """
import os


def attack(target):
    os.environ["LEFT"] = target["name"]


def look(target):
    return "LEFT" in os.environ
""",
        looks_again=True,
    ),
    Attack(
        "module_left",
        "leave a module behind",
        VALUE,
        """
import sys


def attack(target):
    sys.modules["left"] = sys
    sys.path.insert(0, target["folder"])
    sys.meta_path.insert(0, object())
    sys.setrecursionlimit(5000)


def look(target):
    return "left" in sys.modules or target["folder"] in sys.path or sys.getrecursionlimit() == 5000
""",
        looks_again=True,
    ),
    Attack(
        # Descriptors are copied at a fork, but not where they stand in a file: that is shared
        "position_left",
        "leave something in a descriptor",
        VALUE,
        """
import os


def attack(target):
    os.lseek(0, 5, os.SEEK_SET)
    for descriptor in range(6, 40):
        try:
            os.dup2(1, descriptor)
        except OSError:
            pass


def look(target):
    return bool(sum(_is_open(descriptor) for descriptor in range(6, 40)))


def _is_open(descriptor):
    try:
        return bool(os.fstat(descriptor))
    except OSError:
        return False
""",
        looks_again=True,
    ),
    Attack(
        "working_folder",
        "change the working folder",
        REFUSED,
        body("os.chdir(target['readable'])\nreturn True"),
        ("seccomp",),
    ),
    Attack("mask", "change with which rights files are made", REFUSED, body(
        """
            import ctypes
            if ctypes.CDLL(None, use_errno=True).umask(0) < 0:
                raise OSError(ctypes.get_errno(), "umask")
            return True
        """
    ), ("seccomp",)),
)  # fmt: skip

ATTACKS = (*_PROCESSES, *_MEMORY, *_STATE)
