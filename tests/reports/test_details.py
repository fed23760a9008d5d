"""What is said about one item below its line."""

from grader.model.feedback import Feedback, Witness
from grader.model.report import ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.words import details, why_not_started

STUB = "missing.not_implemented"


def item(verdict: Verdict, *feedback: Feedback, output: str = "", witness: str | None = None) -> ItemScore:
    return ItemScore(
        id="f",
        title="F",
        kind="function",
        score=0,
        max_score=1,
        verdict=verdict,
        visibility="public",
        feedback=feedback,
        output=output,
        witness=None if witness is None else Witness(kind="call", text=witness),
    )


def test_evidence_is_the_fact_and_then_the_output() -> None:
    said = details(item(Verdict.WRONG, witness="f(1) gave 2\n  ^", output="a\n\tb\n"))
    assert said.evidence == ("f(1) gave 2", "  ^", "printed:", "  a", "          b")


def test_long_output_is_counted() -> None:
    """Eight lines are shown, and how many there are besides."""
    assert details(item(Verdict.WRONG, output="x\n" * 9)).printed == ("x",) * 8 + ("… 1 more line",)
    assert details(item(Verdict.WRONG, output="x\n" * 8)).printed == ("x",) * 8


def test_blank_output_is_none() -> None:
    assert details(item(Verdict.WRONG, output="\n  \n")).evidence == ()


def test_output_of_a_right_answer_is_not_shown() -> None:
    assert details(item(Verdict.CORRECT, output="x")).printed == ()


def test_reasons_of_missing_items_are_said_once(everything: Report) -> None:
    """A missing file is one sentence for all its items; that a stub is a stub is none."""
    gone = item(Verdict.MISSING, Feedback(code="missing.no_file", text="There is no f.py."))
    stub = item(Verdict.MISSING, Feedback(code=STUB, text="It still raises NotImplementedError."))
    assert why_not_started([gone, stub, gone]) == ("There is no f.py.",)
    assert why_not_started(everything.exercises[0].items) == ("There is no function rate in the file.",)
