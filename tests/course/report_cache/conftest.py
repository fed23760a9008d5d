"""Work that is graded again and again, with what is known of it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.course.report_cache.grade import WorkGrader
from grader.course.report_cache.look_up import read_work
from grader.course.report_cache.trust import Trust
from grader.judging.key import ItemName
from grader.judging.setting import Setting
from grader.model.report import Report, Timing
from grader.sandbox.levels.known_level import remember
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, SUBMISSIONS

EXERCISES = ("linear_predictor", "xor", "convexity")
"""Few enough to be graded often; in the order of the course. The first one is not there."""

_USUAL = Setting()


class Round(NamedTuple):
    """One grading."""

    report: Report
    """Without what differs between two runs."""
    judged: list[str]
    """Names of the exercises that were judged."""


Again = Callable[..., Round]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of work."""
    return Path(shutil.copytree(SUBMISSIONS / "typical", tmp_path / "work"))


@pytest.fixture
def again(work: Path, own_cache: Path, patient: Sandbox) -> Again:
    """Grades the work, with what is known of it or without."""
    remember(patient.level)

    def grade(
        exercises: tuple[str, ...] = EXERCISES,
        course: Path = ROOT,
        *,
        fresh: bool = False,
        setting: Setting = _USUAL,
    ) -> Round:
        judged: list[str] = []

        def tick(name: ItemName | None) -> None:
            if name is not None and name.exercise not in judged:
                judged.append(name.exercise)

        trust = Trust() if fresh else Trust(reads=True, keeps=True, shows=True)
        graded = WorkGrader(lambda: patient).grade(read_work(work, course, exercises, setting), trust, tick)
        graded.keep()
        judged.sort(key=[exercise.id for exercise in graded.report.exercises].index)  # several are judged at once
        return Round(graded.report.model_copy(update={"timing": Timing(seconds=0)}), judged)

    return grade
