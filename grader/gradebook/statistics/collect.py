"""Attempts to arrays: one row a student, one column an item, filled while the attempts stream by."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.model.gradebook import Attempt, ItemMark
from grader.model.verdict import Verdict

VERDICTS = tuple(Verdict)
ABSENT = -1
"""Stands for the verdict where an attempt does not have the item."""
_PREFIX = "misconception."


class Marks(NamedTuple):
    """All marks of one exercise."""

    items: Sequence[str]
    """Ids, in the order in which they first occur."""
    most: NDArray[np.float64]
    """Points that each item can earn, in the version seen last; shape (items,)."""
    shares: NDArray[np.float64]
    """Share of the points, NaN where it is not known; shape (students, items)."""
    verdicts: NDArray[np.int8]
    """Places in `VERDICTS`, or `ABSENT`; shape (students, items)."""
    seconds: NDArray[np.float32]
    """How long judging took, NaN where it is not known; shape (students, items)."""
    holders: Mapping[str, int]
    """Misconception to the number of students that hold it."""
    seen_in: Mapping[str, Sequence[str]]
    """Misconception to the items in which it was seen."""


class _Column:
    """One item's marks, in 13 bytes a student."""

    def __init__(self, rows: int) -> None:
        self.most = 0.0
        self.shares = array("d", [np.nan]) * rows
        self.verdicts = array("b", [ABSENT]) * rows
        self.seconds = array("f", [np.nan]) * rows

    def add(self, mark: ItemMark) -> None:
        self.most = mark.max_score
        self.shares.append(_share(mark))
        self.verdicts.append(VERDICTS.index(mark.verdict))
        self.seconds.append(np.nan if mark.seconds is None else mark.seconds)

    def pad(self) -> None:
        self.shares.append(np.nan)
        self.verdicts.append(ABSENT)
        self.seconds.append(np.nan)


class Collector:
    """Takes the attempts at one exercise, one of each student, and gives their marks as arrays."""

    def __init__(self) -> None:
        self._rows = 0
        self._columns: dict[str, _Column] = {}
        self._holders: Counter[str] = Counter()
        self._seen_in: dict[str, dict[str, None]] = {}

    def add(self, attempt: Attempt) -> None:
        """One more student."""
        held = set()
        for mark in attempt.items:
            if mark.item not in self._columns:
                self._columns[mark.item] = _Column(self._rows)  # nobody before had the item
            self._columns[mark.item].add(mark)
            for code in mark.codes:
                if code.startswith(_PREFIX):
                    held.add(code.removeprefix(_PREFIX))
                    self._seen_in.setdefault(code.removeprefix(_PREFIX), {})[mark.item] = None
        self._rows += 1
        self._holders.update(held)
        if len(attempt.items) < len(self._columns):
            for column in self._columns.values():
                if len(column.shares) < self._rows:
                    column.pad()

    def marks(self) -> Marks:
        """Everything that was added."""
        columns = self._columns.values()
        shape = (self._rows, len(columns))
        return Marks(
            items=tuple(self._columns),
            most=np.array([column.most for column in columns]),
            shares=_stacked([column.shares for column in columns], shape, np.float64),
            verdicts=_stacked([column.verdicts for column in columns], shape, np.int8),
            seconds=_stacked([column.seconds for column in columns], shape, np.float32),
            holders=self._holders,
            seen_in={name: tuple(items) for name, items in self._seen_in.items()},
        )


def _share(mark: ItemMark) -> float:
    if mark.score is None:
        return np.nan
    # An item without points has a share as well: whether it was right
    return mark.score / mark.max_score if mark.max_score else float(mark.verdict is Verdict.CORRECT)


def _stacked(columns: Sequence["array[float] | array[int]"], shape: tuple[int, int], kind: type) -> NDArray[Any]:
    whole: NDArray[Any] = np.empty(shape, kind)
    for index, column in enumerate(columns):
        # The array's own memory: its codes d, b and f are float64, int8 and float32
        whole[:, index] = np.frombuffer(column, kind)
    return whole
