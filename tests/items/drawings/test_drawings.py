"""What a wrong answer is drawn from: no more than its evidence tells, plain bounded numbers, and never a failure."""

import json
import math
import pkgutil
import warnings
from dataclasses import replace
from importlib import import_module
from typing import Any, get_args

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from pydantic import ValidationError

import grader
from grader import (
    ChordSketch,
    ConvexityItem,
    DefinitenessItem,
    DescentSketch,
    ExpressionFunction,
    FitSketch,
    FormSketch,
    FunctionItem,
    IsConvex,
    NetworkSketch,
    PropertyItem,
    TangentSketch,
    Tolerance,
    ValueItem,
)
from grader.items import drawings
from grader.items.drawings import SKETCHES, attempt
from grader.items.drawings.sketch import Sketch, sketch_of
from grader.items.drawings.table import table
from grader.items.item import Item
from grader.judging.score import score_item
from grader.model.any_drawing import Drawing
from grader.model.drawing import Fit, OfAnyKind, Table
from grader.model.feedback import Witness
from grader.model.judgement import Judgement
from grader.reports.pictures import draw
from tests.conftest import SUBMISSIONS, Mark
from tests.items.conftest import MakeExam

x, y = sympy.symbols("x y")
SLOPE = ExpressionFunction((x,), x**3 - x)
GRADIENT = ExpressionFunction.of_vectors((x, y), (2 * x, 2 * y))
W, w = np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])
HELPERS = {"sampling", "sketch", "sketches", "table"}
"""Files that no sketch is drawn by."""
MOST_NUMBERS = 450

ASKED: list[tuple[Sketch, tuple[Any, ...], Any]] = [
    (ChordSketch(curve=x**3), (), None),
    (ChordSketch(curve=1 / x), (), None),
    (ChordSketch(chord=(1, 2, 3)), (SLOPE, 0, 1, 0.5), 1.0),
    (DescentSketch(), (SLOPE, 2, 0.1, 1e-6), 1.0),
    (DescentSketch(answer="step"), (SLOPE, 2, 0.1), 1.4),
    (DescentSketch(answer="count"), (SLOPE, 2, 0.1, 1e-3), 12),
    (DescentSketch(answer="start", rate=0.05), (x**4 / 4 - x**2 / 2, 1), None),
    (DescentSketch(), (GRADIENT, [1, 2], 0.1, 1e-6), np.zeros(2)),
    (DescentSketch(answer="step", function=1, start=0), (0, [1, 2], 0.1), 0.3),
    (FitSketch(), ([[0], [1], [2]], [1, 0, 5]), None),
    (FitSketch(), ([[0, 1], [1, 2]], [1, 0]), None),
    (FitSketch(points=None, values=0), ([1, 2, 4],), 7 / 3),
    (FormSketch(answer="vector"), ([[0, 1], [1, 0]],), None),
    (FormSketch(answer="vector"), (np.diag([1.0, 2, -1]),), None),
    (FormSketch(answer="truth"), ([[1, 2], [2, 1]],), False),
    (NetworkSketch(points=((0, 0), (1, 1)), targets=(0, 1), level=0.5), (), None),
    (NetworkSketch(arguments=(0, 1, 2)), ([0, 1], W, w), 1.0),
    (TangentSketch(answer="line", at=2), (x**2, x, 1), 2 * x - 1),
    (TangentSketch(answer="slope", curve=1, at=0), (0, [1, 2]), -3.0),
    (TangentSketch(answer="curvature", curve=x**4), (x,), None),
]
NUMBERS = st.one_of(
    st.floats(), st.integers(-(10**400), 10**400), st.complex_numbers(), st.fractions(),
    st.sampled_from([math.nan, math.inf, 1e308, -1e308, 5e-324, 10**1000, -0.0, True, np.float32(3), np.int64(2**62)]),
)  # fmt: skip
EXPRESSIONS = st.sampled_from([
    x, x + y, sympy.Symbol("z"), sympy.nan, sympy.zoo, sympy.oo, sympy.exp(sympy.exp(sympy.exp(x))), 1 / x,
    sympy.sqrt(x), sympy.Pow(10, 10**9, evaluate=False), x**5000, sympy.Function("f")(x), sympy.gamma(x),
    sympy.Integer(10) ** 4000,
    sympy.log(x), sympy.I * x, sympy.Float("1e400"), sympy.sqrt(2), sympy.Matrix([1, 2]),
])  # fmt: skip
ARRAYS = arrays(
    st.sampled_from(["f8", "f4", "i8", "c16", "?", "O"]), array_shapes(min_dims=0, min_side=0, max_dims=3, max_side=4),
    elements=st.just(1) | st.just(0), fill=st.nothing(),
) | arrays("f8", st.sampled_from([(2,), (3,), (2, 2), (3, 2)]))  # fmt: skip
ANSWERS = st.recursive(
    st.none() | st.text(max_size=5) | NUMBERS | EXPRESSIONS | ARRAYS,
    lambda parts: st.lists(parts, max_size=4) | st.tuples(parts, parts) | st.tuples(parts, parts, parts),
    max_leaves=6,
)
FITTING = st.one_of(NUMBERS, st.tuples(*[NUMBERS] * 2), st.tuples(*[NUMBERS] * 3), EXPRESSIONS)
"""Answers of the forms that are asked for, of which most can be drawn."""


