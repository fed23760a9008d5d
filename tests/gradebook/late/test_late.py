"""What counts of a student's attempts, and what lateness costs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.late.policy import counted, counting, days_late, due, row, rows, strangers
from grader.model.gradebook import Attempt, Override, Person
from grader.model.late import Deadline, Policy
from tests.gradebook.made import attempt, mark

BERLIN, NEW_YORK, TEHRAN = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tehran")
ADA = Person("ada")
DUE = datetime(2026, 11, 1, 23, 59, tzinfo=BERLIN)

# due, handed in, grace in minutes, begun days
CLOCKS = {
    "long before": (DUE, DUE - timedelta(days=9), 0, 0),
    "exactly when it is due": (DUE, DUE, 0, 0),
    "a microsecond after": (DUE, DUE + timedelta(microseconds=1), 0, 1),
    "exactly at the end of the grace period": (DUE, DUE + timedelta(minutes=15), 15, 0),
    "a second after it": (DUE, DUE + timedelta(minutes=15, seconds=1), 15, 1),
    "grace does not shift the days": (DUE, DUE + timedelta(hours=24, minutes=1), 15, 2),
    "grace of more than a day": (DUE, DUE + timedelta(hours=47), 60 * 48, 0),
    "exactly one day": (DUE, DUE + timedelta(days=1), 0, 1),
    "one day and a second": (DUE, DUE + timedelta(days=1, seconds=1), 0, 2),
    "the same moment elsewhere": (DUE, datetime(2026, 11, 1, 17, 59, tzinfo=NEW_YORK), 0, 0),
    "a minute later elsewhere": (DUE, datetime(2026, 11, 1, 18, 0, tzinfo=NEW_YORK), 0, 1),
    "in UTC": (DUE, datetime(2026, 11, 1, 22, 59, tzinfo=UTC), 0, 0),
    "with an offset": (DUE, datetime(2026, 11, 2, 4, 29, tzinfo=timezone(timedelta(hours=5, minutes=30))), 0, 0),
    "half an hour's offset": (
        datetime(2026, 11, 1, 12, 0, tzinfo=TEHRAN), datetime(2026, 11, 1, 8, 30, tzinfo=UTC), 0, 0,
    ),
    "one day of 25 hours": (
        datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN), datetime(2026, 10, 25, 23, 59, tzinfo=BERLIN), 0, 1,
    ),
    "a minute more": (
        datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN), datetime(2026, 10, 26, 0, 0, tzinfo=BERLIN), 0, 2,
    ),
    "one day of 23 hours": (
        datetime(2026, 3, 28, 23, 59, tzinfo=BERLIN), datetime(2026, 3, 29, 23, 59, tzinfo=BERLIN), 0, 1,
    ),
    "a minute more in spring": (
        datetime(2026, 3, 28, 23, 59, tzinfo=BERLIN), datetime(2026, 3, 30, 0, 0, tzinfo=BERLIN), 0, 2,
    ),
    "25 hours by an offset are two days": (
        datetime(2026, 10, 24, 23, 59, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 10, 25, 23, 59, tzinfo=BERLIN), 0, 2,
    ),
    "due in the hour that comes twice, handed in the first time": (
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 0, 45, tzinfo=UTC), 0, 0,
    ),
    "due in the hour that comes twice, handed in the second time": (
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN), 0, 0,
    ),
    "and a minute after": (
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 31, fold=1, tzinfo=BERLIN), 0, 1,
    ),
    "due in the hour that does not come": (
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN), 0, 0,
    ),
    "and a minute after that": (
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 31, tzinfo=BERLIN), 0, 1,
    ),
    "grace over the change of the clock": (
        datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN), 120, 0,
    ),
    "over the end of a leap February": (
        datetime(2028, 2, 28, 12, 0, tzinfo=UTC), datetime(2028, 3, 1, 12, 0, tzinfo=UTC), 0, 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("due", "handed_in", "grace", "days"), CLOCKS.values(), ids=CLOCKS)
def test_begun_days_on_the_clock(due: datetime, handed_in: datetime, grace: int, days: int) -> None:
    assert days_late(handed_in, due, timedelta(minutes=grace)) == days


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.sampled_from([BERLIN, NEW_YORK, UTC]))  # noqa: DTZ001


@given(MOMENTS, MOMENTS, st.integers(0, 300), st.integers(0, 3000))
def test_later_is_never_less_late(due: datetime, handed_in: datetime, grace: int, more: int) -> None:
    before = days_late(handed_in, due, timedelta(minutes=grace))
    after = days_late((handed_in.astimezone(UTC) + timedelta(minutes=more)), due, timedelta(minutes=grace))
    assert 0 <= before <= after


@given(MOMENTS, st.integers(1, 400), st.integers(61, 22 * 60))
def test_days_are_those_of_the_calendar(due: datetime, days: int, minutes: int) -> None:
    """Between one and twenty-two hours before the clock has gone round n times, the n-th day has begun."""
    handed_in = (due + timedelta(days=days)).astimezone(UTC) - timedelta(minutes=minutes)
    assert days_late(handed_in, due, timedelta()) == days


def tried(*points: float | None, late: Sequence[float] = ()) -> list[Attempt]:
    """Attempts of ten points each, so many days late."""
    at = [DUE + timedelta(days=days) for days in late] or [DUE] * len(points)
    return [
        attempt("ada", [mark("f", score, 10.0)], number=k, at=moment)
        for k, (score, moment) in enumerate(zip(points, at, strict=True), start=1)
    ]


def policy(counts: str = "last", **fields: object) -> Policy:
    """Ten percent a day, at most fifty."""
    return Policy(Deadline(DUE, percent_per_day=10, most=50, counts=counts), **fields)  # type: ignore[arg-type]


# attempts, which counts, number of the attempt, points before, after, days
COUNTED = {
    "in time": (tried(8.0), "last", 1, 8.0, 8.0, 0),
    "the last one, though worse": (tried(8.0, 5.0), "last", 2, 5.0, 5.0, 0),
    "the best one": (tried(8.0, 5.0), "best", 1, 8.0, 8.0, 0),
    "of two as good the later": (tried(8.0, 8.0), "best", 2, 8.0, 8.0, 0),
    "a day late": (tried(8.0, late=[1]), "last", 1, 8.0, 7.2, 1),
    "a begun day late": (tried(8.0, late=[1.25]), "last", 1, 8.0, 6.4, 2),
    "no more than the most": (tried(8.0, late=[30]), "last", 1, 8.0, 4.0, 30),
    "best after what lateness costs": (tried(8.0, 9.0, late=[0, 2]), "best", 1, 8.0, 8.0, 0),
    "better in spite of it": (tried(5.0, 9.0, late=[0, 2]), "best", 2, 9.0, 7.2, 2),
    "not known": (tried(8.0, None), "last", 2, None, None, 0),
    "not known and late": (tried(None, late=[1]), "last", 1, None, None, 1),
    "the known one": (tried(3.0, None), "best", 1, 3.0, 3.0, 0),
    "nothing is better than not known": (tried(0.0, None), "best", 1, 0.0, 0.0, 0),
    "none known": (tried(None, None), "best", 2, None, None, 0),
}  # fmt: skip


@pytest.mark.parametrize(("attempts", "counts", "number", "before", "after", "days"), COUNTED.values(), ids=COUNTED)
def test_what_counts(
    attempts: list[Attempt], counts: str, number: int, before: float | None, after: float | None, days: int
) -> None:
    worth = counted(attempts, policy(counts), ADA)
    assert worth.attempt is attempts[number - 1]
    assert worth.after == pytest.approx(after)
    assert (worth.before, worth.days_late) == (before, days)


def test_sentences_say_why() -> None:
    assert counted(tried(8.0), policy(), ADA).why == ""
    assert counted(tried(8.0, late=[1.5]), policy(), ADA).why == "2 days late: 20 % less"
    assert counted(tried(8.0, 5.0), policy("best"), ADA).why == "attempt 1 is the best of 2"
    assert counted(tried(8.0, None), policy("best"), ADA).why.endswith("another one could not be marked")


def test_no_time_is_taken_to_be_in_time() -> None:
    """Not every download says when; a student may not lose by that, and the book says so."""
    worth = counted([attempt("ada", [mark("f", 8.0, 10.0)])], policy(), ADA)
    assert (worth.after, worth.days_late, worth.is_untimed) == (8.0, 0, True)
    assert "not known" in worth.why


UNTIMED = attempt("ada", [mark("f", 8.0, 10.0)])
BY_HAND = Override(9.0, "eve", "an oral exam", DUE)


@pytest.mark.parametrize(
    ("attempts", "policy"),
    [
        (tried(8.0), policy()),
        ([UNTIMED], Policy()),
        ([replace(UNTIMED, override=BY_HAND)], policy()),
        ([UNTIMED, *tried(5.0)], policy()),
        ([UNTIMED, *tried(9.0)], policy("best")),
    ],
)
def test_a_time_that_decides_nothing_may_be_unknown(attempts: list[Attempt], policy: Policy) -> None:
    """Where nothing is due, a mark is given by hand, or another attempt counts."""
    assert not counted(attempts, policy, ADA).is_untimed


def test_no_due_date_is_never_late() -> None:
    worth = counted(tried(8.0, late=[99]), Policy(), ADA)
    assert (worth.after, worth.why) == (8.0, "")


def test_a_mark_by_hand_is_final() -> None:
    by_hand = Override(6.0, "grace", "an oral exam", DUE)
    (late,) = tried(8.0, late=[3])
    worth = counted([attempt("ada", late.items, at=late.submitted_at, override=by_hand)], policy(), ADA)
    assert (worth.before, worth.after) == (6.0, 6.0)
    assert worth.why == "given by hand by grace: an oral exam"


EXTENSIONS = {
    "by hours": (timedelta(hours=48), 0),
    "by fewer hours": (timedelta(hours=24), 1),
    "to a date": (DUE + timedelta(days=2), 0),
    "to a date elsewhere": (datetime(2026, 11, 3, 17, 59, tzinfo=NEW_YORK), 0),
    "to a date before, which is no punishment": (DUE - timedelta(days=5), 2),
    "of this exercise": ({"xor": timedelta(hours=48)}, 0),
    "of another exercise": ({"hessian": timedelta(hours=48)}, 2),
}


@pytest.mark.parametrize(("extension", "days"), EXTENSIONS.values(), ids=EXTENSIONS)
def test_a_student_may_have_more_time(extension: object, days: int) -> None:
    lenient = policy(extensions={"ada": extension})
    assert counted(tried(8.0, late=[2]), lenient, ADA).days_late == days
    assert counted(tried(8.0, late=[2]), lenient, Person("bob")).days_late == 2


def test_an_extension_without_a_due_date_changes_nothing() -> None:
    assert due(Deadline(), timedelta(hours=1)) is None


def test_excused_work_does_not_count() -> None:
    """Neither what was handed in nor what was not; the others' does."""
    excused = policy(excused={"ada": frozenset({"xor", "hessian"}), "bob": True})
    ada = row(ADA, tried(8.0), excused)
    assert [ada.excused(name) for name in ("hessian", "xor", "claims")] == [True, True, False]
    assert ada.points("xor") is None
    assert ada.total == 0
    assert row(Person("bob"), tried(8.0), excused).excused("xor")
    assert not row(Person("eve"), tried(8.0), excused).excused("xor")


