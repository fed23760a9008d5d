"""Every slide of the lecture is examined, and every item examines a slide."""

import re
from collections import defaultdict
from typing import NamedTuple

import pytest

from grader.judging.key import CourseKey


class Slide(NamedTuple):
    """A slide, or a few on one topic where the exercise names the topic and no title."""

    exercise: str
    name: str
    """As the exercise's source names it: a title between quotes, a topic without."""
    items: str
    """Ids of the items that examine it."""


LECTURE = (
    Slide("linear_predictor", '"Linear Predictors"', "augment predict fit fit.dependent_columns"),
    Slide("linear_predictor", '"Linear Decision Boundaries"', "crosses_once"),
    Slide("basis_functions", '"Basis Functions"', "design_matrix predict fit"),
    Slide("basis_functions", '"Exercise: Why do this in two steps as opposed to one?"', "why_two_steps"),
    Slide("linear_basis", '"Linear Basis Functions"', "collapse is_linear_boundary parameters_wasted"),
    Slide("neural_network", '"Neural Networks"', "hidden parameter_count activation_regions"),
    Slide("neural_network", '"Neural Networks as Functions"', "network as_expression"),
    Slide("xor", '"The Xor Problem"', "no_linear_predictor"),
    Slide("xor", '"A Solution"', "relu relu.arrays network slide_outputs xor_weights"),
    Slide("square_loss", '"Training with the Square Loss"', "risk has_closed_form"),
    Slide("square_loss", '"Gradient of the Risk"', "gradient_output_weights"),
    Slide(
        "mean_squared_error",
        '"Example: Minimizing Mean Squared Error"',
        "risk risk_derivative gradient_descent_step minimizer",
    ),
    Slide("mean_squared_error", "its exercise", "x1 x1_choice"),
    Slide("gradient_descent", "gradient descent in one variable", "direction step"),
    Slide("gradient_descent", "its code", "gradient_descent iterations_until"),
    Slide("gradient_descent_nd", "gradient descent in several variables", "gradient step"),
    Slide("gradient_descent_nd", "its code", "gradient_descent stopped_by"),
    Slide("convexity", '"Convexity: Formal Definition"', "chord_gap x3_witness"),
    Slide("convexity", '"Is f(x) = |x| convex?"', "abs_is_convex abs_pieces second_derivative_test_applies"),
    Slide("convexity", '"f(x) = x^4 is convex"', "x4_is_convex x4_second_derivative second_derivative_test_applies"),
    Slide("second_derivative", "second derivatives", "second_derivative"),
    Slide("second_derivative", "the tangents h1 and h2", "tangent_line tangent_parabola"),
    Slide("second_derivative", "the second derivative test", "test_applies"),
    Slide("second_derivative", "which functions are convex", "classify classify.kinks"),
    Slide("hessian", '"The Hessian Matrix"', "hessian hessian.more_variables eigenvalues_at"),
    Slide("hessian", '"The Second Derivative Test"', "is_positive_semidefinite negative_direction is_convex"),
    Slide("convergence", "convexity and gradient descent", "largest_step guaranteed"),
    Slide("convergence", "functions that are not convex", "start_reaching stuck_at"),
)
_TITLE = re.compile(r'"[^"]+"')


@pytest.fixture(scope="module")
def sources(key: CourseKey) -> dict[str, str]:
    """What each exercise says it comes from, behind the lecture's own title."""
    return {
        exercise.name: exercise.exercise.source.removeprefix('Lecture "Neural Networks", ')
        for exercise in key.exercises
    }


@pytest.mark.parametrize("slide", LECTURE, ids=lambda slide: f"{slide.exercise}-{slide.name}")
def test_each_slide_is_examined_by_items_of_an_exercise_that_names_it(
    slide: Slide, key: CourseKey, sources: dict[str, str]
) -> None:
    """No slide is without an item, and the exercise says that it comes from there."""
    exercise = next(examined.exercise for examined in key.exercises if examined.name == slide.exercise)
    assert slide.items.split()
    assert set(slide.items.split()) <= {item.id for item in exercise.items}
    assert slide.name in sources[slide.exercise]


def test_each_item_examines_a_slide(key: CourseKey) -> None:
    """No item is about something that the lecture does not hold."""
    examining: defaultdict[str, set[str]] = defaultdict(set)
    for slide in LECTURE:
        examining[slide.exercise] |= set(slide.items.split())
    assert {exercise.name: {item.id for item in exercise.exercise.items} for exercise in key.exercises} == examining


def test_each_title_that_an_exercise_names_is_a_slide_of_the_lecture(sources: dict[str, str]) -> None:
    """A title that is misspelt, or of another lecture, is found."""
    named = {(exercise, title) for exercise, source in sources.items() for title in _TITLE.findall(source)}
    assert named == {(slide.exercise, slide.name) for slide in LECTURE if slide.name.startswith('"')}


def test_the_exercises_come_in_the_order_of_the_lecture(key: CourseKey) -> None:
    """`grade list` shows them as the lecture goes."""
    assert [exercise.name for exercise in key.exercises] == list(dict.fromkeys(slide.exercise for slide in LECTURE))