def numbers_of(part: Any) -> list[float]:
    """All numbers in what JSON holds."""
    if isinstance(part, dict):
        part = [*part.values()]
    if isinstance(part, list):
        return [number for inner in part for number in numbers_of(inner)]
    return [part] if isinstance(part, (int, float)) else []


def assert_sound(drawing: Drawing | None) -> None:
    """Finite numbers, not too many, that survive JSON and can be seen."""
    if drawing is None:
        return
    written = json.loads(drawing.model_dump_json())
    numbers = numbers_of(written)
    assert all(math.isfinite(number) for number in numbers)
    assert len(numbers) <= MOST_NUMBERS
    assert Witness.model_validate({"kind": "call", "text": "", "drawing": written}).drawing == drawing


@pytest.mark.parametrize(("sketch", "arguments", "expected"), ASKED, ids=range(len(ASKED)))
@given(answer=ANSWERS | FITTING)
def test_any_answer_gives_a_sound_drawing_or_none(
    sketch: Sketch, arguments: tuple[Any, ...], expected: Any, answer: Any
) -> None:
    """Whatever came through the wall; and nothing is printed on the way."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        drawing = attempt(lambda: sketch.draw(answer, arguments, expected))
    assert warned == []
    assert_sound(drawing)


@given(answer=ANSWERS, expected=st.sampled_from([np.eye(2), [1, 2], np.arange(900.0).reshape(30, 30), 1.0, x, "a"]))
def test_any_answer_beside_an_array_gives_a_sound_table_or_none(answer: Any, expected: Any) -> None:
    """The same without an author's word."""
    assert_sound(attempt(lambda: table(answer, expected, Tolerance(), shows=True)))


@pytest.mark.parametrize("size", [1e-300, 1e-12, 1e12, 1e300])
@pytest.mark.parametrize(("sketch", "arguments", "expected"), ASKED[:6], ids=range(6))
def test_numbers_of_any_size_can_be_seen(
    sketch: Sketch, arguments: tuple[Any, ...], expected: Any, size: float
) -> None:
    """Or are not drawn: the picture does not fail."""
    for answer in (size, (-size, size, 0.5), (0, size, 0.5)):
        drawing = attempt(lambda answer=answer: sketch.draw(answer, arguments, expected))  # type: ignore[misc]
        assert_sound(drawing)
        if drawing is not None:
            assert draw(drawing).alt


def test_every_sketch_is_listed() -> None:
    """A kind of sketch has its line in `SKETCHES`, its class, and the file that draws it."""
    files = {module.name for module in pkgutil.iter_modules(drawings.__path__)} - HELPERS
    assert files == {*SKETCHES}, "give SKETCHES of grader/items/drawings/__init__.py a line for each file that draws"
    for kind, name in SKETCHES.items():
        assert sketch_of(kind).model_fields["kind"].default == kind
        assert getattr(grader, name) is sketch_of(kind)
        assert callable(import_module(f"grader.items.drawings.{kind}").draw)
    assert {type(sketch).__name__ for sketch, _, _ in ASKED} == {*SKETCHES.values()}


def judge(make_exam: MakeExam, item: Item, answer: Any, reference: Any) -> Judgement:
    """The judgement on a function that gives the same whatever it is called with."""
    return item.judge(make_exam({"f": lambda *_: answer}, {"f": lambda *_: reference}))


def drawing_of(judgement: Judgement) -> Any:
    """The drawing of its witness."""
    assert judgement.witness is not None
    return judgement.witness.drawing


