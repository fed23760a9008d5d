"""What a student with a notebook is told once in each exercise: lines that are Jupyter's own, cells that stopped."""

from collections.abc import Collection, Mapping, Sequence

from grader.items.crashes import told_of
from grader.items.item import Item
from grader.judging.stand_in_note import first_public
from grader.judging.student import RecordedStudent
from grader.model.counted import counted
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.report import ItemScore
from grader.sandbox.cells import NOTEBOOK, cells_of, head_of, notebook_of
from grader.sandbox.client.outcome import Returned
from grader.sandbox.functions import STOPPED
from grader.sandbox.imports import file_of

_MOST = 3
_LONGEST = 40


def is_notebook_s(exercise: str, files: Mapping[str, bytes]) -> bool:
    """Whether an exercise is graded from a notebook."""
    return str(file_of(exercise, files)).endswith(NOTEBOOK)


def note_skipped_lines(
    score: ItemScore, exercise: str, items: Collection[Item], files: Mapping[str, bytes]
) -> ItemScore:
    """The score; on the first public item of an exercise in a notebook, with a note on lines that were left out.

    Parameters
    ----------
    score : ItemScore
        Of an item of the exercise.
    exercise : str
        The exercise's name, which is also the file's.
    items : collection of Item
        All of the exercise's.
    files : mapping of str to bytes
        The submission.
    """
    if score.id != first_public(items) or not is_notebook_s(exercise, files):
        return score
    content = files[f"{exercise}{NOTEBOOK}"]
    head = head_of(content)
    if not head.skipped:
        return score
    lines = {number: cell.lines for (number, _), cell in zip(head.cells, cells_of(content), strict=True)}
    told = [f"`{_own(lines[cell][line - 1])}` (line {line} of cell {cell})" for cell, line in head.skipped[:_MOST]]
    text = f"Skipped in {head.notebook}, as it is Jupyter's own: {_listed(told, len(head.skipped), 'line')}."
    return score.model_copy(update={"feedback": (*score.feedback, Feedback(code="note.skipped", text=text))})


def tell_stopped_cells(judgement: Judgement, student: RecordedStudent) -> Judgement:
    """The judgement, with a note on the cells of the student's notebook that stopped where it ran."""
    outcome = student.call(STOPPED)
    value = outcome.value if isinstance(outcome, Returned) else None
    # Said by the student's process: it may be anything
    cells = [cell for cell in value if _is_stopped_cell(cell)] if isinstance(value, list) else []
    if not cells:
        return judgement
    told = [_stopped(*cell) for cell in cells[:_MOST]]
    notebook = notebook_of(cells[0][0])
    text = f"In {notebook}, {_listed(told, len(cells), 'cell')}. What stands below ran all the same."
    return judgement.with_feedback(Feedback(code="note.stopped", text=text))


def _own(line: str) -> str:
    """What Jupyter's line was, before it was made a comment."""
    text = line.partition("# ")[2]
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _is_stopped_cell(cell: object) -> bool:
    if not isinstance(cell, list) or [type(part) for part in cell] != [str, str, int, str, list]:
        return False
    return all(isinstance(word, str) for word in cell[-1])


def _stopped(cell: str, place: str, line: int, text: str, clue: list[str]) -> str:
    """`cell 3 stopped at line 2 (NameError: ...)`; where that is in another cell, this one is named."""
    told = told_of(tuple(clue)).rstrip(".") if clue[:1] in (["package"], ["file"]) else ""
    why = f"it {told}" if clue[:1] == ["package"] and told else told or text
    where = "" if line < 1 else f" at line {line}" if place == cell else f" at line {line} of {_short(place, cell)}"
    return f"{_short(cell, cell)} stopped{where} ({why})"


def _short(place: str, cell: str) -> str:
    notebook = notebook_of(cell)
    return place.removesuffix(f" of {notebook}") if notebook_of(place) == notebook else place


def _listed(told: Sequence[str], count: int, what: str) -> str:
    more = f", and {counted(count - len(told), f'more {what}')}" if count > len(told) else ""
    return ", ".join(told) + more
