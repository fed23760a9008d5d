"""What is said about one item below its line, cleaned and in the order in which it helps: fact, concept, output."""

from collections.abc import Iterable
from typing import NamedTuple

from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from grader.reports.clean import clean, one_line

PRINTED_LINES = 8
UNTOUCHED = "missing.not_implemented"


class Details(NamedTuple):
    """The texts about one item, harmless to show."""

    witness: str
    """The observed fact, perhaps with a line of source and a caret below it; empty if there is none."""
    feedback: tuple[str, ...]
    """Sentences, most important first."""
    printed: tuple[str, ...]
    """The first lines of what the student's code printed; none for a right answer."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """What was observed: the witness, then what was printed under a heading of its own."""
        printed = ("printed:", *(f"  {line}" for line in self.printed)) if self.printed else ()
        return (*self.witness.split("\n"), *printed) if self.witness else printed


def details(item: ItemScore) -> Details:
    """The item's texts, without the sentence which only says that a stub is still a stub."""
    witness = clean(item.witness.text, lines=True).strip("\n") if item.witness else ""
    feedback = tuple(clean(said.text, lines=True).strip() for said in item.feedback if said.code != UNTOUCHED)
    quiet = item.verdict in {Verdict.CORRECT, Verdict.MISSING}
    return Details(witness, feedback, () if quiet else _first_lines(item.output))


def is_not_started(item: ItemScore) -> bool:
    """Whether there is nothing to judge and nothing to show, so that many such items can share a line."""
    return item.verdict is Verdict.MISSING and item.witness is None


def why_not_started(items: Iterable[ItemScore]) -> tuple[str, ...]:
    """The sentences of items that are not started, each once: one missing file may be the reason for all of them."""
    return tuple(dict.fromkeys(said for item in items if is_not_started(item) for said in details(item).feedback))


def _first_lines(output: str) -> tuple[str, ...]:
    """The first lines, each cut to 200 characters, and a line that counts the others."""
    lines = output.replace("\r\n", "\n").strip("\n").split("\n") if output.strip() else []
    shown = tuple(clean(line.rstrip().expandtabs(), limit=200) for line in lines[:PRINTED_LINES])
    more = len(lines) - len(shown)
    return (*shown, one_line(f"… {more} more line{'s' * (more != 1)}")) if more else shown
