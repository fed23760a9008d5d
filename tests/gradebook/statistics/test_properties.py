"""What must hold of the statistics of any marks."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.gradebook.statistics.items import item_rest, upper_lower
from grader.gradebook.statistics.reliability import Points
from tests.gradebook.statistics.plain import alpha, standard_error

SHAPES = st.tuples(st.integers(3, 30), st.integers(2, 6))
MARKS = arrays(np.float64, SHAPES, elements=st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0]))


def close(first: float | None, second: float | None) -> bool:
    """Equal but for rounding, or both not known."""
    return first == second if first is None or second is None else first == pytest.approx(second, abs=1e-7)


@given(arrays(np.float64, st.integers(2, 30), elements=st.integers(0, 9)), st.integers(2, 6))
def test_alpha_of_identical_items_is_one(column: Points, count: int) -> None:
    value = alpha(np.column_stack([column] * count))
    assert value is None if len(set(column)) == 1 else value == pytest.approx(1)


@given(MARKS, st.floats(0.1, 10), st.floats(-5, 5))
def test_alpha_knows_no_scale_and_no_origin(points: Points, factor: float, shift: float) -> None:
    assert close(alpha(points), alpha(points * factor + shift))


@given(MARKS, st.floats(0.1, 10))
def test_standard_error_is_in_points(points: Points, factor: float) -> None:
    before, after = standard_error(points), standard_error(points * factor)
    assert close(None if before is None else before * factor, after)


@given(MARKS)
def test_alpha_is_at_most_one(points: Points) -> None:
    value = alpha(points)
    assert value is None or value <= 1 + 1e-12


@pytest.mark.parametrize(
    "statistic",
    [
        lambda points: [alpha(points)],
        lambda points: [standard_error(points)],
        item_rest,
        lambda points: upper_lower(points, points.sum(axis=1)),
    ],
    ids=["alpha", "standard error", "item-rest", "upper-lower"],
)
@given(points=MARKS, data=st.data())
def test_order_of_the_students_is_of_no_account(
    statistic: Callable[[Points], list[float | None]], points: Points, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(points))))
    for before, after in zip(statistic(points), statistic(points[order]), strict=True):
        assert close(before, after)


@given(MARKS)
def test_correlations_are_correlations(points: Points) -> None:
    assert all(correlation is None or -1 <= correlation <= 1 for correlation in item_rest(points))


@given(MARKS)
def test_an_item_turned_round_discriminates_the_other_way(points: Points) -> None:
    """The total is kept, so that the groups are the same."""
    total = points.sum(axis=1)
    there, back = upper_lower(points, total), upper_lower(2 - points, total)
    assert there == pytest.approx([-discrimination for discrimination in back])


@given(MARKS)
def test_the_total_itself_never_discriminates_negatively(points: Points) -> None:
    total = points.sum(axis=1)
    assert upper_lower(total[:, np.newaxis], total)[0] >= -1e-12
