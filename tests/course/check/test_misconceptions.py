"""Why a misconception is not named: the call at which it does not explain its own answer."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import Exercise, FunctionItem, Integers, Misconception, PropertyItem, Reals, ValueItem
from grader.course.check.solution import check_misconceptions
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding

DOUBLE = FunctionItem(id="double", title="t", points=1, inputs=(Reals(low=-9, high=9),), cases=((3.0,), (0.0,)))
EXACT = FunctionItem(id="double", title="t", points=1, inputs=(Integers(low=0, high=9),))
ROOT = PropertyItem(
    id="double", title="t", points=1, cases=((4.0,), (0.0,)), shapes=((),), requires="its square is x",
    fault=lambda root, x: None if root**2 == x else f"its square is {root**2:g}",
)  # fmt: skip
VALUE = ValueItem(id="double", title="t", points=1)
_COUNT = iter(range(10_000))


def squared(x: float) -> float:
    """Right at 2 and 0."""
    return x * x


def counted(x: float) -> float:
    """Never the same."""
    return x + next(_COUNT) + 1


def unfinished(x: float) -> float:
    """As a stub."""
    if x:
        raise NotImplementedError
    return x


def nine() -> int:
    """A wrong value."""
    return 9


def found(item: Item, wrong: Callable[..., Any], explains: Callable[..., bool] | None = None) -> list[Finding]:
    """What is said of a misconception."""
    references: dict[type[Item], Callable[..., Any]] = {ValueItem: lambda: 4, PropertyItem: np.sqrt}
    reference = references.get(type(item), lambda x: 2 * x)
    exercise = Exercise(title="t", source="s", statement="s", items=(item,))
    misconception = Misconception(of="double", wrong=wrong, says="It.", explains=explains)
    key = ExerciseKey("sum", exercise, {"double": reference}, (misconception,), where="solutions/sum.py")
    return list(check_misconceptions(key, "solutions/sum.py"))


@pytest.mark.parametrize(
    ("item", "wrong", "explains", "says", "cure"),
    [
        (DOUBLE, squared, lambda y, x: y != 2 * x, "at double(0.0) it gives 0.0, which is right there", "as well"),
        (EXACT, squared, lambda y, x: y > 2 * x, "which is right there, and `explains` is false of it", "every call"),
        (ROOT, squared, lambda y, x: y > x, "at double(0.0) it gives 0.0, which is right there", "every call"),
        (
            DOUBLE,
            squared,
            lambda y, x: y < x - 99,
            "it gives 9.0, and `explains` is false of it",
            "Mend its `explains`",
        ),
        (VALUE, nine, lambda y: y < 0, "at double() it gives 9, and `explains` is false of it", "Mend"),
        (DOUBLE, counted, None, "not the same as what it gives there the next time", "the same each time"),
        (DOUBLE, unfinished, None, "at double(3.0) it raises NotImplementedError", "ordinary exception"),
    ],
)
def test_why_it_is_not_named(
    item: Item, wrong: Callable[..., Any], explains: Callable[..., bool] | None, says: str, cure: str
) -> None:
    """With the call, what it gives there, whether that is right, and what to do."""
    (finding,) = found(item, wrong, explains)
    assert finding.code == "misconception.not_named"
    assert f"the misconception {wrong.__name__} is caught by double, but not named: " in finding.fault
    assert says in finding.fault
    assert cure in finding.cure


def test_one_that_is_right_somewhere_is_named_without_explains() -> None:
    """What it gives is compared at every call, and is the same where it is right."""
    assert found(DOUBLE, squared) == []
    assert found(DOUBLE, squared, lambda y, x: y == x * x) == []
