"""What a session promises to those above: values, functions, output, and nothing left behind."""

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy

from grader.errors import AuthoringError, SandboxError
from grader.sandbox.client.outcome import FailureKind, Returned
from grader.sandbox.functions import ExpressionFunction, FunctionHandle


def test_values_cross_both_ways(open_session: Any) -> None:
    """Each call has arguments of its own: what one does to them is not seen by the next."""
    session = open_session("def f(items): items.append(1); return items\n")
    mine = [0]
    assert session.call("work", "f", [(mine,), (mine,)]) == [Returned([0, 1]), Returned([0, 1])]
    assert mine == [0]


def test_many_calls(open_session: Any) -> None:
    """Calls beyond those of one message come back in order too; no calls give no outcomes."""
    session = open_session("def f(x): return 2 * x\n")
    assert session.call("work", "f", [(x,) for x in range(200)]) == [Returned(2 * x) for x in range(200)]
    assert session.call("work", "f", []) == []


def test_functions(open_session: Any) -> None:
    """A function goes in as an expression; one that comes out can be called and passed back."""
    source = """
        def derivative(f): return lambda x: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
        def apply(f, x): return f(x)
        def same(f): return f
    """
    x = sympy.Symbol("x")
    square = ExpressionFunction((x,), x**2)
    session = open_session(source)
    (returned,) = session.call("work", "derivative", [(square,)])
    assert isinstance(returned.value, FunctionHandle)
    (directly,) = session.call("work", returned.value, [(3.0,)])
    (passed,) = session.call("work", "apply", [(returned.value, 3.0)])
    assert directly == passed
    assert directly.value == pytest.approx(6.0)
    (own,) = session.call("work", "same", [(square,)])
    assert isinstance(own.value, FunctionHandle)


def test_a_function_of_an_ended_process_is_lost(open_session: Any) -> None:
    """Its number is not given to a function of the next process."""
    session = open_session("import os\ndef make(x): return lambda: x\ndef die(): os._exit(0)\n")
    (first,) = session.call("work", "make", [(1,)])
    session.call("work", "die", [()])
    (second,) = session.call("work", "make", [(2,)])
    assert session.call("work", second.value, [()]) == [Returned(2)]
    (lost,) = session.call("work", first.value, [()])
    assert lost.kind is FailureKind.RAISED
    assert "a process that has ended" in lost.text


def test_an_argument_that_cannot_cross_is_the_authors_fault(open_session: Any) -> None:
    """Nothing is sent, and the session goes on."""
    session = open_session("def f(x): return x\n")
    with pytest.raises(AuthoringError, match=r"work\.f: .* it is a generator object"):
        session.call("work", "f", [((i for i in range(3)),)])
    assert session.call("work", "f", [(1,)]) == [Returned(1)]


def test_output_is_complete_cut_and_clean(open_session: Any) -> None:
    """Output from Python and from below it, up to the limit, without control characters; then it starts anew."""
    source = r"""
        import os, sys
        def f(x):
            print("a\tb\x1b[31m", x)
            os.write(1, b"raw \xff\r\n")
            sys.stderr.write("no line end \udc80")
        def long(): print("z" * 5000)
        def silent(): sys.stdout = None
    """
    session = open_session(source)
    session.call("work", "f", [(1,)])
    assert session.take_output() == "a\tb\ufffd[31m 1\nraw \ufffd\nno line end \\udc80"
    session.call("work", "long", [()])
    assert session.take_output() == "z" * 2000
    assert session.call("work", "silent", [()]) == [Returned(None)]
    assert session.take_output() == ""


def test_output_before_an_ending_is_kept(open_session: Any) -> None:
    """What was printed before the process had to be ended helps to see why."""
    session = open_session("import os\ndef f():\n  print('here')\n  os._exit(1)\n")
    session.call("work", "f", [()])
    assert session.take_output() == "here\n"


def test_replaced_and_closed_streams(open_session: Any) -> None:
    """Answers do not depend on what the code does to standard input, output and error."""
    source = """
        import io, os, sys
        def f():
            sys.stdout, sys.stderr = io.StringIO(), 7
            for descriptor in range(3): os.close(descriptor)
            return 1
    """
    assert open_session(source).call("work", "f", [(), ()])[0] == Returned(1)


