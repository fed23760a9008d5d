"""Where a tolerance lies: between the rounding of a right answer and the smallest mistake."""

from pathlib import Path

import pytest

from grader.course.check.mutation import check_mutants
from grader.course.load import load_course
from grader.model.checked import Checked, Margin
from grader.reports.check import table
from tests.conftest import ROOT

COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'
EXERCISE = """
import numpy as np
from grader import Exercise, FunctionItem, Reals, Tolerance, Vectors

exercise = Exercise(
    title="t", source="s", statement="s",
    items=(FunctionItem(id="f", title="t", points=1, inputs=({inputs},), tolerance=Tolerance(relative={relative})),),
    survivors={survivors},
)
"""
NUMBERS = "Reals(low=-9, high=9)"
VECTORS = "Vectors(size=9, entries=Reals(low=-9, high=9))"
DOUBLE = "def f(x: float) -> float:\n    return 30 * x / 15\n"


def margin(folder: Path, solution: str, inputs: str = NUMBERS, relative: str = "1e-6", survivors: str = "{}") -> Margin:
    """The margin of an exercise with this reference."""
    for tree in ("exercises", "solutions"):
        (folder / tree).mkdir()
    (folder / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    exercise = EXERCISE.format(inputs=inputs, relative=relative, survivors=survivors)
    (folder / "exercises" / "one.py").write_text(exercise, encoding="utf-8")
    (folder / "solutions" / "one.py").write_text(solution, encoding="utf-8")
    return check_mutants(load_course(folder, ["one"]).exercises[0], "solutions/one.py").margin


def test_it_lies_between(tmp_path: Path) -> None:
    """Rounding stays below the tolerance, mistakes beyond it."""
    ends = margin(tmp_path, DOUBLE)
    assert ends.rounding is not None
    assert ends.fault is not None
    assert 0 < ends.rounding < 1 < ends.fault


def test_too_wide(tmp_path: Path) -> None:
    """A mistake that the tolerance forgives: 31 for 30 is an error of 1/30, where 9 % are allowed."""
    ends = margin(tmp_path, DOUBLE, relative="0.09")
    assert ends.fault == pytest.approx(1 / 30 / 0.09)


def test_what_is_explained_is_no_mistake(tmp_path: Path) -> None:
    """The next smallest error counts instead: 16 for 15, where 5 % are allowed."""
    ends = margin(tmp_path, DOUBLE, relative="0.05", survivors='{"f: 30 -> 31": "so be it"}')
    assert ends.fault == pytest.approx(1 / 16 / 0.05)


def test_too_narrow(tmp_path: Path) -> None:
    """What cancels in single precision is further off than a mistake would be: the author sees it beyond 1."""
    cancels = "import numpy as np\n\ndef f(x: np.ndarray) -> float:\n    return float(np.sum((x + 1e9) - 1e9))\n"
    ends = margin(tmp_path, cancels, inputs=VECTORS)
    assert ends.rounding is not None
    assert ends.rounding > 1


@pytest.mark.parametrize(
    "solution",
    [
        "def f(x: float) -> bool:\n    return x > 0\n",
        "def f(x: float) -> int:\n    return 2 * round(x)\n",
        'def f(x: float) -> str:\n    return "a" if x > 0 else "b"\n',
    ],
)
def test_nothing_hangs_on_it(tmp_path: Path, solution: str) -> None:
    """Where no decimal numbers are compared there is no margin, and the table shows a dash."""
    ends = margin(tmp_path, solution)
    assert ends == Margin()
    assert "  -  " in table([Checked(exercise="one", margin=ends)]).splitlines()[1]


def test_an_iteration_that_waits_for_more_digits(tmp_path: Path) -> None:
    """It never ends in single precision: its rounding is not known, its mistakes are."""
    waits = (
        "import numpy as np\n\n"
        "def f(x: float) -> float:\n"
        "    while isinstance(x, np.float32):\n"
        "        pass\n"
        "    return 3 * x\n"
    )
    ends = margin(tmp_path, waits)
    assert ends.rounding is None
    assert ends.fault is not None


def test_the_table_shows_both() -> None:
    """Rounding, then the smallest mistake; in full for programs."""
    checked = Checked(exercise="one", margin=Margin(rounding=0.00031, fault=12345.0))
    assert " 0.00031 … 1.2e4 " in table([checked])
    assert " 0.00031 ... 1.2e4 " in table([checked], unicode=False)
    half = Checked(exercise="one", margin=Margin(rounding=None, fault=2.0))
    assert " ? … 2 " in table([half])


@pytest.mark.slow
def test_the_course_s_own_exercises_leave_room() -> None:
    """One of them, as an example: rounding stays well below its tolerance, and no mistake comes near it."""
    checked = check_mutants(load_course(ROOT, ["square_loss"]).exercises[0], "solutions/square_loss.py").margin
    assert checked.rounding is not None
    assert checked.fault is not None
    assert checked.rounding < 0.5
    assert checked.fault > 100
