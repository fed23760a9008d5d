"""A release is tried before it is written: by what students get alone, right answers earn all, and stubs nothing."""

import json
from pathlib import Path

import pytest

from grader.course.check.examine import examine
from grader.course.load import load_course
from grader.course.release.build import build, prove
from grader.course.release.bundle import FILE, encode
from grader.errors import AuthoringError
from grader.items import KINDS
from grader.judging.key import CourseKey
from grader.model.verdict import Verdict
from tests.conftest import ROOT

TEMPLATES = ROOT / "grader" / "course" / "templates"
TRIED = {"claim", "convexity", "definiteness", "expression", "function", "property"}
"""Kinds of which something can be tried without a reference; of the others only what equations say."""
LOGARITHM = """
import sympy

from grader import ConvexityItem, Exercise, FunctionItem, Integers, IsConvex, PropertyItem, Vectors

x = sympy.Symbol("x")
POSITIVE = sympy.Interval.open(0, sympy.oo)


def total(v):
    return v.sum()


def not_zero(w, v):
    return None if abs(w @ v) < 1e-9 else f"the product is {w @ v:g}"


def not_zero_unless_balanced(w, v):
    return not_zero(w, v) if total(v) else None


exercise = Exercise(
    title="t",
    source="s",
    statement="s",
    items=(
        ConvexityItem(
            id="claim",
            title="t",
            points=1,
            states=IsConvex(expression=-sympy.log(x), variables=(x,), domain={x: POSITIVE}),
        ),
        FunctionItem(id="add", title="t", points=1, inputs=(Vectors(size=3, entries=Integers(low=-9, high=9)),)),
        FunctionItem(id="few", title="t", points=1, inputs=(Integers(low=1, high=30),)),
        PropertyItem(
            id="normal",
            title="t",
            points=1,
            inputs=(Vectors(size=2, entries=Integers(low=-9, high=9)),),
            shapes=((2,),),
            requires="It must be orthogonal.",
            fault=FAULT,
        ),
    ),
)
"""
SOLUTION = '''
import numpy as np
import sympy


def claim():
    """Whether it is convex, and why."""
    return True, ("second derivative", 1 / sympy.Symbol("x") ** 2)


def add(v):
    """The sum."""
    return np.asarray(v).sum()


def few(n):
    """Twice."""
    return 2 * n


def normal(v):
    """Orthogonal to v."""
    return np.array([-v[1], v[0]])
'''


def course(folder: Path, fault: str) -> tuple[Path, CourseKey]:
    """A course of one exercise, whose property item has this fault."""
    for name, text in (
        ("exercises/course", 'from grader import Course\ncourse = Course(name="c", title="C", version="1")\n'),
        ("exercises/a", LOGARITHM.replace("FAULT", fault)),
        ("solutions/a", SOLUTION),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(text, "utf-8")
    return folder, load_course(folder)


def test_every_kind_of_item_can_be_released() -> None:
    """Right answers earn all points by the bundle; which kinds can be tried is what the README says."""
    key = load_course(TEMPLATES)
    released = prove(build(TEMPLATES, key), key)
    items = [(exercise, item) for exercise in released.exercises for item in exercise.exercise.items]
    for tried in (True, False):
        kinds = {item.kind for exercise, item in items if (item.id not in exercise.only_instructor) == tried}
        assert kinds == (TRIED if tried else {*KINDS} - TRIED), (
            "a kind that students can try has a case in `_plan` of grader/course/release/plan.py, and is in TRIED of "
            "tests/course/release/test_build.py; any other kind has neither"
        )


@pytest.mark.parametrize("name", sorted(TRIED))
def test_a_misconception_earns_no_more_by_what_students_get(name: str) -> None:
    """The checks there are as strict, though they cannot name what went wrong."""
    key = load_course(TEMPLATES, [name])
    (reference,), (released,) = key.exercises, prove(build(TEMPLATES, key), key).exercises
    caught = 0
    for misconception in reference.misconceptions:
        for item in released.exercise.items:
            if misconception.of in {item.id, item.function} and item.id not in released.only_instructor:
                functions = {**reference.functions, item.function: misconception.wrong}
                judgement = examine(released, functions, item)
                assert judgement.fraction < 1
                assert judgement.verdict in {Verdict.WRONG, Verdict.PARTIAL, Verdict.CRASHED}
                caught += 1
    assert caught


def test_a_claim_on_part_of_the_line_is_proved_there(tmp_path: Path) -> None:
    """Intervals are written down as well; what few inputs there are to draw from is no table."""
    folder, key = course(tmp_path, "not_zero")
    files = build(folder, key)
    (released,) = prove(files, key).exercises
    assert released.only_instructor == {"few"}
    wrong = {"claim": lambda: (False, (1, 2, 0.5))}
    assert examine(released, wrong, released.exercise.items[0]).fraction == 0
    assert b"total" not in files["checks/a.py"]


def test_how_near_an_answer_has_to_be_goes_with_a_table_only(tmp_path: Path) -> None:
    """What cannot be tried has no need of it."""
    folder, _ = course(tmp_path, "not_zero")
    text = LOGARITHM.replace("FAULT", "not_zero").replace("PropertyItem, V", "PropertyItem, Tolerance, V")
    for name in ("add", "few"):
        assert f'id="{name}", ' in text
        text = text.replace(f'id="{name}", ', f'id="{name}", tolerance=Tolerance(relative=0.05), ')
    (folder / "exercises" / "a.py").write_text(text, "utf-8")
    key = load_course(folder)
    items = {item.id: item for item in prove(build(folder, key), key).exercises[0].exercise.items}
    assert {name: items[name].model_fields_set & {"tolerance"} for name in ("add", "few")} == {
        "add": {"tolerance"},
        "few": set(),
    }


def test_what_the_author_wrote_can_be_read_in_the_bundle(tmp_path: Path) -> None:
    """Its signs are in it as they are, in whatever language, and not as escapes."""
    folder, _ = course(tmp_path, "not_zero")
    (folder / "exercises" / "a.py").write_text(
        LOGARITHM.replace("FAULT", "not_zero").replace('title="t"', 'title="é ∂"')
    )
    assert '"title":"é ∂"' in build(folder, load_course(folder))[FILE].decode()


def test_a_check_that_holds_another_item_s_answer_stays_behind(tmp_path: Path) -> None:
    """`total` is what `add` asks for, whatever it is called."""
    folder, key = course(tmp_path, "not_zero_unless_balanced")
    files = build(folder, key)
    assert "normal" in prove(files, key).exercises[0].only_instructor
    assert "checks/a.py" not in files


def test_a_bundle_by_which_the_reference_fails_is_not_released(tmp_path: Path) -> None:
    """The author is told which item, and what was seen."""
    folder, key = course(tmp_path, "not_zero")
    files = build(folder, key)
    content = json.loads(files[FILE])
    content["exercises"][0]["tables"]["add"][0][1] = encode(1e9)
    with pytest.raises(AuthoringError, match="item add: by what students get, the reference is wrong: add"):
        prove({**files, FILE: json.dumps(content).encode()}, key)
