"""Cases that decide are written into an exercise's file as its author would write them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy

from grader.course.check.decisive import Chance
from grader.course.check.fix_cases import write_cases

X = sympy.Symbol("x")
MATRIX = np.array([[1.0, 2.0]])
NAMES: dict[str, Any] = {
    "np": np, "x": X, "MATRIX": MATRIX, "BOTH": [MATRIX + 1, "t"], "ONE": 1, "PAIR": (1, 2), "__hidden": object(),
}  # fmt: skip


def after(source: str, *arguments: Any, item: str = "f", names: dict[str, Any] | None = None, tmp: Path) -> str | None:
    """The file with a case; None if none was written."""
    path = tmp / "a.py"
    path.write_text(source, encoding="utf-8")
    chance = Chance(item, "what is wrong only where the first entry is 0", 3, arguments)
    written = write_cases(path, NAMES if names is None else names, [chance])
    text = path.read_text(encoding="utf-8")
    assert (text != source) == bool(written)
    return text if written else None


def item(before: str) -> str:
    """An item with something behind its title."""
    return (
        f'exercise = Exercise(\n    items=(\n        FunctionItem(\n            id="f",\n            title="é"{before}'
    )


OPEN = ",\n            cases=("
CASE = "                # first entry is 0\n                (1, 2),\n            )"
END = ",\n        ),\n    ),\n)\n"
TWO = "\n                (3, 4),\n                (5, 6)"
WHERE = {
    "no cases": (END, f"{OPEN}\n{CASE}{END}"),
    "no comma": (")))\n", f"{OPEN}\n{CASE},\n        )))\n"),
    "cases": (f"{OPEN}(3, 4),){END}", f"{OPEN}(3, 4),\n{CASE}{END}"),
    "cases without a comma": (f"{OPEN}{TWO}  # é\n            ){END}", f"{OPEN}{TWO},  # é\n{CASE}{END}"),
    "empty cases": (f"{OPEN}){END}", f"{OPEN}\n{CASE}{END}"),
    "named cases": (f",\n            cases=CASES{END}", f"{OPEN}\n                *CASES,\n{CASE}{END}"),
}


@pytest.mark.parametrize("name", WHERE)
def test_where_it_is_written(tmp_path: Path, name: str) -> None:
    """Behind the cases that are there; nothing else changes."""
    before, wanted = WHERE[name]
    assert after(item(before), 1, 2, tmp=tmp_path) == item(wanted)


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        ((1,), "(1,)"),
        ((1, 2.5, True, "a'b"), '(1, 2.5, True, "a\'b")'),
        ((MATRIX,), "(MATRIX,)"),
        ((NAMES["BOTH"][0], NAMES["BOTH"]), "(BOTH[0], BOTH)"),
        ((np.array([[1.0, 2.0]]),), "(np.array([[1.0, 2.0]]),)"),
        (([1, (2,), (3, 4)],), "([1, (2,), (3, 4)],)"),
        ((NAMES["PAIR"],), "(PAIR,)"),
        ((2 * X**2 - 1,), "(2*x**2 - 1,)"),
        ((X,), "(x,)"),
        ((), "()"),
    ],
)
def test_how_arguments_are_written(tmp_path: Path, arguments: tuple[Any, ...], written: str) -> None:
    """By the names of the file where they have one."""
    text = after(item(")))\n"), *arguments, tmp=tmp_path)
    assert text is not None
    assert f"\n                {written},\n" in text


@pytest.mark.parametrize(
    ("argument", "names"),
    [
        (np.array([1.0]), {}),
        (np.array([1.0]), {"np": sympy}),
        (X**2, {}),
        (X**2, {"x": sympy.Symbol("x", real=True)}),
        (X / 2 + sympy.Rational(1, 2), NAMES),
        (sympy.sin(X), NAMES),
        (object(), NAMES),
        (NAMES["__hidden"], NAMES),
        ({"a": 1}, NAMES),
        ((1, object()), NAMES),
        ([object()], NAMES),
    ],
)
def test_what_cannot_be_written_is_left_to_the_author(tmp_path: Path, argument: Any, names: dict[str, Any]) -> None:
    """The file stays as it is."""
    assert after(item(")))\n"), argument, names=names, tmp=tmp_path) is None


def test_only_what_can_be_written_is_counted(tmp_path: Path) -> None:
    """Of several, in their order; an item that is not there, and arguments that are not known, are left out."""
    path = tmp_path / "a.py"
    path.write_text(item(")))\n"), encoding="utf-8")
    chances = [
        Chance("f", "first", 1, (1,)),
        Chance("g", "other", 1, (2,)),
        Chance("f", "unknown", 1),
        Chance("f", "y" * 200, 1, (3,)),
    ]
    assert write_cases(path, NAMES, chances) == 2
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index("                # first")
    assert lines[at + 1 : at + 4] == [
        "                (1,),",
        f"                # {'y' * 100}",
        "                (3,),",
    ]
