"""Lines of a reference that no input reaches, and conditions that are always the same, are told with their line."""

from pathlib import Path

import pytest

from grader.course.check.reach import check_reach
from grader.course.load import load_course
from grader.model.checked import Finding
from tests.course.test_load import write

EXERCISE = """from grader import Exercise, FunctionItem, Integers
exercise = Exercise(title="t", source="s", statement="x", items=(
    FunctionItem(id="f", title="t", points=1, inputs=(Integers(low=1, high=9),), cases=((1,), (9,))),
))
"""
ADD = "Add a case that reaches it, or leave out what nobody is asked for"
ASK = "Ask for it with `raises=(Raises(arguments=(...), error=...),)`, or leave it out"


def found(folder: Path, source: str) -> tuple[Finding, ...]:
    """What is found in a solution."""
    write(folder, exercise=EXERCISE, solution=source)
    (key,) = load_course(folder).exercises
    return tuple(check_reach(key, "solutions/sum.py"))


REACHED = {
    "one line": "def f(x):\n    return x\n",
    "both sides": "def f(x):\n    if x > 5:\n        return x\n    return -x\n",
    "both sides with else": "def f(x):\n    if x > 5:\n        y = 1\n    else:\n        y = 2\n    return y\n",
    "an if at the end": "def f(x):\n    y = [x]\n    if x > 5:\n        y.append(1)\n",
    "a loop": "def f(x):\n    while x > 5:\n        x -= 1\n    return x\n",
    "a loop without an end": "def f(x):\n    while True:\n        return x\n",
    "on one line": "def f(x):\n    if x > 5: return x\n    return -x\n",
    "a definition": 'def f(x):\n    """It."""\n    import math\n    def g(): return x\n    return g()\n',
    "a function that nobody calls": "def f(x):\n    return x\n\n\ndef g(x):\n    y = x\n    return y\n",
    "a helper": "def f(x):\n    return g(x)\n\n\ndef g(x):\n    if x > 5:\n        return 1\n    return 2\n",
}


@pytest.mark.parametrize("name", REACHED)
def test_what_is_reached(tmp_path: Path, name: str) -> None:
    """By cases, or by what is drawn."""
    assert found(tmp_path, REACHED[name]) == ()


UNREACHED = {
    "behind": (
        "def f(x):\n    if x > 0:\n        return x\n    y = -x\n    return y\n",
        [(2, "has a condition that is true for every input: if x > 0:"), (4, "is reached by no input: y = -x")],
    ),
    "inside": (
        "def f(x):\n    if x > 9:\n        x = 0\n        x += 1\n    return x\n",
        [(2, "has a condition that is false for every input: if x > 9:"), (3, "is reached by no input: x = 0")],
    ),
    "a loop": (
        "def f(x):\n    while x > 9:\n        x = 0\n    return x\n",
        [(2, "has a condition that is false for every input: while x > 9:"), (3, "is reached by no input: x = 0")],
    ),
    "at the end": (
        "def f(x):\n    y = [x]\n    if x > 0:\n        y.append(1)\n",
        [(3, "has a condition that is true for every input: if x > 0:")],
    ),
    "nothing behind": (
        "def f(x):\n    y = [x]\n    if x > 9:\n        y.append(1)\n",
        [(3, "has a condition that is false for every input: if x > 9:"), (4, "is reached by no input: y.append(1)")],
    ),
    "an exception": (
        "def f(x):\n    if x > 9:\n        raise ValueError(x)\n    return x\n",
        [(3, "is reached by no input: raise ValueError(x)")],
    ),
    "two exceptions": (
        "def f(x):\n    if x > 9:\n        raise ValueError\n    if x < 1:\n        raise TypeError\n    return x\n",
        [(3, "is reached by no input: raise ValueError"), (5, "is reached by no input: raise TypeError")],
    ),
}


@pytest.mark.parametrize("name", UNREACHED)
def test_what_is_not_reached(tmp_path: Path, name: str) -> None:
    """The first such line of a function; an exception is a warning, and others may follow."""
    source, wanted = UNREACHED[name]
    findings = found(tmp_path, source)
    assert [(finding.line, finding.fault) for finding in findings] == [
        (line, f"line {line} of f {says}") for line, says in wanted
    ]
    assert {(finding.code, finding.path) for finding in findings} == {("reference.unreached", "solutions/sum.py")}
    for finding in findings:
        is_raise = ": raise " in finding.fault
        assert (finding.is_warning, finding.cure) == (is_raise, ASK if is_raise else ADD)


def test_what_is_reached_in_a_helper_is_told_of_it(tmp_path: Path) -> None:
    """By its name, and with the line of the file."""
    source = "def f(x):\n    return g(x)\n\n\ndef g(x):\n    if x > 9:\n        return 1\n    return 2\n"
    faults = [finding.fault for finding in found(tmp_path, source)]
    assert faults == [
        "line 6 of g has a condition that is false for every input: if x > 9:",
        "line 7 of g is reached by no input: return 1",
    ]


def test_a_reference_that_fails_is_told_elsewhere(tmp_path: Path) -> None:
    """What it reached until then is looked at all the same."""
    source = "def f(x):\n    y = 1 / 0\n    return y\n"
    assert [finding.line for finding in found(tmp_path, source)] == [3]
