"""The words and numbers that every format for people shares."""

import pytest

from grader.model.feedback import Feedback, Witness
from grader.model.report import Report
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict
from grader.reports.words import advice, explanations, number, points, points_of, state, total, why_not_started, word
from tests.reports.conftest import exercise_of, item, report_of


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
    assert total(untouched) == "0 / 16 (0 %)"


def test_advice_is_the_first_thing_to_mend(everything: Report, untouched: Report, perfect: Report) -> None:
    """Wrong before missing, and no advice for work without a fault."""
    assert advice(everything) == (
        "What to look at first: risk_derivative in Gradient descent; `grade hint risk_derivative` asks on"
    )
    assert advice(untouched) == "What to start with: risk in Exercise 0"
    assert advice(perfect) is None


@pytest.mark.parametrize(
    ("folder", "options", "typed"),
    [
        ("", [], "grade why f"),
        (".", [], "grade why f"),
        ("week 1/work", [], "grade why f 'week 1/work'"),
        (".", ["--course", "../a b", "--seed", "3"], "grade why f --course '../a b' --seed 3"),
        ("work", ["--after-due"], "grade why f work --after-due"),
    ],
)
def test_what_to_type_next_works_where_the_student_is(folder: str, options: list[str], typed: str) -> None:
    """In a folder above the work, `grade why f` alone would say that the file is not there."""
    wrong = item("f", Verdict.WRONG, 0.0, "code: no")
    shown = Witness(kind="call", text="f(1) gave 2", snippet=Snippet(call="f(1)"))
    made = report_of(exercise_of("x", "X", wrong.model_copy(update={"witness": shown})))
    hint = typed.replace("why", "hint")
    assert advice(made, folder, options) == (
        f"What to look at first: f in X; `{typed}` prints the example as a program; `{hint}` asks on"
    )


def test_on_what_is_hidden_no_hint_is_offered() -> None:
    """As there is none."""
    hidden = item("f", Verdict.WRONG, 0.0).model_copy(update={"visibility": "hidden"})
    assert advice(report_of(exercise_of("x", "X", hidden))) == "What to look at first: f in X"


def test_without_a_file_the_advice_is_where_to_find_one(untouched: Report) -> None:
    """Not to start with what lies a folder further in."""
    note = Feedback(code="submission.empty", text="There is no Python file in this folder; grade another one.")
    assert advice(untouched.model_copy(update={"notes": (note,)})) == note.text


@pytest.mark.parametrize(
    ("verdict", "said", "told"),
    [
        (Verdict.MISSING, "missing.not_implemented: It still raises NotImplementedError.", "not started"),
        (Verdict.MISSING, "missing.no_function: x.py has no function f; it has `F`: is that one meant?", "missing"),
        (Verdict.MISSING, "missing.no_file: There is no x.py.", "missing"),
        (Verdict.WRONG, "code: no", "wrong"),
        (Verdict.SKIPPED, "missing.no_file: There is no x.py.", "skipped"),
    ],
)
def test_only_an_untouched_stub_is_not_started(verdict: Verdict, said: str, told: str) -> None:
    """What stands there under another name was."""
    assert state(item("f", verdict, 0.0, said)) == told


def test_functions_that_a_file_does_not_have_are_told_at_once() -> None:
    """Behind a sentence that says where one may be."""
    says = ["x.py has no function f.", "x.py has no function g; it has `G`: is that one meant?"]
    says += ["x.py has no function h.", "x.py has no function h."]
    items = [item(f"i{k}", Verdict.MISSING, 0.0, f"missing.no_function: {text}") for k, text in enumerate(says)]
    assert why_not_started(items) == (says[1], "x.py has no functions f, h.")
    assert why_not_started(items[:1]) == (says[0],)


def test_what_is_neither_right_nor_wrong_is_explained(everything: Report, perfect: Report) -> None:
    """One sentence for each such verdict, with the names of its items."""
    sentences_by_verdict = explanations(everything)
    assert list(sentences_by_verdict) == [Verdict.UNDECIDED, Verdict.SKIPPED, Verdict.GRADER_ERROR]
    assert sentences_by_verdict[Verdict.GRADER_ERROR].startswith("GRADER ERROR (entropy): the grader itself failed")
    assert explanations(perfect) == {}
