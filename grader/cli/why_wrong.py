"""What `grade why` does once the student's process is on its way: find the item, and its score.

Everything heavy that it takes is imported here, and this file is imported by `grade why` alone, in its body.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from grader.cli.kept_report import read_report
from grader.course.find import open_course, open_names
from grader.course.read_submission import read_submission
from grader.errors import UsageError
from grader.judging.judge import judge_at_level
from grader.judging.key import ItemName
from grader.judging.setting import Setting
from grader.model.report import ExerciseScore, ItemScore, Report
from grader.sandbox.levels.sandbox import Sandbox

Found = tuple[ExerciseScore, ItemScore]


def judge_one(wanted: str, path: Path, course: Path | None, setting: Setting, sandbox: Sandbox) -> Found:
    """An item's score, and its exercise's, for the work in a folder: only that exercise is judged.

    Parameters
    ----------
    wanted : str
        `ITEM` or `EXERCISE/ITEM`.
    path : Path
        The folder of work.
    course : Path, optional
        Of the course.
    setting : Setting
        Seed, and whether the due date has passed.
    sandbox : Sandbox
        Which is closed by the caller.

    Raises
    ------
    UsageError
        If there is no such item, or more than one.
    """
    names: list[str] = []
    with suppress(UsageError):  # said again, with the course's own fault, when it is opened
        names = open_names(path, course)
    submission = read_submission(path, None, names)
    exercise = wanted.partition("/")[0] if "/" in wanted else ""
    key = open_course(path, course, [exercise] if exercise in names else ())
    key = key.after_due if setting.after_due else key
    name = _named(wanted, [ItemName(each.name, item.id) for each in key.exercises for item in each.exercise.items])
    return _score(judge_at_level(submission, key.only([name.exercise]), sandbox, seed=setting.seed), name)


def find_one(wanted: str, path: Path) -> Found:
    """The same out of a report that was kept in a file."""
    report = read_report(path)
    name = _named(wanted, [ItemName(each.id, item.id) for each in report.exercises for item in each.items])
    return _score(report, name)


def _named(wanted: str, names: Sequence[ItemName]) -> ItemName:
    exercise, _, item = wanted.rpartition("/")
    meant = [name for name in names if name.item == item and exercise in {"", name.exercise}]
    if len(meant) > 1:
        choices = " or ".join(f"{name.exercise}/{name.item}" for name in meant)
        raise UsageError(f"several exercises have an item {item}: write {choices}")
    if not meant:
        raise UsageError(f"there is no item {wanted}{_near(item, names)}")
    return meant[0]


def _near(item: str, names: Sequence[ItemName]) -> str:
    """What may be meant: the items of an exercise of that name, or the item whose name is nearest."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a message only

    if of_exercise := [name.item for name in names if name.exercise == item]:
        return f"; the exercise {item} has {', '.join(of_exercise)}"
    near = get_close_matches(item, [name.item for name in names], 1)
    return f"; is {near[0]} meant?" if near else "; `grade show EXERCISE` lists the items of an exercise"


def _score(report: Report, name: ItemName) -> Found:
    exercise = next(each for each in report.exercises if each.id == name.exercise)
    return exercise, next(item for item in exercise.items if item.id == name.item)
