"""Functions given by expressions give what SymPy itself gives."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.sandbox.functions import ExpressionFunction

x, y = sympy.symbols("x y")
EXPRESSIONS = [
    x**2, 3 * x - 1, sympy.Abs(x), x**4 - x / 3, sympy.exp(x), 1 / x, x**-3, sympy.sqrt(x), x ** sympy.Rational(1, 3),
    sympy.sin(x) * sympy.cos(x), sympy.Max(x, 0, 1), sympy.Min(x, 2), sympy.sign(x), sympy.pi * x, 2**x, x**x,
    sympy.Piecewise((x, x > 1), (x**2, True)), sympy.atan(x), sympy.sinh(x), sympy.Integer(7), 0.1 * x,
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
@pytest.mark.parametrize("point", [2, 0.5, 3.0])
def test_a_number_gives_the_expression_s_value(expression: sympy.Expr, point: float) -> None:
    """To double precision, for ints and floats alike."""
    value = ExpressionFunction((x,), expression)(point)
    assert value == pytest.approx(float(expression.subs(x, sympy.Rational(str(point)))), rel=1e-12)


@pytest.mark.parametrize("expression", [expression for expression in EXPRESSIONS if expression.free_symbols], ids=str)
def test_an_array_gives_an_array(expression: sympy.Expr) -> None:
    """Elementwise, with the shape kept."""
    f, points = ExpressionFunction((x,), expression), np.array([[0.5, 2.0], [1.0, 3.0]])
    assert f(points) == pytest.approx(np.array([[f(float(point)) for point in row] for row in points]))


def test_sympy_arguments_stay_exact() -> None:
    """A symbol or a fraction of SymPy's gives an expression."""
    f = ExpressionFunction((x, y), x * y**2)
    assert f(y, sympy.Rational(1, 3)) == y / 9


def test_fractions_are_taken_as_numbers() -> None:
    """Also where NumPy has no function for them."""
    assert ExpressionFunction((x,), sympy.exp(x))(Fraction(1, 2)) == pytest.approx(np.exp(0.5))
    assert ExpressionFunction((x,), x**2)(Fraction(1, 3)) == Fraction(1, 9)


def test_a_wrong_number_of_arguments_is_told() -> None:
    """As Python would."""
    with pytest.raises(TypeError, match=r"f takes 1 argument\(s\) \(x\), 2 were given"):
        ExpressionFunction((x,), x)(1, 2)


PLANE, LINE = ExpressionFunction((x, y), x * y**2), ExpressionFunction((x,), x**2, takes_point=True)
SINGLE = [np.array([3.0]), [3.0], (3,), 3.0, np.float64(3), sympy.Matrix([3]), np.array(3.0)]
PAIRS = [
    np.array([2.0, 3.0]), np.array([2, 3]), [2, 3.0], (Fraction(2), 3), sympy.Matrix([2, 3]), sympy.Matrix([[2, 3]]),
    np.array([2, 3], dtype=object), [np.float32(2), np.int64(3)],
]  # fmt: skip


@pytest.mark.parametrize("point", PAIRS, ids=repr)
def test_a_point_is_as_good_as_its_numbers(point: Any) -> None:
    """The lecture writes phi(x) for a vector x; the value is a number either way."""
    assert np.shape(PLANE(point)) == ()
    assert PLANE(point) == PLANE(*point) == 18


@pytest.mark.parametrize("point", SINGLE, ids=repr)
def test_a_function_of_points_gives_a_number_on_the_line_too(point: Any) -> None:
    """Where d is 1, an array of shape (1,) is a point."""
    assert np.shape(LINE(point)) == ()
    assert LINE(point) == 9


def test_arrays_of_several_numbers_are_taken_entry_by_entry() -> None:
    """As whole columns of a design matrix are; without `takes_point` an array of one number too."""
    columns = np.array([[2.0, 1.0, 0.0], [3.0, 2.0, 1.0]])
    assert PLANE(*columns).tolist() == PLANE(list(columns)).tolist() == [18.0, 4.0, 0.0]
    assert LINE(columns[0]).tolist() == [4.0, 1.0, 0.0]
    assert ExpressionFunction((x,), x**2)(np.array([3.0])).tolist() == [9.0]


def test_a_point_of_symbols_gives_an_expression() -> None:
    """Whether it is a list or a column of SymPy's."""
    assert PLANE([y, x]) == PLANE(sympy.Matrix([y, x])) == y * x**2


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ((1.0,), "1 was given"),
        ((1.0, 2.0, 3.0), "3 were given"),
        ((), "0 were given"),
        ((np.ones(3),), r"an array of shape \(3,\) was given"),
        (([1.0, 2.0, 3.0],), r"an array of shape \(3,\) was given"),
        ((np.ones((2, 1)),), r"an array of shape \(2, 1\) was given"),
        (([[1, 2], [3]],), "an array of shape .* was given"),
        ((sympy.eye(2),), r"an array of shape \(2, 2\) was given"),
    ],
)
def test_the_wrong_number_of_numbers_is_told(arguments: tuple[Any, ...], given: str) -> None:
    """With both ways in which the function may be called."""
    with pytest.raises(TypeError, match=rf"f takes 2 numbers \(x, y\), or a point: one array of shape \(2,\); {given}"):
        PLANE(*arguments)


GRADIENT = ExpressionFunction.of_vectors((x, y), (2 * x + y, x, sympy.Integer(3)))


@pytest.mark.parametrize("point", [np.array([1.0, 0.5]), [1, 0.5], (Fraction(1), 0.5)], ids=str)
def test_a_vector_gives_a_vector(point: Any) -> None:
    """An array, whatever holds the numbers."""
    value = GRADIENT(point)
    assert isinstance(value, np.ndarray)
    assert value.tolist() == [2.5, 1.0, 3.0]


def test_a_gradient_takes_the_numbers_too() -> None:
    """Of one variable it takes one number."""
    assert GRADIENT(1.0, 0.5).tolist() == [2.5, 1.0, 3.0]
    assert ExpressionFunction.of_vectors((x,), (2 * x,))(3.0).tolist() == [6.0]
    assert GRADIENT(sympy.Matrix([y, x])).tolist() == [2 * y + x, y, 3]
    with pytest.raises(TypeError, match=r"f takes an array of shape \(2,\), or 2 numbers, 3 were given"):
        GRADIENT(1.0, 2.0, 3.0)


def test_a_vector_of_symbols_gives_expressions() -> None:
    """As a student may do who works with SymPy throughout."""
    assert GRADIENT([y, x]).tolist() == [2 * y + x, y, 3]


@pytest.mark.parametrize("point", [1.0, [1.0], [[1.0], [2.0]], [1.0, 2.0, 3.0]], ids=str)
def test_a_point_of_another_shape_is_told(point: Any) -> None:
    """With both shapes, as the sentence has to help."""
    with pytest.raises(TypeError, match=r"f takes an array of shape \(2,\), not \("):
        GRADIENT(point)
