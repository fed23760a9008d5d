"""The statistics of a course: what counts, what is left out, and what is said of items that look broken."""

import statistics
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from grader.gradebook.statistics.summarize import summarize
from grader.model.gradebook import Attempt, ItemMark, Override
from grader.model.statistics import ExerciseStatistics
from grader.model.verdict import Verdict
from tests.gradebook.made import attempt, attempts_of, mark

STAIRS = [[float(k > j) for j in range(4)] for k in range(5)] * 4
"""Twenty students; each item is right for fewer of them, always the better ones."""


def summary(attempts: list[Attempt]) -> ExerciseStatistics:
    (exercise,) = summarize(attempts, resamples=20)
    return exercise


def column(*marks: ItemMark) -> list[Attempt]:
    """One attempt a mark, beside an item that some have right."""
    return [attempt(f"s{k}", (item_mark, mark("other", float(k % 2)))) for k, item_mark in enumerate(marks)]


def said(exercise: ExerciseStatistics, item: str = "f") -> list[str]:
    return [remark.code for remark in exercise.remarks if remark.item == item]


def test_the_whole_of_an_exercise() -> None:
    exercise = summary(attempts_of(STAIRS, most=[1, 1, 1, 1]))
    assert (exercise.exercise, exercise.students, exercise.complete, exercise.max_score) == ("xor", 20, 20, 4)
    assert exercise.mean == pytest.approx(2)
    assert [item.difficulty for item in exercise.items] == pytest.approx([0.8, 0.6, 0.4, 0.2])
    assert all(item.upper_lower and item.upper_lower > 0 for item in exercise.items)
    assert exercise.alpha is not None
    assert exercise.error is not None


def test_items_count_by_their_worth() -> None:
    """Mean, deviation and reliability are those of the points, as the standard library works them out."""
    most = [4.0, 1.0, 2.0, 3.0]
    rows = [[score * worth for score, worth in zip(row, most, strict=True)] for row in STAIRS]
    totals = [sum(row) for row in rows]
    exercise = summary(attempts_of(rows, most=most))
    assert exercise.mean == pytest.approx(statistics.mean(totals))
    assert exercise.deviation == pytest.approx(statistics.stdev(totals))
    rest = [total - row[0] for total, row in zip(totals, rows, strict=True)]
    assert exercise.items[0].item_rest == pytest.approx(statistics.correlation([row[0] for row in rows], rest))
    spread = sum(statistics.variance(item) for item in zip(*rows, strict=True))
    assert exercise.alpha is not None
    assert exercise.alpha.value == pytest.approx(4 / 3 * (1 - spread / statistics.variance(totals)))


def test_exercises_are_kept_apart() -> None:
    attempts = [attempt("a", [mark("f", 1.0)], exercise="one"), attempt("a", [mark("f", 0.0)], exercise="two")]
    first, second = summarize(attempts)
    assert (first.exercise, first.items[0].difficulty) == ("one", 1.0)
    assert (second.exercise, second.items[0].difficulty) == ("two", 0.0)


def test_nothing_gives_nothing() -> None:
    assert summarize([]) == ()


def test_partial_credit_counts_in_part() -> None:
    exercise = summary(column(mark("f", 1.0, 4.0), mark("f", 3.0, 4.0)))
    assert exercise.items[0].difficulty == pytest.approx(0.5)


def test_unknown_points_are_left_out_and_counted() -> None:
    """What was skipped and where the grader failed is no zero; what is undecided counts."""
    marks = [mark("f", 1.0), mark("f", None), mark("f", None, verdict=Verdict.SKIPPED), mark("f", 0.0)]
    item = summary(column(*marks, mark("f", 1.0, verdict=Verdict.UNDECIDED))).items[0]
    assert (item.students, item.failed, item.skipped, item.undecided) == (3, 1, 1, 1)
    assert item.difficulty == pytest.approx(2 / 3)


def test_open_points_are_left_out_and_counted() -> None:
    """They are no zero, and no undecided answer that counts."""
    marks = [mark("f", None, verdict=Verdict.UNDECIDED), mark("f", 1.0, verdict=Verdict.UNDECIDED), mark("f", 0.0)]
    item = summary(column(*marks)).items[0]
    assert (item.students, item.left_open, item.undecided, item.failed) == (2, 1, 1, 0)
    assert item.difficulty == pytest.approx(0.5)


def test_unknown_points_take_the_student_out_of_the_whole_only() -> None:
    rows: list[list[float | None]] = [[*row] for row in STAIRS]
    exercise = summary(attempts_of([*rows, [None, 0.0, 0.0, 0.0]]))
    whole = summary(attempts_of(rows))
    assert (exercise.students, exercise.complete) == (21, 20)
    assert exercise.alpha is not None
    assert whole.alpha is not None
    assert exercise.alpha.value == whole.alpha.value
    assert (exercise.items[0].students, exercise.items[1].students) == (20, 21)


def test_not_tried_is_a_share_of_all_who_were_asked() -> None:
    marks = [mark("f", 0.0, verdict=Verdict.MISSING)] * 3 + [mark("f", 0.0), mark("f", None)]
    assert summary(column(*marks)).items[0].not_tried == pytest.approx(0.6)