def test_excused_from_everything_needs_no_attempt() -> None:
    """The exercises are those that the book has."""
    bob = row(Person("bob"), (), policy(excused={"bob": True}), ["hessian", "xor"])
    assert [bob.excused(name) for name in ("hessian", "xor", "claims")] == [True, True, False]


def test_attempts_in_any_order_of_exercises() -> None:
    """What belongs together need not stand together."""
    other = attempt("ada", [mark("g", 1.0)], exercise="zeta", at=DUE)
    first, second = tried(8.0, 5.0)
    assert row(ADA, [first, other, second], policy("best")).points("xor") == 8.0


def test_statistics_are_of_the_attempts_that_count() -> None:
    """Without those of excused students."""
    book = rows([(ADA, tried(8.0, 5.0)), (Person("bob"), tried(1.0))], policy("best", excused={"bob": True}))
    assert [attempt.score for attempt in counting(book)] == [8.0]


def test_students_that_are_not_in_the_book_are_told() -> None:
    """An extension for a misspelt id would help nobody."""
    misspelt = policy(extensions={"ada": timedelta(), "lovelase": timedelta()}, excused={"zzz": True})
    assert strangers(misspelt, ["ada", "lovelace"]) == (
        "the late policy names 'lovelase', who is not in the book; 'lovelace' is",
        "the late policy names 'zzz', who is not in the book",
    )


def test_a_row_has_every_exercise_once() -> None:
    attempts = [*tried(8.0, 5.0), attempt("ada", [mark("g", 1.0)], exercise="zeta", at=DUE)]
    (ada,) = rows([(ADA, attempts)], policy())
    assert {name: worth.after for name, worth in ada.counted.items()} == {"xor": 5.0, "zeta": 1.0}
    assert ada.total == 6.0
    assert len(ada.attempts) == 3


def test_a_total_with_something_unknown_is_not_known() -> None:
    attempts = [*tried(8.0), attempt("ada", [mark("g", None)], exercise="zeta", at=DUE)]
    assert row(ADA, attempts, policy()).total is None


def test_an_exercise_may_have_its_own_policy() -> None:
    own = Policy(Deadline(DUE, percent_per_day=10), exercises={"xor": Deadline(DUE, percent_per_day=100)})
    assert counted(tried(8.0, late=[1]), own, ADA).after == 0
