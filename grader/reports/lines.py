"""A report as compilers write theirs, for editors: a line for each item that lost points, or whose points are open.

    xor.py:5: error: xor.relu: wrong, 0 / 2: relu(-1) gave -1; expected 0.
    xor.py:9: note: xor.first_layer: not started, 0 / 3

What there is to mend is an error or a warning, what is still to be had a note. A line without a place in front, which
editors read over, is a remark on the whole submission.
"""

from collections.abc import Iterator

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.reports.clean import one_line
from grader.reports.terminal import ascii_only
from grader.reports.words import details, meaning, place_of, points, severity, state

_LONGEST = 500


def render(report: Report, *, folder: str = "", unicode: bool = True) -> str:
    """The lines, none if all is right, in ASCII unless `unicode`; `folder` leads from the editor to the work."""
    text = "".join(f"{line}\n" for line in _lines(report, folder))
    return text if unicode else ascii_only(text)


def _lines(report: Report, folder: str) -> Iterator[str]:
    for note in report.notes:
        yield f"warning: {one_line(note.text, limit=_LONGEST)}"
    for exercise in report.exercises:
        for item in exercise.items:
            if _is_wanting(item):
                yield _line(exercise, item, folder)


def _is_wanting(item: ItemScore) -> bool:
    """Whether points are lost or open; of what only the instructor grades nobody can have them here."""
    return not item.is_only_instructor_s and (item.score is None or item.score < item.max_score)


def _line(exercise: ExerciseScore, item: ItemScore, folder: str) -> str:
    place = place_of(exercise, item, folder)
    said = f"{state(item)}, {points(item.score, item.max_score)}: {' '.join(_sentences(item))}".removesuffix(": ")
    return f"{place}: {severity(item)}: {one_line(f'{exercise.id}.{item.id}')}: {one_line(said, limit=_LONGEST)}"


def _sentences(item: ItemScore) -> Iterator[str]:
    """What the verdict means, the observed fact, and what is said about it, each with its full stop."""
    witness, feedback, _ = details(item)
    # The line of source that may stand below the fact is in the editor already, and a caret points at nothing in a row
    for text in filter(None, (meaning(item), *witness[:1], *feedback)):
        yield text if text[-1] in ".!?" else f"{text.removesuffix(':')}."
