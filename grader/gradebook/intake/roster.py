"""The roster of a class: a CSV with the columns id, name, email and number, and who of it owns a submission."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.errors import UsageError
from grader.model.gradebook import Person

MAX_ROSTER_BYTES = 64 * 1024 * 1024
_COLUMNS = ("id", "name", "email", "number")
_TELLING = ("id", "email", "number", "name")
"""By what a person is looked up, the least ambiguous first."""


@dataclass(frozen=True)
class Roster:
    """Everybody in the class."""

    persons: tuple[Person, ...]

    def owner(self, claimed: Person) -> Person | None:
        """Who on the roster is meant; None if nobody, or more than one, answers to what the download says."""
        for own in _TELLING:
            key = comparable(getattr(claimed, own))
            # Only what the instructor names may stand for anything: a student can call themselves by another's number.
            for theirs in _TELLING if own == "id" else (own,):
                persons = self._by[theirs].get(key, ()) if key else ()
                if len(persons) == 1:
                    return persons[0]
        squeezed = self._by_squeezed_name.get(claimed.name, ()) if claimed.name else ()
        return squeezed[0] if len(squeezed) == 1 else None

    def missing(self, handed: Iterable[Person]) -> list[Person]:
        """Those of whom nothing was handed in, in the order of the roster."""
        ids = {person.id for person in handed}
        return [person for person in self.persons if person.id not in ids]

    @cached_property
    def _by_squeezed_name(self) -> dict[str, list[Person]]:
        names: dict[str, list[Person]] = defaultdict(list)
        for person in self.persons:
            names[_squeezed(person.name)].append(person)
        return names

    @cached_property
    def _by(self) -> dict[str, dict[str, list[Person]]]:
        tables: dict[str, dict[str, list[Person]]] = {name: defaultdict(list) for name in _COLUMNS}
        for person in self.persons:
            for name, table in tables.items():
                table[comparable(getattr(person, name))].append(person)
        return tables


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file.

    Raises
    ------
    UsageError
        If it cannot be read, has no column `id`, or names an id twice or not at all.
    """
    # `restval`: a line may end before its last columns
    rows = csv.DictReader(io.StringIO(text := _text(path)), delimiter=_delimiter(text), restval="")
    columns = _columns(path, rows)
    if "id" not in columns:
        there = ", ".join(columns) or "none"
        raise UsageError(f"{path} has no column `id`; its columns are: {there}; {', '.join(_COLUMNS)} are read")
    persons: list[Person] = []
    lines: dict[str, int] = {}
    try:
        for row in rows:
            person = Person(**{name: (row[columns[name]] or "").strip() for name in _COLUMNS if name in columns})
            if not any(str(value).strip() for value in row.values()):
                continue
            _check_id(path, person.id, rows.line_num, lines)
            persons.append(person)
    except csv.Error as error:
        raise UsageError(f"{path}:{rows.reader.line_num}: it is no CSV: {error}") from error
    return Roster(tuple(persons))


def _columns(path: Path, rows: "csv.DictReader[str]") -> dict[str, str]:
    """Each column's name in one spelling, and as it is written."""
    try:
        return {comparable(name): name for name in rows.fieldnames or () if name}
    except csv.Error as error:
        raise UsageError(f"{path}:1: it is no CSV: {error}") from error


def comparable(text: str) -> str:
    """A name in one spelling: composed, without capitals, `_` as a space, spaces once."""
    # macOS takes letters apart from their accents in names of files, and some downloads write `_` for a space
    return " ".join(unicodedata.normalize("NFC", text.replace("_", " ")).casefold().split())


def _squeezed(name: str) -> str:
    """A name as Canvas writes it in a download: `lovelaceada` for `Ada Lovelace` and for `Lovelace, Ada`."""
    first, _, last = name.strip().rpartition(" ")
    in_order = name if "," in name else f"{last} {first}"
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", in_order).lower())


def _check_id(path: Path, name: str, line: int, lines: dict[str, int]) -> None:
    if not name:
        raise UsageError(f"{path}:{line}: there is no id")
    before = lines.setdefault(comparable(name), line)
    if before != line:
        raise UsageError(f"{path}:{line}: the id {name!r} is also on line {before}")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_ROSTER_BYTES:
            raise UsageError(f"{path} is larger than {MAX_ROSTER_BYTES // 2**20} MiB")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text; save it as `CSV UTF-8`") from error


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)  # in the header only: names may hold commas
