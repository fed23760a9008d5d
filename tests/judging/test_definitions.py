"""Where a student's functions are defined, by the look of the lines."""

import pytest

from grader import Exercise, FunctionItem
from grader.judging.definitions import defined_at, definitions
from grader.model.feedback import SourceLine


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def f(x):\n    return x\n\n\ndef g():\n    pass\n", {"f": 1, "g": 5}),
        ("import numpy as np\r\n\r\ndef f(x): return x\r\n", {"f": 3}),
        ("a = 1\rdef f(): pass\r", {"a": 1, "f": 2}),
        ("def f(): pass\n\ndef f(x): pass\n", {"f": 3}),
        ("f = lambda x: x\nasync  def\tg(): ...\nclass h:\n    def f(self): ...\n", {"f": 1, "g": 2, "h": 3}),
        ("f: int = 1\ng: int\nh == 1\nx[0] = 1\n", {"f": 1}),
        ("@cache\ndef f(x):\n    return x\n", {"f": 2}),
        ("if True:\n    def f(): pass\n", {}),
        ("define = 1\ndef größe(): pass\n", {"define": 1, "größe": 2}),
        ("\ufeffdef f(): pass\n", {"f": 1}),
        ("def f(:\n  (((\n'''", {"f": 1}),
        ("def f(): pass\x00\ndef g(): pass", {"f": 1, "g": 2}),
        ("", {}),
    ],
)
def test_the_line_of_each_name(source: str, lines: dict[str, int]) -> None:
    """Of the last definition at the top level, also in a file that Python cannot read."""
    assert definitions(source.encode("utf-8")) == lines


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"f" * 10**6, b"f:" + b" " * 10**6, b"def" + b"\t" * 10**6])
def test_what_is_no_text_has_no_names(content: bytes) -> None:
    """And takes no time: whatever a student hands in is looked at."""
    assert definitions(content) == {}


def item(name: str, was: str | None = None) -> FunctionItem:
    return FunctionItem(id=name, title="t", points=1, cases=((1,),), was=was)


def test_functions_of_an_exercise_are_in_its_file() -> None:
    """An aspect stands where its function does, a renamed item where the old name does; others nowhere."""
    items = (item("f"), item("f.arrays"), item("new", was="old"), item("missing"))
    exercise = Exercise(title="T", source="s", statement="s", items=items)
    files = {"mean.py": b"\ndef f(x): ...\n\ndef old(x): ...\n", "other.py": b"def missing(x): ...\n"}
    assert defined_at("mean", exercise, files) == {
        "f": SourceLine(file="mean.py", line=2),
        "new": SourceLine(file="mean.py", line=4),
    }
    assert defined_at("variance", exercise, files) == {}
