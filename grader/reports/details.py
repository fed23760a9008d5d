"""What is said about one item below its line, cleaned and in the order in which it helps: fact, concept, output."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.model.report import ONLY_INSTRUCTOR, ItemScore
from grader.model.verdict import Verdict
from grader.reports.clean import first_lines

PRINTED_LINES = 8
"""As many lines of output are shown; it is there to recognize a run, not to read it."""
MOST_LINES = 20
"""As many lines any other text may have before it is cut; none has so many unless on purpose."""
SAID_ELSEWHERE = frozenset({"missing.not_implemented", ONLY_INSTRUCTOR})
"""Codes of sentences that would only say once more what the item's line and the foot of the report say."""


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
    quiet = item.verdict in {Verdict.CORRECT, Verdict.MISSING}
    return Details(
        witness=first_lines(item.witness.text, MOST_LINES) if item.witness else (),
        feedback=tuple(
            "\n".join(first_lines(said.text, MOST_LINES))
            for said in item.feedback
            if said.text and said.code not in SAID_ELSEWHERE
        ),
        printed=() if quiet else first_lines(item.output, PRINTED_LINES, limit=1000),
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
    for item in sorted(items, key=lambda item: item.is_only_instructor_s):
        if fault := same_fault(item):
            told.setdefault(fault, item.id)
    return told


def why_not_started(items: Iterable[ItemScore]) -> tuple[str, ...]:
    """The sentences of items that are not started, each once: one missing file may be the reason for all of them."""
    return tuple(dict.fromkeys(said for item in items if is_not_started(item) for said in details(item).feedback))
