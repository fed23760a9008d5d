"""A file that cannot be loaded gives one failure, with the place where there is one, for all its functions."""

from typing import Any

import pytest

from grader.sandbox.client.outcome import Failure, FailureKind, Place, Returned
from tests.sandbox.conftest import STRONGEST_FIRST

FILES = {
    "fine.py": b"def f():\n    return 1\n",
    "bad.py": b"def f():\n    return x +\n",
    "indent.py": b"def f():\nreturn 1\n",
    "bom.py": b"\xef\xbb\xbfdef f():\r\n    return 'h\xc3\xa9'\r\n",
    "crlf.py": b"def f():\r\n    return 1\r\n",
    "old_mac.py": b"def f():\r    return 1\r",
    "cookie.py": b"# -*- coding: latin-1 -*-\ndef f():\n    return 'h\xe9'\n",
    "latin.py": b"# a\ndef f():\n    return 'h\xe9'\n",
    "strange.py": b"# coding: klingon\n",
    "utf16.py": "def f(): return 1\n".encode("utf-16"),
    "nul.py": b"def f():\n    return 1\0\n",
    "absent.py": b"import no_such_library\n",
    "friend.py": b"import fine\ndef f():\n    return fine.f() + 1\n",
    "foe.py": b"import bad\n",
    "raises.py": b"x = 1\nprint('so far')\nx / 0\n",
    "asks.py": b"n = int(input('n? '))\n",
    "leaves.py": b"import sys\nsys.exit(1)\n",
    "quits.py": b"quit()\n",
    "stub.py": b"raise NotImplementedError\n",
    "random.py": b"def f():\n    import random\n    return hasattr(random, 'gauss')\n",
    "large.py": b"#" * 2_000_000,
    "data.csv": b"\0" * 100,
}


@pytest.fixture(scope="module")
def session(start_session: Any) -> Any:
    return start_session(FILES, load_seconds=5)


@pytest.mark.inside
@pytest.mark.parametrize(
    ("module", "value"),
    [("fine", 1), ("bom", "hé"), ("crlf", 1), ("old_mac", 1), ("cookie", "hé"), ("friend", 2), ("random", True)],
)
def test_loads(session: Any, module: str, value: Any) -> None:
    """Any encoding that Python accepts is accepted; files import each other, and `random` stays the library."""
    assert session.call(module, "f", [()]) == [Returned(value)]


@pytest.mark.inside
@pytest.mark.parametrize(
    ("module", "kind", "text", "place"),
    [
        ("nowhere", "no_file", "there is no nowhere.py", None),
        ("data.csv", "no_file", "there is no data.csv.py", None),
        ("bad", "syntax", "invalid syntax", Place("bad.py", 2, "    return x +", 15)),
        ("indent", "syntax", "expected an indented block", Place("indent.py", 2, "return 1", 1)),
        ("latin", "syntax", "not saved as UTF-8", Place("latin.py", 3, "    return 'h\N{REPLACEMENT CHARACTER}'")),
        ("strange", "syntax", "unknown encoding", Place("strange.py", 1, "# coding: klingon")),
        ("utf16", "syntax", "saved as UTF-16", None),
        ("nul", "syntax", "NUL bytes", Place("nul.py", 2, "    return 1\N{REPLACEMENT CHARACTER}")),
        ("absent", "raised", "No module named 'no_such_library'", Place("absent.py", 1, "import no_such_library")),
        ("foe", "syntax", "invalid syntax", Place("bad.py", 2, "    return x +", 15)),
        ("raises", "raised", "ZeroDivisionError: division by zero", Place("raises.py", 3, "x / 0")),
        ("asks", "raised", "asks for input()", Place("asks.py", 1, "n = int(input('n? '))")),
        ("leaves", "exited", "sys.exit", Place("leaves.py", 2, "sys.exit(1)")),
        ("quits", "exited", "exit", Place("quits.py", 1, "quit()")),
        ("stub", "not_implemented", "stub", Place("stub.py", 1, "raise NotImplementedError")),
        ("large", "syntax", "large.py has 2,000,000 bytes", None),
    ],
)
def test_does_not_load(session: Any, module: str, kind: str, text: str, place: Place | None) -> None:
    """One failure, however many calls were asked for; it says what, where, and that it was while loading."""
    outcomes = session.call(module, "f", [(), ()])
    assert len(outcomes) == 1
    (failure,) = outcomes
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.loading) == (FailureKind(kind), True)
    assert text in failure.text
    assert place is None or failure.place == place


def test_output_of_an_import_is_kept(open_session: Any) -> None:
    """What a file prints while it is loaded can be shown."""
    session = open_session("print('hello')\ndef f(): return 1\n")
    assert session.call("work", "f", [()]) == [Returned(1)]
    assert session.take_output() == "hello\n"
    assert session.take_output() == ""


@pytest.mark.parametrize("level", STRONGEST_FIRST, indirect=True)
def test_an_import_that_never_ends_is_tried_once(open_session: Any) -> None:
    """It is stopped after its own deadline, and neither it nor another file costs that time again."""
    files = {"loop.py": b"while True: pass\n", "fine.py": FILES["fine.py"]}
    session = open_session(files, load_seconds=0.6)
    first = session.call("loop", "f", [()])
    place = Place("loop.py", 1, "while True: pass")
    assert first == [Failure(FailureKind.TIMED_OUT, "it was stopped after 0.6 seconds", place, loading=True)]
    assert session.call("fine", "f", [()]) == [Returned(1)]
    assert session.call("loop", "f", [()]) == first


def test_an_import_that_kills_is_tried_once(open_session: Any) -> None:
    """The same for a file that ends the process."""
    files = {"dies.py": b"import os\nos._exit(7)\n", "fine.py": FILES["fine.py"]}
    session = open_session(files)
    first = session.call("dies", "f", [()])
    assert first == [Failure(FailureKind.KILLED, "it ended the Python process (exit status 7)", loading=True)]
    assert session.call("fine", "f", [()]) == [Returned(1)]
    assert session.call("dies", "f", [()]) == first


def test_a_submission_of_many_megabytes_is_the_students_fault(open_session: Any) -> None:
    """Too much Python altogether is said as a failure; it is no error of the grader."""
    session = open_session({"work.py": b"def f(): pass\n", "more.py": b"#" * 100}, submission_bytes=50)
    (failure,) = session.call("work", "f", [()])
    assert failure.kind is FailureKind.SYNTAX
    assert failure.text == "the submission has 114 bytes of Python, more than 50"


def test_data_files_do_not_count(open_session: Any) -> None:
    """Only Python files cross the wall, so a large data set beside them changes nothing."""
    session = open_session({"work.py": b"def f(): return 1\n", "data.bin": b"x" * 1000}, submission_bytes=50)
    assert session.call("work", "f", [()]) == [Returned(1)]
