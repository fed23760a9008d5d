"""Which column of a Moodle worksheet is which: Moodle writes the headers in its user's language.

They are told by their English names, by what an instructor says, or else by their places. Moodle's own code
(`mod/assign/gradingtable.php`) puts the participant first, the maximum directly behind the grade, and says the same
maximum in every row. Nothing is guessed: where two columns would do, it is asked which.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.errors import UsageError
from grader.gradebook.exports.downloaded import DELIMITERS, Downloaded

HEADS = ("Identifier", "Email address", "Grade", "Maximum Grade", "Grade can be changed", "Feedback comments")
_NEEDED = ("Identifier", "Grade")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PARTICIPANT = re.compile(r"\D*\d+")


class Worksheet(NamedTuple):
    """A worksheet of which it is known what is what."""

    file: Downloaded
    heads: Mapping[str, str]
    """Each of `HEADS` that is there to the header that it has."""
    placed: tuple[str, ...]
    """Those of them that were told by their places."""

    def get(self, row: int, head: str) -> str:
        """The text of a cell; empty where there is none."""
        return self.file.get(row, self.heads[head]) if head in self.heads else ""

    def set(self, row: int, head: str, text: str) -> None:
        """Replace a cell by a text."""
        self.file.set(row, self.heads[head], text)


def worksheet(content: bytes, name: str, given: Mapping[str, str]) -> Worksheet:
    """A worksheet whose participants and grades are found.

    Parameters
    ----------
    content : bytes
        As it was downloaded.
    name : str
        What it is called.
    given : mapping of str to str
        Some of `HEADS` to the headers that they have; the others are looked for.

    Raises
    ------
    UsageError
        If that cannot be told; it names the headers that are there.
    """
    for head in given:
        if head not in HEADS:
            raise UsageError(f"a worksheet has no {head!r}; what can be named is {', '.join(map(repr, HEADS))}")
    tried = [Downloaded(content, name, (), delimiter) for delimiter in DELIMITERS]
    for file in tried:
        found = _recognised(file, given)
        if all(found.heads.get(head) in file.header for head in (*_NEEDED, *given)):
            return found
    longest = max(tried, key=lambda file: len(file.header))
    there = ", ".join(map(repr, longest.header))[:400]
    wanted = " and ".join(repr(given.get(head, head)) for head in dict.fromkeys([*_NEEDED, *given]))
    said = f"{name} has no {wanted}, and it cannot be told which of its columns these are; it has {there or 'nothing'}"
    raise UsageError(f"{said}: say which is which, such as --column Identifier=ID --column Grade=Bewertung")


def _recognised(file: Downloaded, given: Mapping[str, str]) -> Worksheet:
    """What can be told: by the names, and by the places where English names are not there."""
    named = {**{head: head for head in HEADS if head in file.header}, **given}
    placed = {} if all(head in file.header for head in _NEEDED) else _placed(file)
    return Worksheet(file, {**placed, **named}, tuple(head for head in placed if head not in named))


def _placed(file: Downloaded) -> dict[str, str]:
    """What is where, if there is but one way to see it."""
    if len(file) < 2 or len(file.header) < 3 or len(set(file.header)) < len(file.header):
        return {}
    columns = [[file.get(row, head).strip() for row in range(1, len(file))] for head in file.header]
    maxima = [place for place in range(2, len(columns)) if _is_maximum(columns[place - 1], columns[place])]
    if len(maxima) != 1 or not _are_participants(columns[0]):
        return {}
    found = {"Identifier": 0, "Grade": maxima[0] - 1, "Maximum Grade": maxima[0]}
    emails = [place for place, cells in enumerate(columns) if all("@" in cell for cell in cells)]
    if len(emails) == 1:
        found["Email address"] = emails[0]
    return {head: file.header[place] for head, place in found.items()}


def _are_participants(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) and all(map(_PARTICIPANT.fullmatch, cells))


def _is_maximum(grades: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether this is the same number in every row, with grades up to it, or none, in front."""
    if len(set(cells)) > 1 or not _NUMBER.fullmatch(cells[0]):
        return False
    most = _value(cells[0])
    return all(not grade or (_NUMBER.fullmatch(grade) and _value(grade) <= most) for grade in grades)


def _value(number: str) -> float:
    return float(number.replace(",", "."))