def test_median_of_the_seconds() -> None:
    """Of those that are known."""
    marks = [mark("f", 1.0, seconds=seconds) for seconds in (1.0, 5.0, 2.0, None)]
    items = summary(column(*marks)).items
    assert (items[0].seconds, items[1].seconds) == (2.0, None)


def test_an_item_that_came_later_is_absent_before() -> None:
    """A new version of the exercise: who had the old one is neither right nor wrong in the new item, nor not tried."""
    old = [attempt(f"o{k}", [mark("f", 1.0)]) for k in range(3)]
    missing = mark("g", 0.0, verdict=Verdict.MISSING)
    new = [attempt("n0", [mark("f", 0.0), mark("g", 1.0)]), attempt("n1", [mark("f", 0.0), missing])]
    for attempts in (old + new, new + old):
        exercise = summary(attempts)
        assert [(item.item, item.students, item.absent, item.not_tried) for item in exercise.items] == [
            ("f", 5, 0, 0.0),
            ("g", 2, 3, 0.5),
        ]
        assert exercise.complete == 2


def test_an_item_that_became_worth_more_counts_in_shares() -> None:
    """Half of two points is as good as half of four."""
    exercise = summary(column(mark("f", 1.0, 2.0), mark("f", 2.0, 4.0)))
    assert (exercise.items[0].difficulty, exercise.items[0].max_score) == (0.5, 4.0)


def test_an_item_without_points_is_right_or_not() -> None:
    exercise = summary(column(mark("f", 0.0, 0.0, Verdict.CORRECT), mark("f", 0.0, 0.0, Verdict.WRONG)))
    assert exercise.items[0].difficulty == pytest.approx(0.5)


def test_a_mark_by_hand_is_no_matter_of_the_items() -> None:
    plain = attempts_of(STAIRS)
    by_hand = Override(3.0, who="ada", why="a typing error", at=datetime(2026, 11, 1, tzinfo=UTC))
    assert summary([replace(attempt, override=by_hand) for attempt in plain]) == summary(plain)


@pytest.mark.parametrize(("students", "is_told"), [(9, False), (10, True)])
def test_too_few_students_get_no_number(students: int, *, is_told: bool) -> None:
    """Difficulty is told of any number; what would be noise is not."""
    exercise = summary(attempts_of(STAIRS[:students]))
    assert [exercise.alpha is not None, exercise.error is not None] == [is_told] * 2
    assert {item.item_rest is not None for item in exercise.items[:3]} == {is_told}
    assert {item.upper_lower is not None for item in exercise.items} == {is_told}
    assert all(item.difficulty is not None for item in exercise.items)
    assert exercise.fewest == 10


def test_misconceptions_are_counted_by_student() -> None:
    """Twice in one submission is one student; the most frequent comes first."""
    code, rare = "misconception.dropped_factor", "misconception.rare"
    attempts = [
        attempt("a", [mark("f", 0.0, codes=[code, "answer.shape"]), mark("g", 0.0, codes=[code, rare])]),
        attempt("b", [mark("f", 0.0, codes=[code]), mark("g", 1.0)]),
        attempt("c", [mark("f", 1.0), mark("g", 1.0)]),
        attempt("d", [mark("f", 1.0), mark("g", 1.0)]),
    ]
    first, second = summary(attempts).misconceptions
    assert (first.name, first.students, first.share, first.items) == ("dropped_factor", 2, 0.5, ("f", "g"))
    assert (second.name, second.students, second.items) == ("rare", 1, ("g",))


REMARKS = {
    "nobody has it right": ([mark("f", 0.0), mark("f", 0.5), mark("f", 0.0, verdict=Verdict.MISSING)], "nobody.right"),
    "everybody has it right": ([mark("f", 1.0)] * 3, "everybody.right"),
    "nobody tried": ([mark("f", 0.0, verdict=Verdict.MISSING)] * 3, "nobody.tried"),
    "one was undecided": ([mark("f", 1.0, verdict=Verdict.UNDECIDED), mark("f", 0.0)], "answers.undecided"),
    "one is open": ([mark("f", None, verdict=Verdict.UNDECIDED), mark("f", 1.0), mark("f", 0.0)], "answers.open"),
    "the grader failed once": ([mark("f", None), mark("f", 1.0), mark("f", 0.0)], "grader.failed"),
    "worse the better": ([mark("f", float(k % 2 == 0)) for k in range(12)], "discrimination.negative"),
}


@pytest.mark.parametrize(("marks", "code"), REMARKS.values(), ids=REMARKS)
def test_an_item_that_looks_broken_is_told(marks: list[ItemMark], code: str) -> None:
    exercise = summary(column(*marks))
    assert said(exercise) == [code]
    assert all(remark.text.startswith("f: ") for remark in exercise.remarks if remark.item == "f")


HARMLESS = {
    "some have it right": [mark("f", 1.0), mark("f", 0.0)],
    "one student, who is right": [mark("f", 1.0)],
    "skipped by all": [mark("f", None, verdict=Verdict.SKIPPED)] * 3,
    "the better the better": [mark("f", float(k % 2)) for k in range(12)],
    "worse the better, of too few": [mark("f", float(k % 2 == 0)) for k in range(8)],
}


@pytest.mark.parametrize("marks", HARMLESS.values(), ids=HARMLESS)
def test_an_ordinary_item_is_not(marks: list[ItemMark]) -> None:
    assert said(summary(column(*marks))) == []
