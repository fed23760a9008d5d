"""Points, and what the report says beside them: nothing that a hidden item must not tell."""

import pytest

from grader.items import FunctionItem
from grader.judging.key import ItemName
from grader.judging.score import COURSE_ERROR, score_item, timing
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement
from grader.model.report import ItemScore
from grader.model.verdict import Verdict

WITNESS = Witness(kind="call", text="f(1) gave 2; expected 3")
SAID = (Feedback(code="answer.value", text="The number is not the expected one."),)
FAILED = (Feedback(code=COURSE_ERROR, text="f(17) failed"), Feedback(code="other", text="kept"))


def scored(
    visibility: str, verdict: Verdict, fraction: float = 0.0, feedback: tuple[Feedback, ...] = SAID
) -> ItemScore:
    """The score of an item for 3 points."""
    item = FunctionItem(id="f", title="t", points=3, cases=((1,),), visibility=visibility)
    judgement = Judgement(verdict=verdict, fraction=fraction, feedback=feedback, witness=WITNESS)
    return score_item(item, judgement, "printed")


@pytest.mark.parametrize(
    ("verdict", "fraction", "points"),
    [
        (Verdict.CORRECT, 1.0, 3.0),
        (Verdict.PARTIAL, 0.5, 1.5),
        (Verdict.WRONG, 0.0, 0.0),
        (Verdict.CRASHED, 0.0, 0.0),
        (Verdict.GRADER_ERROR, 0.0, None),
    ],
)
def test_points(verdict: Verdict, fraction: float, points: float | None) -> None:
    """The share of what the item is worth; not known where we have failed."""
    score = scored("public", verdict, fraction)
    assert (score.score, score.max_score, score.verdict) == (points, 3.0, verdict)


def test_what_a_public_item_shows() -> None:
    """All of it."""
    score = scored("public", Verdict.WRONG)
    assert (score.feedback, score.witness, score.output) == (SAID, WITNESS, "printed")


@pytest.mark.parametrize("visibility", ["hidden", "after_due"])
def test_what_a_hidden_item_keeps(visibility: str) -> None:
    """No sentence, no evidence and no output; of our own failure only that it happened."""
    score = scored(visibility, Verdict.WRONG)
    assert [said.code for said in score.feedback] == ["hidden"]
    assert (score.witness, score.output) == (None, "")
    failed = scored(visibility, Verdict.GRADER_ERROR, feedback=FAILED)
    assert [said.code for said in failed.feedback] == [COURSE_ERROR, "other"]
    assert "17" not in failed.feedback[0].text
    assert (failed.witness, failed.output) == (None, "")


SECONDS = {ItemName("e", "f"): 0.12345, ItemName("e", "g"): 1.5, ItemName("d", "f"): 0.25}


@pytest.mark.parametrize(
    ("hidden", "total", "seconds"),
    [
        ([], 2.34567, 2.3457),
        ([("e", "g")], 2.34567, 1.0),
        ([("e", "g")], 3.6, 3.0),
        ([("e", "g")], 1.6, 1.0),
        ([("e", "g"), ("d", "f")], 9.0, 8.0),
        ([("e", "g"), ("d", "f"), ("e", "f")], 1.9, 1.0),
    ],
)
def test_times(hidden: list[tuple[str, str]], total: float, seconds: float) -> None:
    """In full where all is public; else whole seconds without those of hidden items, which are not named."""
    names = [ItemName(*name) for name in hidden]
    scores = {
        name: scored("hidden" if name in names else "public", Verdict.CORRECT, 1.0)
        for name in (*SECONDS, ItemName("e", "never"))
    }
    told = timing(total, SECONDS, scores)
    assert told.seconds == seconds
    shown = {ItemName("e", "f"): 0.1235, ItemName("e", "g"): 1.5, ItemName("d", "f"): 0.25}
    assert told.items == {f"{name.exercise}/{name.item}": taken for name, taken in shown.items() if name not in names}
