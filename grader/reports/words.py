"""The words and numbers that every format for people shares, and what is said about one item, all of it harmless."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Literal, NamedTuple

from grader.model.counted import counted
from grader.model.report import ONLY_INSTRUCTOR, WAITS, ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import first_lines, one_line

NOT_TO_LOOK_AT = frozenset({Verdict.CORRECT, Verdict.MISSING, Verdict.UNDECIDED, Verdict.SKIPPED, Verdict.GRADER_ERROR})
"""Verdicts after which there is nothing for the student to mend."""

_LOOKED_AT = "your instructor will look at it."
_COUNTED = f"agrees at every point tried but could not be proved: it counts in full for now, and {_LOOKED_AT}"
_OPEN = f"could not be decided by the grader, which is not your fault: its points are open, and {_LOOKED_AT}"

EXPLAINED: Mapping[Verdict, str] = {
    Verdict.UNDECIDED: _COUNTED,
    Verdict.SKIPPED: "was not judged, so its points are not known.",
    Verdict.GRADER_ERROR: "the grader itself failed here. "
    "This is not your fault, and the points are not known; please tell your instructor.",
}
"""What a verdict means that is neither right nor wrong, after the names of its items and a colon."""
_WAITS = "it is compared with earlier parts of yours once these are right; your instructor grades it by itself."
_ONLY_INSTRUCTOR = "only your instructor grades this, and a part that builds on a wrong earlier one."

PRINTED_LINES = 8
"""As many lines of output are shown; it is there to recognize a run, not to read it."""
MOST_LINES = 20
"""As many lines any other text may have before it is cut; none has so many unless on purpose."""
_EMPTY = "submission.empty"
_UNTOUCHED = "missing.not_implemented"
SAID_ELSEWHERE = frozenset({_UNTOUCHED, ONLY_INSTRUCTOR})
"""Codes of sentences that would only say once more what the item's line and the foot of the report say."""

Severity = Literal["error", "warning", "note"]
_SEVERITIES: Mapping[Verdict, Severity] = {
    Verdict.PARTIAL: "warning",
    Verdict.MISSING: "note",
    Verdict.UNDECIDED: "note",
    Verdict.SKIPPED: "note",
}
"""How a verdict is shown beside the code; every other one is an error."""
_NO_FUNCTION = re.compile(r"(\S+) has no function (\w+)\.")


def number(value: float | None) -> str:
    """A number of points without trailing zeros (`2`, `1.5`, `0.33`); `?` where it is not known."""
    if value is None:
        return "?"
    # Adding 0.0 makes the -0.0 that rounding may give a 0.0.
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def students(count: int) -> str:
    """So many students."""
    return counted(count, "student")


def points(score: float | None, max_score: float) -> str:
    """Points earned of points to earn, such as `1.5 / 2`."""
    return f"{number(score)} / {number(max_score)}"


def points_of(items: Sequence[ItemScore]) -> str:
    """Points of several items together, and how many are open; not known if those of one are not known otherwise."""
    known = [item.score for item in items if item.score is not None]
    waiting = [item.max_score for item in items if item.is_open]
    most = sum(item.max_score for item in items)
    if waiting and len(known) + len(waiting) == len(items):
        return f"{points(sum(known), most)}, {number(sum(waiting))} open"
    return points(sum(known) if len(known) == len(items) else None, most)


def points_here(items: Sequence[ItemScore]) -> str:
    """Points of an exercise's items, without those that only the instructor grades if there are others."""
    here = [item for item in items if not item.is_only_instructor_s]
    return points_of(here or items)


def total(report: Report) -> str:
    """The report's points and, where they are known, their percentage in brackets, with at most one decimal."""
    if len(report.tried) < len(report.items):
        # `3 / 4, 1 open` in words: the points of what can be tried here, and not of the course
        earned, _, rest = points_of(report.tried).partition(" / ")
        _, *waiting = rest.split(", ")
        most = counted(sum(item.max_score for item in report.tried), "point")
        sum_of_points = ", ".join([f"{earned} of the {most} that can be tried here", *waiting])
    else:
        sum_of_points = points_of(report.items) if report.left_open else points(report.score, report.max_score)
    return sum_of_points if report.percent is None else f"{sum_of_points} ({number(round(report.percent, 1))} %)"


def word(verdict: Verdict) -> str:
    """The verdict in words; only the grader's own failure is in capitals."""
    spaced = verdict.value.replace("_", " ")
    return spaced if verdict is Verdict.GRADER_ERROR else spaced.lower()


def severity(item: ItemScore) -> Severity:
    """How an item that is not right is shown beside the code."""
    return _SEVERITIES.get(item.verdict, "error")


