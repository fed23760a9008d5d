"""The file of a late policy, and what is said where it is wrong."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.errors import UsageError
from grader.gradebook.late.file import parse_policy, read_policy
from grader.model.late import Deadline, Policy

BERLIN = ZoneInfo("Europe/Berlin")
WHOLE = """
zone = "Europe/Berlin"

[default]
due = 2026-11-01T23:59:00
grace = "1h"
percent_per_day = 10
most = 50

[exercises.xor]
due = 2026-11-08T12:00:00Z
counts = "best"

[exercises."second.part"]
grace = 5

[extensions]
ada = 48
bob = 2026-11-09
carol = {xor = 24, hessian = 2026-11-09T12:00:00}

[excused]
eve = true
dan = ["xor"]
"""


def test_a_whole_policy() -> None:
    policy = parse_policy(WHOLE)
    first = datetime(2026, 11, 1, 23, 59, tzinfo=BERLIN)
    assert policy.deadline("hessian") == Deadline(first, timedelta(hours=1), 10, 50, "last")
    assert policy.deadline("xor") == Deadline(datetime(2026, 11, 8, 12, tzinfo=UTC), timedelta(hours=1), 10, 50, "best")
    assert policy.deadline("second.part") == Deadline(first, timedelta(minutes=5), 10, 50, "last")
    assert policy.extension("ada", "xor") == timedelta(hours=48)
    assert policy.extension("bob", "xor") == datetime(2026, 11, 9, 23, 59, 59, tzinfo=BERLIN)
    assert policy.extension("carol", "xor") == timedelta(hours=24)
    assert policy.extension("carol", "hessian") == datetime(2026, 11, 9, 12, tzinfo=BERLIN)
    assert policy.extension("carol", "claims") is None
    assert policy.extension("zoe", "xor") is None
    assert policy.is_excused("eve", "claims")
    assert policy.is_excused("dan", "xor")
    assert not policy.is_excused("dan", "claims")


def test_an_empty_file_is_no_policy() -> None:
    assert parse_policy("") == Policy()


GRACES = {
    "30": 30, "0": 0, '"30m"': 30, '"45 min"': 45, '"2 minutes"': 2, '"1h"': 60, '"1.5 hours"': 90, '"2d"': 2880,
}  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), GRACES.items(), ids=GRACES)
def test_grace_in_minutes_or_in_words(text: str, minutes: int) -> None:
    assert parse_policy(f"[default]\ngrace = {text}").default.grace == timedelta(minutes=minutes)


def test_an_offset_needs_no_zone() -> None:
    due = parse_policy("[default]\ndue = 2026-11-01T23:59:00+01:00").default.due
    assert due == datetime(2026, 11, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))


# text, line or None, what the message says
WRONG = {
    "no TOML": ("[default", None, "is not TOML"),
    "an unknown table": ("[defualt]", 1, "there is no 'defualt' here (did you mean 'default'?); allowed are zone"),
    "an unknown key": ("[default]\ngraze = 3", 2, "no 'graze' here (did you mean 'grace'?); allowed are due, grace"),
    "an unknown exercise": ("\n[exercises.xro]\ngrace = 1", 2, "'xro' here (did you mean 'xor'?)"),
    "an unknown exercise in an extension": ("[extensions]\nada = {xro = 1}", 2, "did you mean 'xor'?"),
    "an unknown exercise that is excused": ('[excused]\nada = ["xro"]', 2, "did you mean 'xor'?"),
    "a time in quotes": ('[default]\n\ndue = "2026-11-01"', 3, "default.due is '2026-11-01'; allowed is a date"),
    "a time without a zone": ("[default]\ndue = 2026-11-01T12:00:00", 2, "allowed is a time with an offset"),
    "a date without a zone": ("[default]\ndue = 2026-11-01", 2, "allowed is a time with an offset"),
    "a zone that is not": ('zone = "Europe/Atlantis"', 1, "the name of a time zone"),
    "a zone that is a path": ('zone = "/etc/passwd"', 1, "the name of a time zone"),
    "a zone that is a number": ("zone = 1", 1, "zone is 1; allowed is the name of a time zone"),
    "a grace below nothing": ("[default]\ngrace = -5", 2, "default.grace is -5; allowed is a number of minutes"),
    "a grace in weeks": ('[default]\ngrace = "1w"', 2, "allowed is a number of minutes, or a duration"),
    "a percentage of 200": ("[default]\nmost = 200", 2, "default.most is 200; allowed is a number from 0 to 100"),
    "a percentage in words": ('[default]\npercent_per_day = "10"', 2, "allowed is a number from 0 to 100"),
    "a percentage that is none": ("[default]\nmost = nan", 2, "allowed is a number from 0 to 100"),
    "a percentage that is true": ("[default]\nmost = true", 2, "allowed is a number from 0 to 100"),
    "another attempt": ('[exercises.xor]\ncounts = "first"', 2, "is 'first'; allowed is \"last\" or \"best\""),
    "the second of two exercises": ("[exercises.a]\nmost = 1\n[exercises.xor]\nmost = -1", 4, "xor.most is -1"),
    "an extension in words": ('[extensions]\nbob = 1\nada = "2 days"', 3, "ada is '2 days'; allowed is a"),
    "an extension of infinite hours": ("[extensions]\nada = inf", 2, "allowed is a number of hours"),
    "excused by a word": ('[excused]\nada = "yes"', 2, "allowed is true, for all exercises, or a list"),
    "excused not": ("[excused]\nada = false", 2, "allowed is true"),
    "no table": ("default = 3", 1, "default is 3; allowed is a table: [default]"),
    "no table for an exercise": ("[exercises]\nxor = 3", 2, "allowed is a table: [exercises.xor]"),
    "a quoted student": ('[extensions]\n"ada@x.org" = "?"', 2, "extensions.ada@x.org"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int | None, said: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_policy(text, "late.toml", exercises=("xor", "hessian", "a"))
    assert said in str(told.value)
    assert str(told.value).startswith("late.toml is" if line is None else f"late.toml:{line}: ")


def test_a_file_is_read(tmp_path: Path) -> None:
    """Also one that an editor gave a byte order mark."""
    path = tmp_path / "late.toml"
    path.write_bytes(b"\xef\xbb\xbf[default]\nmost = 30\n")
    assert read_policy(path).default.most == 30


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml cannot be read: No such file"):
        read_policy(tmp_path / "none.toml")
    (tmp_path / "late.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_policy(tmp_path / "late.toml")