def test_arrays_are_drawn_with_the_entries_that_differ(make_exam: MakeExam) -> None:
    """By the tolerance of the item, which the author need not be told."""
    item = FunctionItem(id="f", title="t", points=1, tolerance=Tolerance(absolute=0.1))
    found = drawing_of(judge(make_exam, item, [[1.05, 2], [3, 5]], np.array([[1.0, 2], [3, 4]])))
    assert isinstance(found, Table)
    assert found.differing == ((1, 1),)
    assert found.count == 1
    assert found.gave == ((1.05, 2), (3, 5))
    assert found.expected == ((1, 2), (3, 4))


def test_a_value_shows_no_expected_number(make_exam: MakeExam) -> None:
    """Nor where more than the first wrong entry stands, which the sentence tells as well."""
    item = ValueItem(id="f", title="t", points=1)
    judgement = judge(make_exam, item, [1, 7, 8, 4], np.array([1, 2, 3, 4]))
    found = drawing_of(judgement)
    assert isinstance(found, Table)
    assert (found.expected, found.differing, found.count) == (None, ((0, 1),), 2)
    assert "2 of 4 entries differ, the first at [1]" in judgement.feedback[0].text


@pytest.mark.parametrize("answer", [5, [1, 2, 3], [1, math.nan], [1, 1j], None, "12", [[1], [2, 3]], [], [1, 2]])
def test_what_is_no_array_of_that_shape_has_no_table(make_exam: MakeExam, answer: Any) -> None:
    """The message is about its form; and a right answer has nothing to show."""
    item = FunctionItem(id="f", title="t", points=1)
    judgement = judge(make_exam, item, answer, np.array([1.0, 2.0]))
    assert judgement.witness is None or judgement.witness.drawing is None


def test_nothing_is_drawn_where_nobody_reads_the_evidence(make_exam: MakeExam) -> None:
    """As when a misconception is tried: it would cost time."""
    exam = replace(make_exam({"f": lambda: [1, 2]}, {"f": lambda: np.array([1, 3])}), wants_evidence=False)
    assert drawing_of(FunctionItem(id="f", title="t", points=1).judge(exam)) is None


def test_a_hidden_item_has_no_drawing(make_exam: MakeExam) -> None:
    """It has no witness at all."""
    item = FunctionItem(id="f", title="t", points=1, visibility="hidden")
    judgement = judge(make_exam, item, [1, 2], np.array([1, 3]))
    assert drawing_of(judgement) is not None
    assert score_item(item, judgement, "").witness is None


def test_a_chord_that_shows_nothing_is_drawn(make_exam: MakeExam) -> None:
    """Beside the graph; a wrong claim is not, for a graph could tell it."""
    item = ConvexityItem(id="f", title="t", points=1, states=IsConvex(expression=x**3, variables=(x,)))
    found = drawing_of(judge(make_exam, item, (False, (0, 2, 0.5)), (False, None)))
    assert (found.kind, found.at, found.chord_height, found.graph_height) == ("chord", 1, 4, 1)
    assert drawing_of(judge(make_exam, item, (True, ("second derivative", 6 * x)), (False, None))) is None
    assert drawing_of(judge(make_exam, item, (False, "a chord"), (False, None))) is None


def test_a_wrong_second_derivative_bends_a_parabola(make_exam: MakeExam) -> None:
    """Without the right one, which is the answer."""
    item = ConvexityItem(id="f", title="t", points=1, states=IsConvex(expression=x**4, variables=(x,)))
    found = drawing_of(judge(make_exam, item, (True, ("second derivative", 4 * x**3)), (True, None)))
    assert (found.kind, found.asked, found.right) == ("tangent", "curvature", None)


def test_two_vectors_that_show_nothing_are_drawn(make_exam: MakeExam) -> None:
    """With the form at each of them; a wrong word is not, for the form could tell it."""
    item = DefinitenessItem(id="f", title="t", points=1, matrix=[[1, 2], [2, 1]])
    found = drawing_of(judge(make_exam, item, ("indefinite", ([1, 0], [1, 1])), ("indefinite", None)))
    assert [direction.value for direction in found.directions] == [1, 6]
    assert found.matrix == ((1, 2), (2, 1))
    assert drawing_of(judge(make_exam, item, ("positive definite", (np.eye(2), [1, 1])), ("indefinite", None))) is None


def test_a_property_is_drawn_as_its_author_says(make_exam: MakeExam) -> None:
    """A mistake in what the author says costs no student the verdict."""
    item = PropertyItem(
        id="f",
        title="t",
        points=1,
        shapes=((3,),),
        requires="It dips.",
        fault=lambda _: "no",
        drawing=ChordSketch(curve=x**3),
    )
    assert drawing_of(judge(make_exam, item, [0, 2, 0.5], None)).kind == "chord"
    mistaken = item.model_copy(update={"drawing": ChordSketch(curve=7)})
    assert drawing_of(judge(make_exam, mistaken, [0, 2, 0.5], None)) is None