def file_of(exercise: ExerciseScore, item: ItemScore, folder: str) -> str:
    """The file to look at, to which `folder` leads; the exercise's own where no line of another one is to blame."""
    place = (item.witness and item.witness.place) or item.defined_at
    return PurePath(folder, place.file if place else exercise.notebook or f"{exercise.id}.py").as_posix()


def line_of(item: ItemScore) -> int | None:
    """The line in that file: the one that is to blame, or else that of the function; None where neither is known.

    Nor has a notebook's file a line that is that of a cell.
    """
    place = (item.witness and item.witness.place) or item.defined_at
    return place.line if place and place.cell is None else None


def place_of(exercise: ExerciseScore, item: ItemScore, folder: str) -> str:
    """`xor.py:5` as editors read it; the first line where none is known."""
    return f"{one_line(file_of(exercise, item, folder), limit=1000)}:{line_of(item) or 1}"


def state(item: ItemScore) -> str:
    """The verdict in words; of what is not there, whether its stub is."""
    return absence(item) or word(item.verdict) if item.verdict is Verdict.MISSING else word(item.verdict)


def title_of(item: ItemScore) -> str:
    """What the item asks, and how many hints on it were shown."""
    return f"{item.title} ({counted(item.hints, 'hint')})" if item.hints else item.title


def absence(item: ItemScore) -> str:
    """`not started` of an untouched stub, `missing` of what is not there under its name; empty for what is there.

    Whoever grades it. Work under another name has been started: to be told otherwise helps nobody to find the slip.
    """
    codes = {said.code for said in item.feedback}
    if _UNTOUCHED in codes:
        return "not started"
    return "missing" if any(code.startswith("missing.") for code in codes) else ""


def advice(report: Report, folder: str = "", options: Sequence[str] = ()) -> str | None:
    """What to do next, for work in a folder as seen from where the student types, graded with these options.

    That there is nothing to grade, the first item that the student can mend, or the first to start; None if there is
    nothing left to do.
    """
    for note in report.notes:
        if note.code == _EMPTY:
            return note.text
    if (to_do := first_to_do(report)) is None:
        return None
    words, exercise, item = to_do
    why = f"`{_typed('why', item, report, folder, options)}` prints the example as a program"
    hint = f"`{_typed('hint', item, report, folder, options)}` asks on"
    ways = [*([why] if _has_program(item) else []), *([hint] if _has_hints(item) else [])]
    return "; ".join([f"{words}: {item.id} in {exercise.title}", *ways])


class ToDo(NamedTuple):
    """An item that is to be done next."""

    words: str
    """What is to be done with it, before a colon and its name."""
    exercise: ExerciseScore
    item: ItemScore


def first_to_do(report: Report) -> ToDo | None:
    """The first item that the student can mend, or else the first to start.

    None if there is nothing left to do, or nothing to grade, so that the work lies elsewhere.
    """
    if any(note.code == _EMPTY for note in report.notes):
        return None
    pairs = [(exercise, item) for exercise in report.exercises for item in exercise.items]
    for exercise, item in pairs:
        if item.verdict not in NOT_TO_LOOK_AT:
            return ToDo("What to look at first", exercise, item)
    for exercise, item in pairs:
        if item.verdict is Verdict.MISSING:
            return ToDo("What to start with", exercise, item)
    return None


def _has_program(item: ItemScore) -> bool:
    return item.witness is not None and item.witness.snippet is not None


def _has_hints(item: ItemScore) -> bool:
    """Whether it has been begun, and may be asked about."""
    return item.visibility == "public" and item.verdict is not Verdict.MISSING


def _typed(name: str, item: ItemScore, report: Report, folder: str, options: Sequence[str]) -> str:
    """What to type; the item's id stands behind its exercise's where another exercise has one of the same name."""
    exercises = [exercise for exercise in report.exercises if item.id in {other.id for other in exercise.items}]
    whose = next(exercise.id for exercise in exercises if item in exercise.items)
    wanted = item.id if len(exercises) == 1 else f"{whose}/{item.id}"
    return shlex.join(["grade", name, wanted, *([] if folder in {"", "."} else [folder]), *options])


def explained(item: ItemScore) -> str | None:
    """The verdict and what it means, where it needs explaining."""
    if item.verdict not in EXPLAINED:
        return None
    return f"{word(item.verdict)}: {meaning(item)}"


