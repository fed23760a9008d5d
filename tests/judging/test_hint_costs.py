"""What hints cost: only what the author says, only of what was earned, and never what nobody knows."""

import pytest
from pydantic import ValidationError

from grader.items import FunctionItem
from grader.judging.hint_costs import COST, count_hints
from grader.judging.score import score_item
from grader.model.drawing import Network, NetworkPoint
from grader.model.judgement import Judgement, left_open
from grader.model.report import ItemScore
from grader.model.verdict import Verdict

RIGHT = Judgement(verdict=Verdict.CORRECT, fraction=1)
HALF = Judgement(verdict=Verdict.PARTIAL, fraction=0.5)
WRONG = Judgement(verdict=Verdict.WRONG, fraction=0)


def counted(judgement: Judgement, cost: float, *shown: str, visibility: str = "public") -> ItemScore:
    """The score of an item for 2 points with three hints, of which these rungs were shown."""
    item = FunctionItem(
        id="f",
        title="t",
        points=2,
        cases=((1,),),
        visibility=visibility,
        hints=("Is it 1?", "Is it 2?", "Is it 3?"),
        hint_cost=cost,
    )
    return count_hints(score_item(item, judgement, ""), item, shown)


OWN = ("input/0123abcd", "question/0123abcd")


@pytest.mark.parametrize(
    ("judgement", "cost", "shown", "points", "hints"),
    [
        (RIGHT, 0.1, (), 2.0, 0),
        (RIGHT, 0.1, OWN, 2.0, 2),
        (RIGHT, 0.1, (*OWN, "author/1"), 1.8, 3),
        (RIGHT, 0.1, ("author/1", "author/2", "author/3"), 1.4, 3),
        (RIGHT, 0.0, ("author/1", "author/2"), 2.0, 2),
        (RIGHT, 0.1, ("author/4", "author/99"), 2.0, 2),  # there are none of these numbers
        (RIGHT, 0.5, ("author/1", "author/2", "author/3"), 0.0, 3),
        (HALF, 0.3, ("author/1", "author/2"), 0.0, 2),
        (HALF, 0.3, ("author/1",), 0.4, 1),
        (WRONG, 0.3, ("author/1",), 0.0, 1),
    ],
)
def test_what_is_taken_off(
    judgement: Judgement, cost: float, shown: tuple[str, ...], points: float, hints: int
) -> None:
    """A share of the points for each of the author's, and nobody has less than 0; the verdict stays."""
    score = counted(judgement, cost, *shown)
    assert (score.score, score.hints, score.verdict) == (points, hints, judgement.verdict)
    full = 2.0 * judgement.fraction
    assert [said.code for said in score.feedback] == [COST] * (points < full)


def test_it_says_what_and_why() -> None:
    """In one sentence."""
    score = counted(RIGHT, 0.1, "author/1", "author/2")
    assert (
        score.feedback[-1].text
        == "2 hints of the author's, each of which costs 10 % of the points: 0.4 points taken off."
    )


def test_open_points_stay_open() -> None:
    """Nothing is taken off what nobody knows; the hints are counted."""
    score = counted(left_open(), 0.5, "author/1")
    assert (score.score, score.hints, score.feedback) == (None, 1, left_open().feedback)


@pytest.mark.parametrize("visibility", ["hidden", "after_due"])
def test_of_a_hidden_item_no_hint_was_shown(visibility: str) -> None:
    """Whatever somebody has written into the file."""
    score = counted(RIGHT, 0.5, "author/1", visibility=visibility)
    assert (score.score, score.hints) == (2.0, 0)


def test_the_number_is_left_out_of_json_where_it_is_none() -> None:
    """So that reports on work without hints are what they were."""
    assert "hints" not in counted(RIGHT, 0.1).model_dump()
    assert counted(RIGHT, 0.1, *OWN).model_dump()["hints"] == 2


def test_a_number_0_that_says_something_stays() -> None:
    """In other models that leave out what is not there: a level of 0 is a level."""
    network = Network(
        hidden=((0, 1, 1),), output=(0, 1), points=(NetworkPoint(point=(0, 0), gave=0, expected=0),), level=0.0
    )
    assert network.model_dump()["level"] == 0.0
    assert "level" not in network.model_copy(update={"level": None}).model_dump()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"hint_cost": 0.1}, "`hint_cost`, but no `hints`"),
        ({"hints": ("Is it 1?",), "hint_cost": 1.5}, "less than or equal to 1"),
        ({"hints": ("think",)}, "which is no sentence: it has to end in"),
        ({"hints": ("",)}, "which is no sentence"),
        ({"hints": ("Is it 1?",) * 100}, "at most 99"),
    ],
)
def test_what_an_author_cannot_say(fields: dict[str, object], says: str) -> None:
    """It is told when the exercise is loaded."""
    with pytest.raises(ValidationError, match=says):
        FunctionItem(id="f", title="t", points=2, cases=((1,),), **fields)
