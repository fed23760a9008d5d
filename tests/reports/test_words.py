"""The words and numbers that every format for people shares."""

import pytest

from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.words import advice, explanations, number, points, points_of, total, word


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2.0, "2"), (1.5, "1.5"), (1 / 3, "0.33"), (0.0, "0"), (-0.0, "0"), (-0.001, "0"), (100.0, "100"), (None, "?")],
)
def test_numbers_have_no_trailing_zeros(value: float | None, shown: str) -> None:
    assert number(value) == shown


def test_unknown_points_are_a_question_mark() -> None:
    assert points(None, 2.0) == "? / 2"


def test_a_sum_is_unknown_if_a_part_is(everything: Report) -> None:
    """Points that are not known never count as none."""
    assert points_of(everything.exercises[2].items) == "? / 6"
    assert points_of(everything.exercises[0].items) == "2.33 / 12"


def test_every_verdict_has_a_word() -> None:
    """Lower case for all but the grader's own failure."""
    assert {word(verdict) for verdict in Verdict if word(verdict).isupper()} == {"GRADER ERROR"}
    assert word(Verdict.TIMED_OUT) == "timed out"


def test_total_without_percent_where_points_are_unknown(everything: Report, untouched: Report) -> None:
    assert total(everything) == "? / 27.5"
    assert total(untouched) == "0 / 16 · 0 %"


def test_advice_is_the_first_thing_to_mend(everything: Report, untouched: Report, perfect: Report) -> None:
    """Wrong before missing, and no advice for work without a fault."""
    assert advice(everything) == "What to look at first: risk_derivative in Gradient descent"
    assert advice(untouched) == "What to start with: risk in Exercise 0"
    assert advice(perfect) is None


def test_what_is_neither_right_nor_wrong_is_explained(everything: Report, perfect: Report) -> None:
    """One sentence for each such verdict, with the names of its items."""
    sentences_by_verdict = explanations(everything)
    assert list(sentences_by_verdict) == [Verdict.UNDECIDED, Verdict.SKIPPED, Verdict.GRADER_ERROR]
    assert sentences_by_verdict[Verdict.GRADER_ERROR].startswith("GRADER ERROR (entropy): the grader itself failed")
    assert explanations(perfect) == {}
