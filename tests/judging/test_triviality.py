"""Answers that know nothing: the same throughout, or an argument handed back, where the right ones are neither."""

from typing import Any

import numpy as np
import pytest

from grader.items import FunctionItem
from grader.judging.substituted_reference import SubstitutedCall
from grader.judging.triviality import _handed_back, _is_constant, _same_by

SAME = _same_by(FunctionItem(id="f", title="t", points=1, cases=((1,),)))
V, W = np.array([1.0, 2.0]), np.array([3.0, 4.0])


def calls(*rows: tuple[tuple[Any, ...], Any, Any]) -> list[SubstitutedCall]:
    """Arguments, the answer to them and the right one."""
    return [SubstitutedCall(*row) for row in rows]


@pytest.mark.parametrize(
    ("given", "handed"),
    [
        (calls(((1.0, 5.0), 1.0, 9.0), ((2.0, 6.0), 2.0, 9.0)), [(0, 1)]),
        (calls(((1.0, 5.0), 5.0, 9.0), ((2.0, 6.0), 6.0, 9.0)), [(1, 1)]),
        (calls(((1.0, 5.0), -1.0, 9.0), ((2.0, 6.0), -2.0, 9.0)), [(0, -1)]),
        (calls(((1.0, 5.0), -5.0, 9.0), ((2.0, 6.0), -6.0, 9.0)), [(1, -1)]),
        (calls(((0.0,), 0.0, 9.0), ((0.0,), 0.0, 8.0)), [(0, 1), (0, -1)]),
        (calls(((1.0, 5.0), 1.0, 9.0), ((2.0, 6.0), 6.0, 9.0)), []),
        (calls(((1.0,), 1.0, 1.0), ((2.0,), 2.0, 2.0)), []),
        (calls(((1.0,), 1.0, 1.0), ((2.0,), 2.0, 3.0)), [(0, 1)]),
        (calls(((1.0,), -1.0, -1.0), ((2.0,), -2.0, -2.0)), []),
        (calls(((V,), V, W), ((W,), W, V)), [(0, 1)]),
        (calls(((V,), -V, W), ((W,), -W, V)), [(0, -1)]),
        (calls((("left",), "left", "right"), (("right",), "right", "left")), [(0, 1)]),
        (calls(((1.0, 5.0), 1.0, 9.0), ((2.0,), 2.0, 9.0)), [(0, 1)]),
        (calls(((), 1.0, 9.0)), []),
        ([], []),
    ],
    ids=str,
)
def test_arguments_that_are_handed_back(given: list[SubstitutedCall], handed: list[tuple[int, int]]) -> None:
    """At every call the same argument, as it is or turned round; not where that is right."""
    assert _handed_back(given, SAME) == handed


@pytest.mark.parametrize(
    ("answers", "expected", "constant"),
    [
        ([0.0, 0.0], [1.0, 2.0], True),
        ([0.0, 0.5], [1.0, 2.0], False),
        ([0.0, 0.0], [1.0, 1.0], False),
        ([np.zeros(2), np.zeros(3)], [np.ones(2), np.ones(3)], False),
        ([np.zeros(2), np.zeros(3), np.zeros(2)], [V, np.ones(3), W], True),
        ([np.zeros(2), np.zeros(2)], [V, W], True),
        ([[0.0], [0.0, 0.0]], [[1.0], [2.0, 3.0]], False),
        ([[0.0, 0.0], [0.0, 0.0]], [[1.0, 1.0], [2.0, 3.0]], True),
        ([7.0], [8.0], False),
    ],
    ids=str,
)
def test_answers_that_are_the_same_throughout(answers: list[Any], expected: list[Any], *, constant: bool) -> None:
    """Those of each form, where the right ones of that form differ."""
    rows = calls(*(((), answer, right) for answer, right in zip(answers, expected, strict=True)))
    assert _is_constant(rows, SAME) == constant


def test_what_cannot_be_compared_is_not_the_same() -> None:
    """An argument need not be anything that an answer is held against."""
    assert not SAME(object(), 1.0)
    assert SAME(1.0, 1)
