"""Names of folders and archives that stand for an attempt: `attempt 2`, `2`, `2026-11-25T10:30:00+01:00`.

Also times as learning systems write them for people to read: `Jan 31, 2026 1000 AM`.
"""

import re
from datetime import datetime

from grader.gradebook.intake.work.member import natural

# Nine digits, so that nobody's number of ten or a time without separators is an attempt
_WORD = r"(?:attempt|submission|try|version|v)?[ _-]*[0-9]{1,9}"
_ATTEMPT = re.compile(_WORD, re.IGNORECASE)
_TAIL = re.compile(rf"[ _-]+{_WORD}$", re.IGNORECASE)
# Colons cannot be part of a name on every system, so each may be `-` or missing as well.
_TIME = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})[T _]([0-9]{2})[:-]?([0-9]{2})(?:[:-]?([0-9]{2}))?"
    r"(?:Z|([+-])([0-9]{2})[:-]?([0-9]{2}))?",
)
_WRITTEN = re.compile(
    r"(?:[^\W\d]+, )?"
    r"(?:(?P<month>[^\W\d]{3,})\.? (?P<day>[0-9]{1,2})|(?P<day2>[0-9]{1,2})\.? (?P<month2>[^\W\d]{3,})\.?)"
    r",? (?P<year>[0-9]{4}),? (?P<hour>[0-9]{1,2})[:.]?(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_attempt(name: str) -> bool:
    """Whether a name says nothing but which attempt it is."""
    return bool(_ATTEMPT.fullmatch(name) or _TIME.fullmatch(name))


def without_attempt(name: str) -> str:
    """`ada` for `ada_2` or `ada attempt 2`."""
    return _TAIL.sub("", name)


def time_of(name: str) -> datetime | None:
    """The time in a name; None without one, or without its zone: an hour that is guessed makes work late."""
    match = _TIME.fullmatch(name)
    if match is None or (not name.endswith("Z") and not match[7]):
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    zone = f"{sign}{hours}:{minutes}" if sign else "+00:00"
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}")
    except ValueError:
        return None


def written_time(text: str) -> datetime | None:
    """`Jan 31, 2026 1000 AM` or `Saturday, 31 January 2026 10:00:00`, which has no zone; None for any other text."""
    match = _WRITTEN.fullmatch(text)
    month = (match["month"] or match["month2"])[:3].casefold() if match else ""
    if match is None or month not in _MONTHS:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "Pp")  # 12 AM is midnight
    day, year = int(match["day"] or match["day2"]), int(match["year"])
    try:
        return datetime(year, _MONTHS.index(month) + 1, day, hour, int(match["minute"]), int(match["second"] or 0))  # noqa: DTZ001
    except ValueError:
        return None


def order(name: str) -> tuple[float, tuple[tuple[int, int, str], ...]]:
    """A key that sorts attempts by time, and those without one by their numbers."""
    time = time_of(name)
    return (time.timestamp() if time else 0.0), natural(name)
