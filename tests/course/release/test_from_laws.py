"""Which laws students get: those by which their own functions decide, and none that holds the answer."""

from pathlib import Path
from typing import Any

import pytest
import sympy

from grader.course.check.release import check_release, differing
from grader.course.load import load_course
from grader.course.release.build import build, prove
from grader.course.release.bundle import FILE, Bundle, decode, encode
from grader.judging.key import CourseKey, ExerciseKey

COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'
EXERCISE = """
from grader import Exercise, ExpressionItem, FunctionItem, Integers, PropertyItem, Reals, ValueItem


def other_than_3(w, x):
    return None if w != 3 else "it is 3"


exercise = Exercise(
    title="t",
    source="s",
    statement="s",
    items=(
        FunctionItem(id="double", title="t", points=1, inputs=(Reals(low=-9, high=9),)),
        FunctionItem(id="twice", title="t", points=1, cases=((1,),), examples=((2,),)),
        ValueItem(id="six", title="t", points=1),
        ValueItem(id="twelve", title="t", points=1),
        ExpressionItem(id="slope", title="t", points=1),
        PropertyItem(
            id="any", title="t", points=1, inputs=(Integers(low=1, high=9),), examples=((1,),), shapes=((),),
            requires="not 3", fault=other_than_3, WITHHOLDS
        ),
    ),
)
"""
SOLUTION = '''
import numpy as np
import sympy

from grader import DerivativeOf, Equals

three = 3.0


def double(x):
    """Twice."""
    return 2 * x


def twice(x):
    """Twice."""
    return 2 * x


def six():
    """A number."""
    return 6.0


def twelve():
    """A number."""
    return 12.0


def slope(x):
    """Of the cube."""
    return 3 * x**2


def any(x):
    """A number."""
    return x + 3


def _cube(x):
    return x**3


laws = (LAWS)
'''


def key_of(folder: Path, laws: str, withholds: str = "") -> tuple[Path, CourseKey]:
    """The exercise with these laws."""
    for path, text in (
        ("exercises/course.py", COURSE),
        ("exercises/a.py", EXERCISE.replace("WITHHOLDS", withholds)),
        ("solutions/a.py", SOLUTION.replace("LAWS", laws)),
    ):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder, load_course(folder)


def released(folder: Path, key: CourseKey) -> ExerciseKey:
    """What students get of it, which the reference passes."""
    return prove(build(folder, key), key).exercises[0]


@pytest.mark.parametrize(
    ("laws", "left"),
    [
        ("", {"six", "twelve", "slope"}),
        ("Equals(six, 'double(3)'),", {"twelve", "slope"}),
        ("Equals(six, '2 * 3.0'), Equals(six, 'double(3)'),", {"twelve", "slope"}),
        ("Equals(six, 'double(np.float64(3))'),", {"twelve", "slope"}),
        ("Equals(six, 'sum(double(1) for _ in range(3))'),", {"twelve", "slope"}),
        # one rests on the other
        ("Equals(twelve, 'double(six())'), Equals(six, 'double(3)'),", {"slope"}),
        ("Equals(twelve, 'double(six())'),", {"six", "twelve", "slope"}),
        ("Equals(six, 'twelve() / 2'), Equals(twelve, '2 * six()'),", {"six", "twelve", "slope"}),
        # of the solution's own, not of the student's
        ("Equals(six, 'double(three)'),", {"six", "twelve", "slope"}),
        ("Equals(six, 'double(_cube(1) * 3)'),", {"six", "twelve", "slope"}),
        # the answer stands there
        ("Equals(six, '6.0'),", {"six", "twelve", "slope"}),
        ("Equals(six, '6.0 + 0 * double(3)'),", {"six", "twelve", "slope"}),
        # only the instructor grades what it asks
        ("Equals(six, 'twice(3.0)'),", {"six", "twelve", "slope"}),
        ("DerivativeOf(slope, _cube, wrt='x'),", {"six", "twelve"}),
    ],
)
def test_what_only_the_instructor_grades(tmp_path: Path, laws: str, left: set[str]) -> None:
    """Beside `twice`, of which there are no more than the author's own cases."""
    assert released(*key_of(tmp_path, laws)).only_instructor == {"twice", *left}


def test_what_goes_out_is_no_answer(tmp_path: Path) -> None:
    """An equation as it is written, and of what a derivative is taken; nothing that was worked out."""
    laws = "Equals(six, '6.0'), Equals(six, 'double(3)'), DerivativeOf(slope, _cube, wrt='x'),"
    folder, key = key_of(tmp_path, laws)
    (exercise,) = Bundle.model_validate_json(build(folder, key)[FILE]).exercises
    assert exercise.equations == {"six": ("double(3)", "six_by_own_functions", {"double": 0.0})}
    assert exercise.derivatives == {"slope": (encode(sympy.Symbol("x") ** 3), "x", 1)}
    assert {name: [decode(row.expected) for row in rows] for name, rows in exercise.forms.items()} == {
        "six": [0.0],
        "twelve": [0.0],
        "twice": [0],
    }


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        ({"six": lambda: 7.0}, {"six"}),
        # it is open to the student as long as `double` is wrong
        ({"double": lambda x: 3 * x, "six": lambda: 9.0}, {"double", "six"}),
        ({"slope": lambda x: 3 * x}, {"slope"}),
        ({"double": lambda x: 3 * x}, {"double"}),
    ],
)
def test_it_decides_as_grading_does(tmp_path: Path, wrong: dict[str, Any], changed: set[str]) -> None:
    """Wherever it decides."""
    folder, key = key_of(tmp_path, "Equals(six, 'double(3)'), DerivativeOf(slope, _cube, wrt='x'),")
    functions = {**key.exercises[0].functions, **wrong}
    assert differing(key.exercises[0], released(folder, key), functions, changed) == []


def test_an_author_may_keep_a_check_back(tmp_path: Path) -> None:
    """Its source does not go out, and the item is left to the instructor."""
    folder, key = key_of(tmp_path, "")
    assert b"other_than_3" in build(folder, key)["checks/a.py"]
    folder, key = key_of(tmp_path, "", "withholds_fault=True")
    files = build(folder, key)
    assert "any" in released(folder, key).only_instructor
    assert not any(b"other_than_3" in content or b"withholds" in content for content in files.values())
    assert check_release(folder, key.course, key.exercises[0])[0] == []
