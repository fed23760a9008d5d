"""A late policy from a TOML file; what is wrong with the file is told with its line, what was found, what is allowed.

    zone = "Europe/Berlin"                 # of times without an offset

    [default]
    grace = "15m"
    percent_per_day = 10
    most = 50

    [exercises.xor]
    due = 2026-11-01T23:59:00
    counts = "best"

    [extensions]
    ada = 48                               # hours
    bob = {xor = 2026-11-09T12:00:00}

    [excused]
    eve = ["xor"]                          # or true, for all exercises

Every key is optional; what an exercise leaves out, it has from the default.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from grader.errors import UsageError
from grader.model.late import Deadline, Extension, Policy

_TABLES = ("zone", "default", "exercises", "extensions", "excused")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(m|min|minutes?|h|hours?|d|days?)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_END_OF_DAY = time(23, 59, 59)


def read_policy(path: Path, exercises: tuple[str, ...] = ()) -> Policy:
    """The policy that a file states; if the course's exercises are given, an unknown one is an error too."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # an editor may have put a BOM in front
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not a late policy: it is not UTF-8 text") from error
    return parse_policy(text, str(path), exercises)


def parse_policy(text: str, name: str = "late.toml", exercises: tuple[str, ...] = ()) -> Policy:
    """The same of a text; UsageError if there is something wrong with it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is not TOML: {error}") from error
    return _Reader(name, text, exercises).policy(content)


class _Reader:
    """Reads the parts of one file; it knows the text, so that it can name the line of what is wrong."""

    def __init__(self, name: str, text: str, exercises: tuple[str, ...]) -> None:
        self._name = name
        self._lines = text.splitlines()
        self._exercises = exercises
        self._zone: tzinfo | None = None

    def policy(self, content: Mapping[str, Any]) -> Policy:
        self._known(content, _TABLES, ())
        self._zone = self._read_zone(content.get("zone"))
        default = self._deadline(self._table(content, "default", ()), ("default",), Deadline())
        named = self._table(content, "exercises", ())
        self._known(named, self._exercises or tuple(named), ("exercises",))  # without a course any name will do
        return Policy(
            default,
            {
                exercise: self._deadline(self._table(named, exercise, ("exercises",)), ("exercises", exercise), default)
                for exercise in named
            },
            {
                student: self._extensions(value, ("extensions", student))
                for student, value in self._table(content, "extensions", ()).items()
            },
            {
                student: self._excused(value, ("excused", student))
                for student, value in self._table(content, "excused", ()).items()
            },
        )

    def _deadline(self, table: Mapping[str, Any], at: tuple[str, ...], default: Deadline) -> Deadline:
        readers: Mapping[str, Callable[[Any, tuple[str, ...]], Any]] = {
            "due": self._moment,
            "grace": self._duration,
            "percent_per_day": self._percent,
            "most": self._percent,
            "counts": self._counts,
        }
        self._known(table, tuple(readers), at)
        found = {key: readers[key](value, (*at, key)) for key, value in table.items()}
        return Deadline(
            due=found.get("due", default.due),
            grace=found.get("grace", default.grace),
            percent_per_day=found.get("percent_per_day", default.percent_per_day),
            most=found.get("most", default.most),
            counts=found.get("counts", default.counts),
        )

    def _read_zone(self, value: Any) -> tzinfo | None:
        if value is None:
            return None
        try:
            return ZoneInfo(value)
        except (TypeError, ValueError, OSError, LookupError) as error:  # 3, `../x`, a folder, a typo
            raise self._wrong(("zone",), value, 'the name of a time zone, such as "Europe/Berlin"') from error

    def _moment(self, value: Any, at: tuple[str, ...]) -> datetime:
        """A moment; a date alone means its last second."""
        if isinstance(value, date) and not isinstance(value, datetime):  # for Python, each datetime is a date too
            value = datetime.combine(value, _END_OF_DAY)
        if not isinstance(value, datetime):
            raise self._wrong(at, value, "a date and time without quotes, such as 2026-11-01T23:59:00+01:00")
        if value.tzinfo is None and self._zone is None:
            raise self._wrong(at, value, 'a time with an offset, such as +01:00, or zone = "Europe/Berlin" at the top')
        return value if value.tzinfo is not None else value.replace(tzinfo=self._zone)

    def _duration(self, value: Any, at: tuple[str, ...]) -> timedelta:
        if _is_number(value) and value >= 0:
            return timedelta(minutes=value)
        if isinstance(value, str) and (match := _DURATION.fullmatch(value.strip())):
            return float(match[1]) * _UNITS[match[2][0]]  # all spellings of a unit begin alike
        raise self._wrong(at, value, 'a number of minutes, or a duration such as "90m", "1.5h" or "2d"')

    def _percent(self, value: Any, at: tuple[str, ...]) -> float:
        if _is_number(value) and 0 <= value <= 100:
            return float(value)
        raise self._wrong(at, value, "a number from 0 to 100")

    def _counts(self, value: Any, at: tuple[str, ...]) -> Literal["last", "best"]:
        if value == "last":
            return "last"
        if value == "best":
            return "best"
        raise self._wrong(at, value, '"last" or "best"')

    def _extensions(self, value: Any, at: tuple[str, ...]) -> Extension | Mapping[str, Extension]:
        if isinstance(value, Mapping):
            self._known(value, self._exercises or tuple(value), at)
            return {exercise: self._extension(extension, (*at, exercise)) for exercise, extension in value.items()}
        return self._extension(value, at)

    def _extension(self, value: Any, at: tuple[str, ...]) -> Extension:
        if _is_number(value) and value >= 0:
            return timedelta(hours=value)
        if isinstance(value, date):
            return self._moment(value, at)
        raise self._wrong(at, value, "a number of hours, a date and time, or {exercise = hours or date, ...}")

    def _excused(self, value: Any, at: tuple[str, ...]) -> Literal[True] | frozenset[str]:
        if value is True:
            return True
        if isinstance(value, list) and all(isinstance(exercise, str) for exercise in value):
            self._known(dict.fromkeys(value), self._exercises or tuple(value), at)
            return frozenset(value)
        raise self._wrong(at, value, 'true, for all exercises, or a list of exercises such as ["xor"]')

    def _table(self, content: Mapping[str, Any], key: str, at: tuple[str, ...]) -> Mapping[str, Any]:
        part = content.get(key, {})
        if not isinstance(part, Mapping):
            raise self._wrong((*at, key), part, f"a table: [{'.'.join((*at, key))}]")
        return part

    def _known(self, table: Mapping[str, Any], allowed: tuple[str, ...], at: tuple[str, ...]) -> None:
        for key in table:
            if key not in allowed:
                near = get_close_matches(key, allowed, 1)
                nearest = f" (did you mean {near[0]!r}?)" if near else ""
                place = self._place((*at, key))
                raise UsageError(f"{place}: there is no {key!r} here{nearest}; allowed are {', '.join(allowed)}")

    def _wrong(self, at: tuple[str, ...], value: Any, allowed: str) -> UsageError:
        return UsageError(f"{self._place(at)}: {'.'.join(at)} is {_shown(value)}; allowed is {allowed}")

    def _place(self, at: tuple[str, ...]) -> str:
        line = _line(self._lines, at)
        return self._name if line is None else f"{self._name}:{line}"


def _line(lines: list[str], at: tuple[str, ...]) -> int | None:
    """The line of a key: below the header of its innermost table that has one, else the nearest line above it."""
    table: tuple[str, ...] = ()
    problem = None
    for number, line in enumerate(lines, start=1):
        if header := re.match(r"\s*\[+(.+?)\]+\s*(?:#.*)?$", line):
            table = _parts(header[1])
            here = table
        elif assigned := re.match(r"\s*([^=#]+?)\s*=", line):
            here = (*table, *_parts(assigned[1]))
        else:
            here = ()
        if here and here == at[: len(here)]:
            problem = number
            if here == at:
                break
    return problem


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(bare or quoted[1:-1] for quoted, bare in re.findall(r"""("[^"]*"|'[^']*')|([^\s."']+)""", dotted))


def _is_number(value: Any) -> bool:
    # TOML has nan and inf; and more would be beyond what a `timedelta` holds
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value and abs(value) < 1e9  # noqa: PLR0124 - NaN


def _shown(value: Any) -> str:
    shown = value.isoformat() if isinstance(value, date) else repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"
