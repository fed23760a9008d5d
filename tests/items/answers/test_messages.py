"""Wrong answers: the first rung of the ladder that fails, in a sentence that can be read aloud."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.compare import compare
from grader.items.answers.comparison import COMMA
from grader.items.answers.tolerance import Tolerance
from grader.sandbox.functions import FunctionHandle

x, y = sympy.symbols("x y")
UNKNOWN_TO_US = sympy.Integral(sympy.exp(sympy.sin(y)), (y, 0, x))
VECTOR, MATRIX = np.array([1.0, 2.0, 3.0]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
tower = sympy.Pow(10, sympy.Pow(10, 8, evaluate=False), evaluate=False)
many = sympy.Add(*([x] * 3000), evaluate=False)

RAVEL = "`np.ravel(...)` makes a row or column an array of one dimension."

OTHER_SYMBOL = "It holds y, which the expected one does not."
SKIPS = "Floats beyond 2**53 skip whole numbers; Python's `int` does not."
ONE_OF = "an array of shape (3,) is expected: return one of them"
ITEM = "`.item()` takes the one entry out."

TABLE: list[tuple[Any, Any, str, str]] = [
    # what it is
    (None, 1.0, "none", "The answer is None, as from a function without `return`; a number is expected."),
    (
        None,
        VECTOR,
        "none",
        "The answer is None, as from a function without `return`; an array of shape (3,) is expected.",
    ),
    (None, True, "none", "The answer is None, as from a function without `return`; True or False is expected."),
    (None, x**2, "none", "The answer is None, as from a function without `return`; a SymPy expression is expected."),
    ("2.0", 2.0, "type", "The answer is the text '2.0'; a number is expected. Without the quotes Python works it out."),
    (True, 1.0, "type", "The answer is the truth value True; a number is expected."),
    (np.array(True), 1.0, "type", "The answer is the truth value True; a number is expected."),
    (sympy.true, 1.0, "type", "The answer is the SymPy expression True; a number is expected."),
    (FunctionHandle(1), 1.0, "type", "The answer is a function (was it meant to be called?); a number is expected."),
    ({"a": 1}, 1.0, "type", "The answer is a dictionary; a number is expected."),
    ({1}, VECTOR, "type", "The answer is a set; an array of shape (3,) is expected."),
    ([1.0], 1.0, "type", "The answer is a list; a number is expected. `[0]` takes the one entry out."),
    ([[1.0]], 1.0, "type", "The answer is a list; a number is expected. `[0][0]` takes the one entry out."),
    ([1.0, 2.0], 1.0, "type", "The answer is a list; a number is expected."),
    (
        (1.0,),
        1.0,
        "type",
        "The answer is a tuple of 1 part; a number is expected. A comma behind a value makes a tuple of it.",
    ),
    ("two", 2.0, "type", "The answer is the text 'two'; a number is expected."),
    (
        (VECTOR,),
        VECTOR,
        "shape",
        f"The answer is a tuple of 1 part; an array of shape (3,) is expected.{COMMA}",
    ),
    (
        (np.eye(2), np.eye(2)),
        np.ones(2),
        "shape",
        "The answer is a tuple of 2 parts; an array of shape (2,) is expected: return one of them.",
    ),
    (
        ((1,), (2,), (3,)),
        VECTOR,
        "shape",
        f"The answer has shape (3, 1); shape (3,) is expected. {RAVEL}",
    ),
    (
        VECTOR,
        VECTOR[:, None],
        "shape",
        "The answer has shape (3,); shape (3, 1) is expected. `a[:, None]` makes a column of a vector.",
    ),
    (
        (sympy.eye(2), [1, 1]),
        sympy.Matrix([[x, 0], [0, x]]),
        "type",
        "The answer is a tuple of 2 parts; a SymPy matrix of shape (2, 2) is expected. Return one of them.",
    ),
    (np.array([1.0]), 1.0, "type", f"The answer is an array of shape (1,); a number is expected. {ITEM}"),
    (np.array([[1.0]]), 1.0, "type", f"The answer is an array of shape (1, 1); a number is expected. {ITEM}"),
    (VECTOR, 1.0, "type", "The answer is an array of shape (3,); a number is expected."),
    ((1.0, 2.0), 1.0, "type", "The answer is a tuple of 2 parts; a number is expected. Return one of them."),
    (
        sympy.Matrix([1]),
        1.0,
        "type",
        "The answer is a SymPy matrix of shape (1, 1); a number is expected. `[0]` takes the one entry out.",
    ),
    (x + 1, 1.0, "type", "The answer is the SymPy expression x + 1; a number is expected."),
    (sympy.zoo, 1.0, "type", "The answer is the SymPy expression zoo; a number is expected."),
    (2, True, "type", "The answer is the number 2; True or False is expected."),
    (np.float64(1), True, "type", "The answer is the number 1.0; True or False is expected."),
    (
        "True",
        True,
        "type",
        "The answer is the text 'True'; True or False is expected. Without the quotes Python works it out.",
    ),
    (np.array([True]), True, "type", f"The answer is an array of shape (1,); True or False is expected. {ITEM}"),
    (
        "12*x**2",
        x**2,
        "type",
        "The answer is the text '12*x**2'; a SymPy expression is expected. Without the quotes Python works it out.",
    ),
    (True, x**2, "type", "The answer is the truth value True; a SymPy expression is expected."),
    (1 + 2j, x**2, "type", "The answer is the number (1+2j); a SymPy expression is expected."),
    (
        sympy.Matrix([x]),
        x**2,
        "type",
        "The answer is a SymPy matrix of shape (1, 1); a SymPy expression is expected. `[0]` takes the one entry out.",
    ),
    (3, sympy.eye(2), "type", "The answer is the number 3; a SymPy matrix of shape (2, 2) is expected."),
    (3, "a", "type", "The answer is the number 3; a text is expected."),
    (3, {1}, "type", "The answer is the number 3; a set is expected."),
    (3, {"a": 1}, "type", "The answer is the number 3; a dictionary with the keys 'a' is expected."),
    (3, ["a", 1], "type", "The answer is the number 3; a list of 2 parts is expected."),
    # shape and length
    ([], VECTOR, "shape", "The answer has shape (0,); shape (3,) is expected."),
    (2.0, VECTOR, "shape", "The answer is a single number; shape (3,) is expected."),
    (VECTOR[:2], VECTOR, "shape", "The answer has shape (2,); shape (3,) is expected."),
    (
        VECTOR[:, None],
        VECTOR,
        "shape",
        f"The answer has shape (3, 1); shape (3,) is expected. {RAVEL}",
    ),
    (MATRIX.T, MATRIX, "shape", "The answer has shape (3, 2); shape (2, 3) is expected. `.T` swaps rows and columns."),
    (
        [[1, 2], [3]],
        MATRIX,
        "shape",
        "The rows of the answer differ in length; an array of shape (2, 3) is expected.",
    ),
    (
        (VECTOR, np.zeros(0), 3, VECTOR),
        VECTOR,
        "shape",
        f"The answer is a tuple of 4 parts; {ONE_OF}; the first and the fourth have that shape.",
    ),
    (
        (VECTOR, np.zeros((3, 3))),
        VECTOR,
        "shape",
        f"The answer is a tuple of 2 parts; {ONE_OF}; the first has that shape.",
    ),
    (
        (MATRIX, MATRIX),
        MATRIX,
        "shape",
        "The answer is a tuple of 2 parts; an array of shape (2, 3) is expected: return one of them.",
    ),
    (
        [],
        np.empty((0, 3)),
        "shape",
        "The answer is empty, and does not say how long its rows are; `np.empty((0, 3))` has shape (0, 3).",
    ),
    ([], MATRIX, "shape", "The answer is empty; shape (2, 3) is expected."),
    (sympy.zeros(0, 2), sympy.zeros(0, 3), "shape", "The matrix has shape (0, 2); shape (0, 3) is expected."),
    ([[x, 1], [2]], sympy.eye(2), "shape", "The rows of the answer differ in length; shape (2, 2) is expected."),
    (sympy.eye(3), sympy.eye(2), "shape", "The matrix has shape (3, 3); shape (2, 2) is expected."),
    ([1], [1, "a"], "length", "The answer has 1 part; 2 are expected."),
    # keys
    ({"a": 1}, {"a": 1, "b": 2}, "keys", "The dictionary has no key 'b'; it has 'a'."),
    ({}, {"a": 1}, "keys", "The dictionary has no key 'a'; it has none."),
    ({"a": 1, "c": 2}, {"a": 1}, "keys", "The dictionary has the key 'c', which was not asked for."),
    # dtype
    (1 + 2j, 1.0, "dtype", "The answer is complex, with an imaginary part that is not 0; real numbers are expected."),
    (
        complex(1, float("nan")),
        1.0,
        "dtype",
        "The answer is complex, with an imaginary part that is not 0; real numbers are expected.",
    ),
    (["a", "b", "c"], VECTOR, "dtype", "An entry of the answer is the text 'a'; a number is expected."),
    (np.array(["a"]), VECTOR, "dtype", "An entry of the answer is the text 'a'; a number is expected."),
    (VECTOR > 1, VECTOR, "dtype", "An entry of the answer is the truth value False; a number is expected."),
    ([1, None, 3], VECTOR, "dtype", "An entry of the answer is None; a number is expected."),
    (np.array([1, x, 2]), VECTOR, "dtype", "An entry of the answer is the SymPy expression x; a number is expected."),
    # too large
    (
        10**400,
        1.0,
        "too_large",
        "The answer cannot be worked with: it is beyond 1.8e308, the largest number that a float holds.",
    ),
    (
        [1, 2, 10**400],
        VECTOR,
        "too_large",
        "An entry of the answer cannot be worked with: it is beyond 1.8e308, the largest number that a float holds.",
    ),
    (tower, 1.0, "too_large", "The answer cannot be worked with: it holds a power that is too large to be worked out."),
    # nan and infinities
    (float("nan"), 1.0, "nan", "The answer is nan; a finite number is expected."),
    (-np.inf, 1.0, "nan", "The answer is -inf; a finite number is expected."),
    ([1, float("nan"), 3], VECTOR, "nan", "The answer holds nan at [1]; a finite number is expected."),
    ([[1, 2, 3], [4, np.inf, 6]], MATRIX, "nan", "The answer holds inf at [1][1]; a finite number is expected."),
    # values
    (3.0, 2.0, "value", "The number is not the expected one."),
    (1.0, np.inf, "value", "The number is not the expected one."),
    (-np.inf, np.inf, "value", "The number is not the expected one."),
    (10**400, 10**400 + 1, "value", "The number is not the expected one."),
    ([1, 2, 4], VECTOR, "value", "1 of 3 entries differ, the first at [2]."),
    (MATRIX + 1, MATRIX, "value", "6 of 6 entries differ, the first at [0][0]."),
    ([3, 2, 1], VECTOR, "value", "The numbers are the expected ones, but in another order."),
    (False, True, "value", "The answer False is not right."),
    ("b", "a", "value", "The answer 'b' is not right."),
    ({1, 3}, {1, 2}, "value", "The set does not have the expected elements."),
    ({True}, {1}, "value", "The set does not have the expected elements."),
    ([1, 2, 2, 3], {1, 2}, "value", "The set does not have the expected elements."),
    ({2**60}, {2**60 - 1}, "value", "The set does not have the expected elements."),
    (set(range(300)), set(range(1, 301)), "value", "The set does not have the expected elements."),
    (2.0**62, 2**62 + 1, "value", f"The number is not the expected one. {SKIPS}"),
    ([1, 2.0**62], [1, 2**62 + 1], "value", f"1 of 2 entries differ, the first at [1]. {SKIPS}"),
    ({"a": 1}, {"a": 2}, "value", "At ['a']: The number is not the expected one."),
    ([[1], [2, 4]], [[1], [2, 3]], "value", "At [1]: 1 of 2 entries differ, the first at [1]."),
    (
        4 * x**3,
        12 * x**2,
        "value",
        "The expression 4*x**3 is not the expected one: at x = 1 it is 4, which is not right.",
    ),
    (
        sympy.Symbol("y"),
        12 * x**2,
        "value",
        f"The expression y is not the expected one: at x = 0, y = -2 it is -2, which is not right. {OTHER_SYMBOL}",
    ),
    (sympy.exp(x), x, "value", "The expression exp(x) is not the expected one: at x = 0 it is 1, which is not right."),
    (
        sympy.nan,
        x,
        "value",
        "The expression nan is not the expected one: at x = 0 it has no value, which is not right.",
    ),
    (np.inf, x, "value", "The expression oo is not the expected one: at x = 0 it has no value, which is not right."),
    (
        sympy.Mod(x, 0, evaluate=False),
        x,
        "value",
        "The expression Mod(x, 0) is not the expected one: at x = 0 it has no value, which is not right.",
    ),
    (
        sympy.Matrix([[x, 0], [1, 1]]),
        sympy.Matrix([[x, 0], [2, 1]]),
        "value",
        "Entry [1, 0]: The number is not the expected one.",
    ),
    (None, "a", "none", "The answer is None, as from a function without `return`; a text is expected."),
    (3, None, "type", "The answer is the number 3; None is expected."),
]


@pytest.mark.parametrize(("answer", "expected", "code", "text"), TABLE, ids=lambda value: repr(value)[:40])
def test_a_wrong_answer_gets_the_first_rung_that_fails(answer: Any, expected: Any, code: str, text: str) -> None:
    """A stable code and one sentence: the observed fact, then what is asked for."""
    problem = compare(answer, expected, Tolerance()).problem
    assert problem is not None
    assert (problem.code, problem.text) == (f"answer.{code}", text)


DETAILS: list[tuple[Any, Any, str]] = [
    (-2.5, 2.5, "It is too small by 5."),
    (5.0, 2.5, "It is too large by 2.5."),
    (1.25, 2.5, "It is too small by 1.25."),
    (3, 2, "It is too large by 1."),
    (2**60, 2**60 - 1, "It is too large by 1."),
    (Fraction(1, 3), Fraction(1, 2), "It is too small by 0.167."),
    (2.525, 2.5, "It is too large by 1 %."),
    (1e13 + 0.125, 10**13, "It is too large by 0.125."),
    (9.25, 2.5, "It is too large by 6.75."),
    (1e-3, 0.0, "It is too large by 0.001."),
    (2.0**62, 2**62 + 1, f"It is too small by 1. {SKIPS}"),
    (float("inf"), 10**400, "The answer is inf; a finite number is expected."),
    (10**400 + 1, 10**400, "It is too large by 1."),
    (3 * 10**400, 10**400, "It is too large by about 2.00e+400."),
    (2.5 + 1j, 2.5 + 2j, "It is 1 away from the expected number."),
    (VECTOR * -1, VECTOR, "3 of 3 entries differ, the first at [0]: it is too small by 2."),
    ([2.0, 4.0, 0.0], [1.0, 2.0, 0.0], "2 of 3 entries differ, the first at [0]: it is too large by 1."),
    ([[1, 2], [3, 5]], [[1, 2], [3, 4]], "1 of 4 entries differ, the first at [1][1]: it is too large by 1."),
    ([1j, 1j], [1j, 3j], "1 of 2 entries differ, the first at [1]: it is 2 away from the expected number."),
    ([2**70, 1], [2**70 + 1, 1], "1 of 2 entries differ, the first at [0]: it is too small by 1."),
    ("convexe", "convex", ""),
    ([3, 2, 1], VECTOR, "The numbers are the expected ones, but in another order."),
    (4 * x**3, 12 * x**2, "The expression 4*x**3 is not the expected one: at x = 1 it is 4; expected is 12."),
    (
        sympy.Matrix([x]),
        sympy.Matrix([2 * x]),
        "Entry [0, 0]: The expression x is not the expected one: at x = 1 it is 1; expected is 2.",
    ),
    ({"a": 4.0}, {"a": 2.0}, "At ['a']: It is too large by 2."),
    (
        np.int64(-4249290049419214848),
        20 * 10**18,
        "NumPy's int64 ends at 9223372036854775807; Python's `int` has no end.",
    ),
    (True, False, ""),
]


@pytest.mark.parametrize(("answer", "expected", "text"), DETAILS, ids=lambda value: repr(value)[:40])
def test_where_the_expected_value_is_shown_it_is_said_what_differs(answer: Any, expected: Any, text: str) -> None:
    """How far off, and where; a factor shows in several calls only. Nothing that only repeats the verdict."""
    problem = compare(answer, expected, Tolerance()).revealed().problem
    assert problem is not None
    assert problem.text == text


@pytest.mark.parametrize(("answer", "expected"), [(-2.5, 2.5), (3, 2), (True, False), (5.0, 2.5)])
def test_where_it_is_not_shown_nothing_gives_it_away(answer: Any, expected: Any) -> None:
    """A factor together with the answer would be the key."""
    problem = compare(answer, expected, Tolerance()).discreet().problem
    assert problem is not None
    assert problem.text == ""


@pytest.mark.parametrize(
    ("answer", "expected", "why"),
    [
        (tower, x, "it holds a power that is too large to be worked out"),
        (many, 3000 * x, "it has more than 2,000 parts"),
        pytest.param(
            17 * x + 3,
            UNKNOWN_TO_US + 2,
            "there is no point at which both could be worked out",
            marks=pytest.mark.slow,
        ),
        ([x, tower], [x, x], "it holds a power that is too large to be worked out"),
        ({"f": tower}, {"f": x}, "it holds a power that is too large to be worked out"),
        ({x, tower}, {x, x + 1}, "it holds a power that is too large to be worked out"),
        (sympy.Matrix([[x, tower]]), sympy.Matrix([[x, 2 * x]]), "it holds a power"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_limit_of_ours_is_no_problem_of_the_answer(answer: Any, expected: Any, why: str) -> None:
    """It is open, neither right nor wrong, also as a part of a whole."""
    comparison = compare(answer, expected, Tolerance())
    assert (comparison.problem, comparison.is_open, comparison.agrees) == (None, True, False)
    assert any(why in said.text for said in comparison.notes)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [([tower, x], [x, 2 * x]), ({"f": tower, "g": x}, {"f": x, "g": 2 * x}), ({tower, x}, {x, x + 1, x + 2, 3})],
    ids=lambda value: type(value).__name__,
)
def test_a_part_that_is_wrong_counts_beside_an_open_one(answer: Any, expected: Any) -> None:
    """A point at which one part differs decides the whole."""
    problem = compare(answer, expected, Tolerance()).problem
    assert problem is not None
    assert problem.code == "answer.value"


def test_no_message_blames_or_shouts() -> None:
    """Students read these sentences when something went wrong."""
    texts = " ".join(row[3] for row in TABLE)
    assert not any(word in texts for word in ("!", "you ", "your ", "error", "invalid", "illegal", "np.float"))


def test_long_answers_are_cut_in_messages() -> None:
    """A text of a thousand letters would hide the sentence around it."""
    problem = compare("a" * 1000, 2.0, Tolerance()).problem
    assert problem is not None
    assert len(problem.text) < 120
