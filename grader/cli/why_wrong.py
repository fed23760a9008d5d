"""What `grade why` and `grade hint` do: find the item, and its score, in what is known of the work or by judging it.

This file is imported by these two alone, in their bodies; what only judging needs is imported where work is judged.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from grader.cli.late_sandbox import LateSandbox
from grader.course.report_cache.look_up import Work, read_work, recall_report
from grader.course.report_cache.trust import trust_in
from grader.errors import UsageError
from grader.judging.setting import Setting
from grader.model.report import ExerciseScore, ItemScore, Report
from grader.reports.json import read_report

Found = tuple[ExerciseScore, ItemScore]
Name = tuple[str, str]
"""Of an exercise, and of an item."""


def read_for(wanted: str, path: Path, course: Path | None, setting: Setting) -> Work:
    """The work in a folder, of which an item of one exercise is wanted, if it names one."""
    work = read_work(path, course, (), setting)
    exercise = wanted.partition("/")[0] if "/" in wanted else ""
    return work._replace(wanted=(exercise,) if exercise in work.names else work.names)


def judge_one(wanted: str, work: Work, sandbox: LateSandbox) -> Found:
    """An item's score, and its exercise's, for some work: no more than that exercise is judged.

    Parameters
    ----------
    wanted : str
        `ITEM` or `EXERCISE/ITEM`.
    work : Work
        The work, its course and the setting.
    sandbox : LateSandbox
        Which is started if it is needed, and closed by the caller.

    Raises
    ------
    UsageError
        If there is no such item, or more than one.
    """
    reads = trust_in(os.environ, is_for_eyes=True, is_fresh=False).reads
    report = recall_report(work) if reads else None
    return _score(report, _named(wanted, _names(report))) if report else _judge(wanted, work, sandbox)


def _judge(wanted: str, work: Work, sandbox: LateSandbox) -> Found:
    started = sandbox.start()
    # it imports SymPy and the course, while the student's process gets ready beside it
    from grader.course.find import open_course  # noqa: PLC0415
    from grader.judging.judge import judge_at_level  # noqa: PLC0415

    key = open_course(work.folder, work.course, work.wanted)
    key = key.after_due if work.setting.after_due else key
    name = _named(wanted, [(each.name, item.id) for each in key.exercises for item in each.exercise.items])
    report = judge_at_level(work.submission, key.only([name[0]]), started, seed=work.setting.seed)
    return _score(report, name)


def find_one(wanted: str, path: Path) -> Found:
    """The same out of a report that was kept in a file."""
    report = read_report(path)
    return _score(report, _named(wanted, _names(report)))


def _names(report: Report) -> list[Name]:
    return [(exercise.id, item.id) for exercise in report.exercises for item in exercise.items]


def _named(wanted: str, names: Sequence[Name]) -> Name:
    exercise, _, item = wanted.rpartition("/")
    meant = [name for name in names if name[1] == item and exercise in {"", name[0]}]
    if len(meant) > 1:
        choices = " or ".join(map("/".join, meant))
        raise UsageError(f"several exercises have an item {item}: write {choices}")
    if not meant:
        raise UsageError(f"there is no item {wanted}{_near(item, names)}")
    return meant[0]


def _near(item: str, names: Sequence[Name]) -> str:
    """What may be meant: the items of an exercise of that name, or the item whose name is nearest."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a message only

    if of_exercise := [name for exercise, name in names if exercise == item]:
        return f"; the exercise {item} has {', '.join(of_exercise)}"
    near = get_close_matches(item, [name for _, name in names], 1)
    return f"; is {near[0]} meant?" if near else "; `grade show EXERCISE` lists the items of an exercise"


def _score(report: Report, name: Name) -> Found:
    exercise = next(each for each in report.exercises if each.id == name[0])
    return exercise, next(item for item in exercise.items if item.id == name[1])
