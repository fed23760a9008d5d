"""One item as what the page shows of it."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports import program
from grader.reports.clean import one_line
from grader.reports.html.evidence import evidence_picture
from grader.reports.html.views import ItemView, Link
from grader.reports.words import (
    NOT_TO_LOOK_AT,
    Details,
    details,
    explained,
    is_not_started,
    number,
    points,
    same_fault,
    state,
    title_of,
)

_LOOKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.CORRECT: ("right", "✓"),
    Verdict.PARTIAL: ("partial", "◐"),
    Verdict.WRONG: ("wrong", "✗"),
    Verdict.MISSING: ("quiet", "·"),
    Verdict.UNDECIDED: ("open", "?"),
    Verdict.SKIPPED: ("quiet", "–"),
    Verdict.GRADER_ERROR: ("open", "!"),
}
_BROKE = ("wrong", "!")
"""Of every other verdict: the code did not come back with an answer."""
_CARET = re.compile(r"^ *\^", re.MULTILINE)
_CODE = re.compile("`([^`\n]+)`")
_NOTHING = Details((), (), ())


def anchor_of(exercise: int, item: int | None = None) -> str:
    """The id on the page of an exercise, or of one of its items, by their places.

    Names would do as well, but for a report in which one stands twice.
    """
    return f"exercise-{exercise + 1}" if item is None else f"item-{exercise + 1}-{item + 1}"


def item_view(exercise: ExerciseScore, item: ItemScore, anchor: str, moved: float, same_as: Link | None) -> ItemView:
    """What the page shows of an item.

    Parameters
    ----------
    exercise : ExerciseScore
        The exercise.
    item : ItemScore
        One of its items.
    anchor : str
        Its id on the page.
    moved : float
        What it has earned more, or below 0 less, since the last time.
    same_as : Link or None
        Another item, at which the same fault of the file is told.
    """
    tone, sign = _LOOKS.get(item.verdict, _BROKE)
    # What keeps an item from being started is told once below its exercise, a fault of a file at one of its items
    said = _NOTHING if is_not_started(item) or same_as else details(item)
    evidence = "\n".join(said.witness)
    return ItemView(
        anchor=anchor,
        id=one_line(item.id),
        title=one_line(title_of(item)),
        tone=tone,
        sign=sign,
        verdict=state(item),
        points=points(item.score, item.max_score),
        change=f"{'+' if moved > 0 else '−'}{number(abs(moved))} since last time" if moved else "",
        evidence=evidence,
        keeps_columns=_CARET.search(evidence) is not None,
        picture=None if same_as else evidence_picture(item.witness, anchor),
        sentences=tuple(map(with_code, (*said.feedback, *_meaning(item)))),
        same_as=same_as,
        place=_place(item, evidence),
        printed="\n".join(said.printed),
        program=program.render(exercise, item) if item.witness and item.witness.snippet and not same_as else "",
    )


def _meaning(item: ItemScore) -> tuple[str, ...]:
    """What a verdict means that is neither right nor wrong; of what only the instructor grades once, above."""
    sentence = None if item.is_only_instructor_s else explained(item)
    return (sentence,) if sentence else ()


def with_code(sentence: str) -> Markup:
    """The sentence with what stands between backticks as code."""
    pieces = _CODE.split(sentence)  # text and code by turns
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if k % 2 else escape(piece) for k, piece in enumerate(pieces)
    )


def _place(item: ItemScore, evidence: str) -> str:
    """Where to look in the student's files; empty where nothing is to be mended, or the evidence names the line."""
    place = (item.witness and item.witness.place) or item.defined_at
    if place is None or item.verdict in NOT_TO_LOOK_AT or same_fault(item):
        return ""
    if f"line {place.line} " in evidence:
        return ""
    cell = f", cell {place.cell}" if place.cell else ""
    return f"{one_line(place.file, limit=1000)}{cell}, line {place.line}"
