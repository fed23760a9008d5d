"""Plain sentences on items that look broken."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from grader.model.counted import counted
from grader.model.statistics import ItemStatistics, Remark

_FULL = 1 - 1e-9


def remarks(item: ItemStatistics, shares: NDArray[np.float64]) -> Iterator[Remark]:
    """What is strange about one item, given the known shares of its points."""
    right = int((shares >= _FULL).sum())
    if item.students and item.not_tried == 1:
        yield _remark(item, "nobody.tried", f"none of {counted(item.students, 'student')} tried it.")
    elif item.students and not right:
        who = (
            "the one student did not get" if item.students == 1 else f"none of {counted(item.students, 'student')} got"
        )
        yield _remark(item, "nobody.right", f"{who} it right: its statement, reference or tolerance may be wrong.")
    elif item.students > 1 and right == item.students:
        yield _remark(item, "everybody.right", f"all {counted(right, 'student')} got it right: it tells nobody apart.")
    if item.item_rest is not None and item.item_rest < 0:
        yield _remark(
            item,
            "discrimination.negative",
            f"students who earn more in the other items earn less here (r = {item.item_rest:.2f}): "
            "its key or its statement may be wrong.",
        )
    if item.undecided:
        answers = f"{item.undecided} answer{'s' * (item.undecided > 1)}"
        yield _remark(
            item, "answers.undecided", f"{answers} agreed at every point tried but could not be proved; have a look."
        )
    if item.left_open:
        answers = f"{item.left_open} answer{'s' * (item.left_open > 1)}"
        yield _remark(
            item, "answers.open", f"{answers} could not be decided: the points are open until you give them by hand."
        )
    if item.failed:
        yield _remark(
            item,
            "grader.failed",
            f"the grader failed on {counted(item.failed, 'student')}: points that are not known are left out here.",
        )


def _remark(item: ItemStatistics, code: str, text: str) -> Remark:
    return Remark(item.item, code, f"{item.item}: {text}")
