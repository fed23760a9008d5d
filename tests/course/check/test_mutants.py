"""Mutants enter whatever the examined functions lead to, and nothing else; where there are none, that is said."""

from pathlib import Path

import pytest

from grader import ChoiceItem, Exercise, ValueItem
from grader.course.check.mutants import make_mutants
from grader.course.check.mutation import check_mutants
from grader.items.item import Item
from grader.judging.key import ExerciseKey

F = "\n\ndef f(x):\n    '''It, 3.'''\n    return {}\n"


def exercise_of(*items: Item, survivors: dict[str, str] | None = None) -> Exercise:
    """An exercise of these items, or of a function `f`."""
    own = items or (ValueItem(id="f", title="t", points=1),)
    return Exercise(title="t", source="s", statement="s", items=own, survivors=survivors or {})


def names(source: str) -> set[str]:
    """The mutants by their names; each is the file with its change."""
    mutants, made = make_mutants(source, exercise_of())
    assert made == len(mutants)
    for mutant in mutants:
        assert mutant.examined == {"f"}
        assert mutant.source != source
        assert source.splitlines()[mutant.line - 1]
    return {mutant.name for mutant in mutants}


THREE = {"3 -> 4", "3 -> -3"}
CLASS = """
class Model:
    '''A model, 3.'''
{}

    def other(self):
        return x
"""


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("def _f():\n    return 3" + F.format("_f()"), "_f"),
        ("_f = lambda: 3" + F.format("_f()"), "_f"),
        ("_f: object = lambda: 3" + F.format("_f()"), "_f"),
        ("RATE = 3" + F.format("RATE"), "RATE"),
        ("RATE: int = 3  # given" + F.format("RATE"), "RATE"),
        ("A, B = x, 3" + F.format("A"), "(A, B)"),
        ("RATE = 3\nRATES = [RATE]" + F.format("RATES"), "RATE"),
        ("RATE = 3\ndef g(x=RATE): return x" + F.format("g()"), "RATE"),
        ("if x:\n    RATE = 3" + F.format("RATE"), "RATE"),
        (CLASS.format("    def m(self):\n        '''3'''\n        return 3") + F.format("Model().m()"), "Model.m"),
        (CLASS.format("    rate = 3") + F.format("Model"), "Model.rate"),
        (CLASS.format("    m = lambda self: 3") + F.format("Model"), "Model.m"),
        (CLASS.format("    @property\n    def m(self): return 3") + F.format("Model"), "Model.m"),
        (CLASS.format("    class In:\n        rate = 3") + F.format("Model"), "Model.In.rate"),
        (CLASS.format("    rate = 3") + "\n\nclass Own(Model): pass" + F.format("Own"), "Model.rate"),
        (CLASS.format("    rate = 3") + "\n\nMODEL = Model()" + F.format("MODEL"), "Model.rate"),
        ("from functools import partial\ng = partial(int, x=3)" + F.format("g()"), "g"),
        ("def g(h=lambda: 3): return h()" + F.format("g()"), "g"),
        ("def f(x):\n    return lambda: 3", "f"),
        ("f = lambda x: 3", "f"),
        ("async def g(): return 3" + F.format("g()"), "g"),
    ],
)
def test_what_is_entered(source: str, part: str) -> None:
    """It is named after what it is a part of."""
    assert names(source) == {f"{part}: {change}" for change in THREE}


@pytest.mark.parametrize(
    "source",
    [
        "RATE = 3" + F.format("x"),
        "RATE = 3" + F.format("[RATE for RATE in x]"),
        "from typing import Literal\nKind = Literal[3]\ndef f(x: Kind) -> Kind: return x",
        "KIND = 3\ndef f(x):\n    y: KIND = x\n    return y",
        CLASS.format("    rate = 3") + F.format("x"),
        "def wrong():\n    return 3\n\nmisconceptions = (wrong, 3)" + F.format("x"),
        "def f(x, rate=3): return x",
    ],
)
def test_what_is_not_entered(source: str) -> None:
    """What no examined function leads to, what only annotations name, and defaults, which callers choose."""
    assert names(source) == set()


@pytest.mark.parametrize(
    ("body", "name", "line"),
    [
        ("    return x / 3", "x / 3 -> rounded to 2 digits", "round(x / 3, 2)"),
        ("    if x < 0:\n        raise ValueError\n    return x", "raise ValueError -> left out", "if False:"),
        ("    while x > tol:\n        x = x / 2\n    return x", "while x > tol -> 100 steps", "in range(100):"),
        (
            "    while True:\n        x = x / 2\n        if x < tol:\n            return x",
            "until x < tol -> 100 steps",
            "if _step == 100:",
        ),
        ("    while x > tol:\n        x = x / 2\n    return x", "tol -> 0.1", "while x > 0.1:"),
        ("    return sum(x) / len(x)", "len(x) -> len(x) - 1", "sum(x) / (len(x) - 1)"),
    ],
)
def test_what_students_do(body: str, name: str, line: str) -> None:
    """Rounding, a fixed number of steps, a tolerance that is not looked at, an exception left out, n - 1 for n."""
    mutants, _ = make_mutants(f"def f(x, tol=0):\n{body}\n", exercise_of())
    assert line in {mutant.name: mutant.source for mutant in mutants}[f"f: {name}"]


def found(folder: Path, exercise: Exercise) -> list[tuple[str, str]]:
    """What is said of the mutants of an exercise whose reference gives a word."""
    path = folder / "sum.py"
    path.write_text("def f():\n    return 'word'\n", encoding="utf-8")
    key = ExerciseKey("sum", exercise, {"f": lambda: "word"}, where=str(path))
    checked = check_mutants(key, "solutions/sum.py")
    assert checked.counted.made == 0
    return [(finding.code, finding.path) for finding in checked.findings]


def test_that_there_is_none(tmp_path: Path) -> None:
    """A finding, which a sentence answers; but not of a choice, whose mistakes are its other options."""
    none = {"none": "the answer is one word"}
    choice = ChoiceItem(id="f", title="t", points=1, options={"word": "a", "other": "b"})
    assert found(tmp_path, exercise_of()) == [("mutant.none", "solutions/sum.py")]
    assert found(tmp_path, exercise_of(survivors=none)) == []
    assert found(tmp_path, exercise_of(choice)) == []
    assert found(tmp_path, exercise_of(choice, survivors=none)) == []


def test_that_there_is_none_where_there_is(tmp_path: Path) -> None:
    """The sentence explains in vain."""
    source = "def f():\n    return 'word'[:3] + 'd'\n"
    exercise = exercise_of(survivors={"none": "the answer is one word"})
    path = tmp_path / "sum.py"
    path.write_text(source, encoding="utf-8")
    checked = check_mutants(ExerciseKey("sum", exercise, {"f": lambda: "word"}, where=str(path)), "solutions/sum.py")
    assert [finding.code for finding in checked.findings] == ["mutant.explained_in_vain"]