def test_surroundings(open_session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code sees an empty folder, no environment, no arguments, and nothing of the course on the module path."""
    monkeypatch.setenv("GRADER_TEST_SECRET", "secret")
    source = """
        import os, sys
        def look(): return dict(os.environ), os.getcwd(), files(), sys.path, sys.argv
        def files():
            try: return os.listdir(".")
            except PermissionError: return []
        def has(name):
            try: __import__(name)
            except ImportError: return False
            return True
    """
    session = open_session(source)
    (seen,) = session.call("work", "look", [()])
    environment, folder, files, path, arguments = seen.value
    assert "secret" not in str(environment)
    assert not {"HOME", "USER", "PWD", "PYTHONPATH"} & environment.keys()
    assert (files, arguments) == ([], [""])
    assert folder != str(Path.cwd())
    root = Path(__file__).parents[2]
    assert not [entry for entry in path if Path(entry) in {root, Path.cwd()} or "sandbox" in entry]
    names = ["exercises.course", "solutions", "caller", "failures", "tests"]
    assert session.call("work", "has", [(name,) for name in names]) == [Returned(False)] * len(names)


def test_the_same_on_every_run(open_session: Any) -> None:
    """Random numbers and the order of sets are those of the last run."""
    source = """
        import random
        import numpy as np
        def f(): return random.random(), np.random.rand(), list({"a", "b", "c", "d", "e"})
    """
    runs = [open_session(source).call("work", "f", [()]) for _ in range(2)]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("level", ["limited"], indirect=True)
def test_nothing_is_left_behind(open_session: Any) -> None:
    """After `close`, the process, what it started in its session, and its folder are gone."""
    source = """
        import os, time
        def f():
            child = os.fork()
            if child == 0: time.sleep(100)
            return int(os.readlink("/proc/self")), child, os.getcwd()
    """
    session = open_session(source)
    (seen,) = session.call("work", "f", [()])
    process, child, folder = seen.value
    os.kill(process, 0)  # it is there
    session.close()
    assert not is_running(process)
    assert not is_running(child)
    assert not Path(folder).parent.exists()


def test_what_the_code_kept_can_be_forgotten(open_session: Any) -> None:
    """The next call finds everything as at the beginning, and nothing printed before."""
    session = open_session("seen = []\ndef f(x):\n  print(x)\n  seen.append(x)\n  return seen\n")
    session.call("work", "f", [(1,)])
    session.forget()
    assert session.call("work", "f", [(2,)]) == [Returned([2])]
    assert session.take_output() == "2\n"


def test_a_closed_session_does_not_start_again(open_session: Any) -> None:
    """Closing twice is fine; calling afterwards is an error of the caller."""
    session = open_session("def f(): return 1\n")
    session.close()
    session.close()
    with pytest.raises(SandboxError, match="closed"):
        session.call("work", "f", [()])


def test_layers(open_session: Any, level: str) -> None:
    """What holds is reported before any code of a student ran."""
    session = open_session("")
    assert session.level == level
    assert session.layers[0] == "process"
    promised = {
        "limited": {"cpu", "file-size", "no-core"},
        "confined": {"rlimits", "landlock", "seccomp"},
        "isolated": {"rlimits", "landlock", "seccomp", "namespaces"},
    }
    assert promised[level] <= set(session.layers)


def test_arrays_are_the_callers_to_change(open_session: Any) -> None:
    """An array that came across is an ordinary, writable one, on both sides."""
    session = open_session("def f(a):\n  a[0] = 5\n  return a\n")
    (returned,) = session.call("work", "f", [(np.zeros(2),)])
    returned.value[1] = 7
    assert returned.value.tolist() == [5, 7]


def is_running(process: int) -> bool:
    """Whether a process lives, or dies within two seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        if "\nState:\tZ" in Path(f"/proc/{process}/status").read_text(encoding="utf-8"):
            return False
        time.sleep(0.02)
    return True
