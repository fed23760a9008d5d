"""A folder of work as pytest shows it: which items its files have, and what is said of each once it is judged.

Imported by the process that judges alone, once the student's process is on its way.
"""

from pathlib import Path
from typing import Any

from grader.course.find import open_course, open_names
from grader.course.read_submission import read_submission
from grader.judging.definitions import defined_at
from grader.judging.judge import judge_at_level
from grader.judging.near_names import near_names
from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports.clean import one_line
from grader.reports.words import (
    confinement,
    details,
    explained,
    is_not_started,
    place_of,
    points,
    points_here,
    word,
)
from grader.sandbox.levels.sandbox import Sandbox

_OUTCOMES = {
    Verdict.CORRECT: "passed",
    Verdict.UNDECIDED: "skipped",
    Verdict.SKIPPED: "skipped",
    Verdict.GRADER_ERROR: "error",
}
"""A test's outcome for a verdict; every other one has failed, also of what is not started: it would else look done."""


def names_there(folder: Path) -> list[str]:
    """The exercises whose file lies in a folder; UsageError if the folder is none of a course that may be used."""
    return [name for name in open_names(folder) if (folder / f"{name}.py").is_file()]


class Work:
    """The files in a folder, with the keys of the exercises that they are for.

    Parameters
    ----------
    folder : Path
        Holds the student's files.
    names : list of str
        The exercises whose files lie there.

    Raises
    ------
    GraderError
        If the course cannot be loaded, or the folder cannot be read.
    """

    def __init__(self, folder: Path, names: list[str]) -> None:
        self._names = names
        self._key = open_course(folder, None, names)
        self._submission = read_submission(folder, None, self._key.names)
        # As short as the paths that pytest shows: from where it was called, if the work lies below
        self._folder = str(folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder)

    def items(self) -> dict[str, Any]:
        """For each exercise its items, with the line of the student's function; and what is to be said of the files."""
        near = near_names(self._submission.files, self._key.names)
        notes = [f"There is no {name}.py; there is `{file}`: rename it to {name}.py." for name, file in near.items()]
        items = {}
        for key in (key for key in self._key.exercises if key.name in self._names):
            lines = defined_at(key.name, key.exercise, self._submission.files)
            items[key.name] = [
                {"id": item.id, "line": lines[item.function].line if item.function in lines else 1}
                for item in key.exercise.items
            ]
        return {"items": items, "notes": [one_line(note) for note in notes]}

    def judge(self, name: str, sandbox: Sandbox) -> dict[str, Any]:
        """What is said of each item of an exercise, and its points; SandboxError if the wall cannot be put up."""
        report = judge_at_level(self._submission, self._key.only([name]), sandbox)
        [exercise] = report.exercises
        notes = [one_line(note.text, limit=1000) for note in report.notes]
        caution = confinement(report)
        return {
            "points": points_here(exercise.items),
            "items": {item.id: said_of(exercise, item, self._folder) for item in exercise.items},
            "notes": notes if caution is None else [*notes, caution],
        }


def said_of(exercise: ExerciseScore, item: ItemScore, folder: str) -> dict[str, str]:
    """The outcome of an item's test, and its evidence; where it failed with the place below, as a traceback has it."""
    outcome = _OUTCOMES.get(item.verdict, "failed")
    said = details(item)
    lines = [*said.witness, *said.feedback, *said.under_heading, *filter(None, [explained(item)])]
    if outcome == "skipped":  # pytest tells the reason in one line, behind the word
        lines = [one_line(" ".join(reversed(lines)), limit=1000).removeprefix("skipped: ")]
    if outcome == "failed":
        place = place_of(exercise, item, folder)
        verdict = "not started" if is_not_started(item) else word(item.verdict)
        lines.append(f"{place}: {verdict}, {points(item.score, item.max_score)}: {one_line(item.title)}")
    return {"outcome": outcome, "text": "\n".join(lines)}
