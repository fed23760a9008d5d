"""The words and numbers that every format for people shares."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.model.counted import counted
from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict

NOT_TO_LOOK_AT = frozenset({Verdict.CORRECT, Verdict.MISSING, Verdict.UNDECIDED, Verdict.SKIPPED, Verdict.GRADER_ERROR})
"""Verdicts after which there is nothing for the student to mend."""

EXPLAINED: Mapping[Verdict, str] = {
    Verdict.UNDECIDED: "agrees at every point tried but could not be proved: "
    "it counts in full for now, and your instructor will look at it.",
    Verdict.SKIPPED: "was not judged, so its points are not known.",
    Verdict.GRADER_ERROR: "the grader itself failed here. "
    "This is not your fault, and the points are not known; please tell your instructor.",
}
"""What a verdict means that is neither right nor wrong, after the names of its items and a colon."""
_ONLY_INSTRUCTOR = "only your instructor grades this, and a part that builds on a wrong earlier one."


class Place(NamedTuple):
    """An item and the exercise that it belongs to."""

    exercise: ExerciseScore
    item: ItemScore


def number(value: float | None) -> str:
    """A number of points without trailing zeros (`2`, `1.5`, `0.33`); `?` where it is not known."""
    if value is None:
        return "?"
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def students(count: int) -> str:
    """So many students."""
    return counted(count, "student")


def points(score: float | None, max_score: float) -> str:
    """Points earned of points to earn, such as `1.5 / 2`."""
    return f"{number(score)} / {number(max_score)}"


def points_of(items: Sequence[ItemScore]) -> str:
    """Points of several items together; not known if those of one are not."""
    known = [item.score for item in items if item.score is not None]
    return points(sum(known) if len(known) == len(items) else None, sum(item.max_score for item in items))


def points_here(items: Sequence[ItemScore]) -> str:
    """Points of an exercise's items, without those that only the instructor grades if there are others."""
    here = [item for item in items if not item.is_only_instructor_s]
    return points_of(here or items)


def total(report: Report) -> str:
    """The report's points and, where they are known, their percentage with at most one decimal."""
    if len(report.tried) < len(report.items):
        earned = points_of(report.tried).partition(" / ")[0]
        most = counted(sum(item.max_score for item in report.tried), "point")
        sum_of_points = f"{earned} of the {most} that can be tried here"
    else:
        sum_of_points = points(report.score, report.max_score)
    return sum_of_points if report.percent is None else f"{sum_of_points} · {number(round(report.percent, 1))} %"


def word(verdict: Verdict) -> str:
    """The verdict in words; only the grader's own failure is in capitals."""
    spaced = verdict.value.replace("_", " ")
    return spaced if verdict is Verdict.GRADER_ERROR else spaced.lower()


def advice(report: Report) -> str | None:
    """What to do next: the first item that the student can mend, or else can start; None if there is neither."""
    places = [Place(exercise, item) for exercise in report.exercises for item in exercise.items]
    for exercise, item in places:
        if item.verdict not in NOT_TO_LOOK_AT:
            return f"What to look at first: {item.id} in {exercise.title}"
    for exercise, item in places:
        if item.verdict is Verdict.MISSING:
            return f"What to start with: {item.id} in {exercise.title}"
    return None


def explained(item: ItemScore) -> str | None:
    """The verdict and what it means, where it needs explaining."""
    if item.verdict not in EXPLAINED:
        return None
    return f"{word(item.verdict)}: {_ONLY_INSTRUCTOR if item.is_only_instructor_s else EXPLAINED[item.verdict]}"


def explanations(report: Report) -> dict[Verdict, str]:
    """For each verdict in the report that needs explaining, one sentence that names its items."""
    found = {}
    for verdict, meaning in EXPLAINED.items():
        names = [item.id for item in report.tried if item.verdict is verdict]
        if names:
            found[verdict] = f"{word(verdict)} ({', '.join(names)}): {meaning}"
    if left := [item.max_score for item in report.items if item.is_only_instructor_s]:
        which = f"{word(Verdict.SKIPPED)} here ({counted(sum(left), 'point')})"
        found[Verdict.SKIPPED] = " ".join(filter(None, (found.get(Verdict.SKIPPED), f"{which}: {_ONLY_INSTRUCTOR}")))
    return found


def confinement(report: Report) -> str | None:
    """A sentence if the code was confined by nothing that stops an attack; None otherwise."""
    if report.environment.sandbox.level != "limited":
        return None
    return (
        "The code ran at the sandbox level `limited`, which guards against accidents, not against attacks; "
        "`grade doctor` says what this machine can do."
    )