def test_a_sketch_is_read_by_its_kind() -> None:
    """As from a released course; an unknown kind is told with those there are."""
    fields = {"id": "f", "title": "t", "points": 1}
    read = FunctionItem.model_validate({**fields, "drawing": {"kind": "descent", "answer": "step"}})
    assert read.drawing == DescentSketch(answer="step")
    with pytest.raises(ValueError, match="there is no kind of sketch 'oil', only chord, descent"):
        FunctionItem.model_validate({**fields, "drawing": {"kind": "oil"}})
    with pytest.raises(ValueError, match="a curve is an expression, or the place"):
        ChordSketch(curve="x**2")


@pytest.mark.parametrize(
    "changed",
    [
        {"differing": [[0, 9]]},
        {"differing": [[-1, 0]]},
        {"gave": [[1, 2], [3]]},
        {"gave": []},
        {"expected": [[1, 2, 3]]},
        {"expected": [[1, 2], [1, 2]]},
    ],
)
def test_a_table_that_somebody_made_up_is_none(changed: dict[str, object]) -> None:
    """A report that was kept is the word of whoever had it: what cannot be drawn cannot be read."""
    sound = {"kind": "table", "shape": [2], "start": [0, 0], "gave": [[1, 2]], "expected": [[1, 3]],
             "differing": [[0, 1]], "count": 1}  # fmt: skip
    Table.model_validate(sound)
    with pytest.raises(ValidationError):
        Table.model_validate({**sound, **changed})


def test_a_fit_has_a_height_for_each_point() -> None:
    """So has one that somebody made up."""
    graph = {"low": 0, "high": 1, "heights": [0, 1]}
    sound = {"kind": "fit", "points": [[0, 1]], "count": 1, "predicted": [1], "given": graph, "given_squares": 0}
    Fit.model_validate(sound)
    with pytest.raises(ValidationError):
        Fit.model_validate({**sound, "predicted": []})


@pytest.mark.parametrize(
    "sketch", [DescentSketch(function=7), DescentSketch(start=-1), NetworkSketch(arguments=(0, 1, 3))]
)
def test_an_argument_that_is_not_there_is_the_author_s_mistake(sketch: Sketch) -> None:
    """Told when the exercise is loaded, and not by a picture that is missing."""
    case = (2, 1.0, 0.5)
    FunctionItem(id="f", title="t", points=1, cases=(case,), drawing=DescentSketch())
    with pytest.raises(ValueError, match=r"is drawn by its argument (7|-1|3), but it is called with 3 arguments"):
        FunctionItem(id="f", title="t", points=1, cases=(case,), drawing=sketch)


def test_a_witness_without_a_drawing_is_written_as_before() -> None:
    """Byte for byte; and the published schema tells all kinds apart."""
    assert "drawing" not in Witness(kind="call", text="f() gave 1").model_dump()
    defined = Witness.model_json_schema(mode="serialization")["$defs"]
    assert {model.__name__ for model in get_args(get_args(OfAnyKind)[0])} <= {*defined}
    assert defined["Chord"]["properties"]["at"]["type"] == "number"


COURSE = {
    "xor/weights_with_bias_row_last/xor_weights": "network",
    "convexity/chord_on_the_convex_side/x3_witness": "chord",
    "gradient_descent/uphill/step": "descent",
    "linear_predictor/fit_with_zero_bias/fit": "fit",
    "hessian/largest_eigenvector/negative_direction": "form",
    "second_derivative/forgotten_half/tangent_parabola": "tangent",
    "gradient_descent_nd/one_step_only/gradient_descent": "descent_plane",
}
"""Exercise, submission and item, to the kind of drawing that a student gets."""


@pytest.mark.parametrize("name", COURSE)
def test_the_course_that_ships_has_pictures(mark: Mark, name: str) -> None:
    """Through the wall and back, twice the same."""
    exercise, submission, item = name.split("/")
    folder = SUBMISSIONS / "misconceptions" / exercise / submission
    found = [_drawing(mark(folder, exercise).items, item) for _ in range(2)]
    assert found[0].kind == COURSE[name]
    assert found[0].model_dump_json() == found[1].model_dump_json()
    assert_sound(found[0])
    assert draw(found[0]).alt


def _drawing(items: Any, wanted: str) -> Any:
    return next(item.witness.drawing for item in items if item.id == wanted)