def meaning(item: ItemScore) -> str:
    """What an item's verdict means, if it is neither right nor wrong; empty for any other."""
    if item.is_only_instructor_s:
        return _ONLY_INSTRUCTOR
    if any(said.code == WAITS for said in item.feedback):
        return _WAITS
    if item.verdict is Verdict.UNDECIDED:
        return _OPEN if item.is_open else _COUNTED
    return EXPLAINED.get(item.verdict, "")


def explanations(report: Report) -> dict[Verdict, str]:
    """For each verdict in the report that needs explaining, one sentence that names its items."""
    explained_verdicts: dict[Verdict, str] = {}
    for verdict in EXPLAINED:
        # Sorted, as `groupby` sees neighbours only: those that are open mean something else than those that count.
        items = sorted((item for item in report.tried if item.verdict is verdict), key=lambda item: item.is_open)
        groups = groupby(items, meaning)
        sentences = [f"{word(verdict)} ({', '.join(item.id for item in same)}): {means}" for means, same in groups]
        if sentences:
            explained_verdicts[verdict] = " ".join(sentences)
    if left := [item.max_score for item in report.items if item.is_only_instructor_s]:
        # In one sentence with their points and without their names: a released course may have left out many.
        sentence = f"{word(Verdict.SKIPPED)} here ({counted(sum(left), 'point')}): {_ONLY_INSTRUCTOR}"
        before = explained_verdicts.get(Verdict.SKIPPED)
        explained_verdicts[Verdict.SKIPPED] = " ".join(filter(None, (before, sentence)))
    return explained_verdicts


def confinement(report: Report) -> str | None:
    """A sentence if the code was confined by nothing that stops an attack; None otherwise."""
    if report.environment.sandbox.level != "limited":
        return None
    return (
        "The code ran at the sandbox level `limited`, which guards against accidents, not against attacks; "
        "`grade doctor` says what this machine can do."
    )


class Details(NamedTuple):
    """The texts about one item, harmless to show."""

    witness: tuple[str, ...]
    """The lines of the observed fact, perhaps with a line of source and a caret below it."""
    feedback: tuple[str, ...]
    """Sentences, most important first."""
    printed: tuple[str, ...]
    """The first lines of what the student's code printed; none for a right answer."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """What was observed: the witness, then what was printed under a heading of its own."""
        return (*self.witness, *self.under_heading)

    @property
    def under_heading(self) -> tuple[str, ...]:
        """What was printed, indented below the word itself; nothing if nothing was printed."""
        return ("printed:", *(f"  {line}" for line in self.printed)) if self.printed else ()


def details(item: ItemScore) -> Details:
    """The item's texts, without the sentences that are said elsewhere."""
    is_quiet = item.verdict in {Verdict.CORRECT, Verdict.MISSING}
    return Details(
        witness=first_lines(item.witness.text, MOST_LINES) if item.witness else (),
        feedback=tuple(
            "\n".join(first_lines(sentence.text, MOST_LINES))
            for sentence in item.feedback
            if sentence.text and sentence.code not in SAID_ELSEWHERE
        ),
        printed=() if is_quiet else first_lines(item.output, PRINTED_LINES, limit=1000),
    )


def is_not_started(item: ItemScore) -> bool:
    """Whether there is nothing to judge and nothing to show, so that many such items can share a line."""
    return item.verdict is Verdict.MISSING and item.witness is None


def same_fault(item: ItemScore) -> str:
    """What items have in common that one fault of their file keeps from being judged; empty for any other item."""
    return item.witness.text if item.witness and item.witness.kind == "source" else ""


def first_told(items: Sequence[ItemScore]) -> dict[str, str]:
    """For each fault of a file, the id of the item at which it is told: one that is judged here, if there is one."""
    told: dict[str, str] = {}
    # False comes first: those that are judged here
    for item in sorted(items, key=lambda item: item.is_only_instructor_s):
        if fault := same_fault(item):
            told.setdefault(fault, item.id)
    return told


def why_not_started(items: Iterable[ItemScore]) -> tuple[str, ...]:
    """The sentences of items that are not started, each once: one missing file may be the reason for all of them.

    Functions that a file does not have are told in one sentence, behind those that say where a function may be.
    """
    names_by_file: dict[str, list[str]] = {}
    others: list[str] = []
    for sentence in (text for item in items if is_not_started(item) for text in details(item).feedback):
        if match := _NO_FUNCTION.fullmatch(sentence):
            names_by_file.setdefault(match[1], []).append(match[2])
        else:
            others.append(sentence)
    missing = ((file, list(dict.fromkeys(names))) for file, names in names_by_file.items())
    told = [f"{file} has no function{'s' * (len(names) > 1)} {', '.join(names)}." for file, names in missing]
    return tuple(dict.fromkeys([*others, *told]))  # a set that keeps their order
