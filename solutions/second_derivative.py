"""Reference and misconceptions for `second_derivative`."""

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy

from grader import DerivativeOf, Misconception, Satisfies

CLASSES = {
    "square": "strictly convex",
    "fourth_power": "strictly convex",
    "cube": "neither",
    "line": "affine",
    "constant": "affine",
    "exponential": "strictly convex",
    "minus_square": "strictly concave",
    "cosine": "neither",
    "softplus": "strictly convex",
    "sigmoid": "neither",
    "minus_exponential": "strictly concave",
    "absolute_value": "convex",
    "relu": "convex",
    "minus_absolute_value": "concave",
    "two_kinks": "neither",
}


def second_derivative(f: sympy.Expr, x: sympy.Symbol) -> sympy.Expr:
    """The second derivative of a function of one variable.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.

    Returns
    -------
    Expr
        An expression in x.
    """
    return sympy.diff(f, x, 2)


def tangent_line(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    """The polynomial of degree at most 1 that touches f at a point, h1.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.
    x0 : int
        Where the line touches the graph.

    Returns
    -------
    Expr
        An expression in x, with the value and the first derivative of f at x0.
    """
    return f.subs(x, x0) + sympy.diff(f, x).subs(x, x0) * (x - x0)


def tangent_parabola(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    """The polynomial of degree at most 2 that touches f at a point, h2.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.
    x0 : int
        Where the parabola touches the graph.

    Returns
    -------
    Expr
        An expression in x, with the value and the first two derivatives of f at x0.
    """
    return tangent_line(f, x, x0) + second_derivative(f, x).subs(x, x0) / 2 * (x - x0) ** 2


def test_applies(f: sympy.Expr, x: sympy.Symbol) -> bool:
    """Whether the second derivative test shows that a function is convex on the whole line.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.

    Returns
    -------
    bool
        True if f has a second derivative everywhere that is never negative.
    """
    return not f.has(sympy.Abs, sympy.Max) and _least_second_derivative(f, x) >= 0


def classify(name: str) -> str:
    """What is known of a function's curvature.

    Parameters
    ----------
    name : str
        The name of a function, such as "square" or "relu".

    Returns
    -------
    str
        "strictly convex", "convex" (but not strictly), "strictly concave", "concave" (but not strictly), "affine" or
        "neither".
    """
    return CLASSES[name]


def _least_second_derivative(f: sympy.Expr, x: sympy.Symbol) -> float:
    """At points that lie dense enough here: whatever is asked for is negative along at least 0.5, if anywhere."""
    return float(np.min(sympy.lambdify(x, second_derivative(f, x))(np.linspace(-6, 6, 193))))


def first_derivative(f: sympy.Expr, x: sympy.Symbol) -> sympy.Expr:
    return sympy.diff(f, x)


def square_of_the_first(f: sympy.Expr, x: sympy.Symbol) -> sympy.Expr:
    return sympy.diff(f, x) ** 2


def slope_that_varies(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    return f.subs(x, x0) + sympy.diff(f, x) * (x - x0)


def line_from_the_axis(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    return f.subs(x, x0) + sympy.diff(f, x).subs(x, x0) * x


def line_through_the_origin(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    return sympy.diff(f, x).subs(x, x0) * (x - x0)


def forgotten_half(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    return tangent_line(f, x, x0) + second_derivative(f, x).subs(x, x0) * (x - x0) ** 2


def forgotten_square(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    return tangent_line(f, x, x0) + second_derivative(f, x).subs(x, x0) / 2 * (x - x0)


def forgotten_slope(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    return f.subs(x, x0) + second_derivative(f, x).subs(x, x0) / 2 * (x - x0) ** 2


def strictly_positive_demanded(f: sympy.Expr, x: sympy.Symbol) -> bool:
    return not f.has(sympy.Abs, sympy.Max) and _least_second_derivative(f, x) > 0


def convex_so_the_test_applies(f: sympy.Expr, x: sympy.Symbol) -> bool:
    return f.has(sympy.Abs, sympy.Max) or test_applies(f, x)


def one_point_looked_at(f: sympy.Expr, x: sympy.Symbol) -> bool:
    return not f.has(sympy.Abs, sympy.Max) and bool(second_derivative(f, x).subs(x, 0) >= 0)


def flat_so_not_strict(name: str) -> str:
    return "convex" if name == "fourth_power" else classify(name)


def never_strict(name: str) -> str:
    return classify(name).removeprefix("strictly ")


def affine_is_neither(name: str) -> str:
    return "neither" if classify(name) == "affine" else classify(name)


def rising_so_convex(name: str) -> str:
    return "convex" if name in {"cube", "sigmoid"} else classify(name)


def kink_so_neither(name: str) -> str:
    return "neither" if classify(name) in {"convex", "concave"} else classify(name)


def convex_so_strictly(name: str) -> str:
    return f"strictly {classify(name)}" if classify(name) in {"convex", "concave"} else classify(name)


misconceptions = (
    Misconception(
        of="second_derivative",
        wrong=first_derivative,
        says="This is the first derivative; the second one is its derivative.",
    ),
    Misconception(
        of="second_derivative",
        wrong=square_of_the_first,
        says="This is the first derivative squared; the second derivative is the derivative of the first.",
    ),
    Misconception(
        of="tangent_line",
        wrong=slope_that_varies,
        says="The derivative still holds x, so that this is no line; a tangent has the slope of f at x0 throughout.",
    ),
    Misconception(
        of="tangent_line",
        wrong=line_from_the_axis,
        says="The slope is multiplied by x itself, so that the value f(x0) is met at x = 0; it belongs at x = x0.",
    ),
    Misconception(
        of="tangent_line",
        wrong=line_through_the_origin,
        says="At x0 this line is 0; a tangent meets the graph there, at the height f(x0).",
    ),
    Misconception(
        of="tangent_parabola",
        wrong=forgotten_half,
        says="Its second derivative is twice that of f: differentiating (x - x0)^2 twice gives a factor 2.",
    ),
    Misconception(
        of="tangent_parabola",
        wrong=forgotten_square,
        says="This is a line: the term with the second derivative is not quadratic, and changes the slope instead.",
    ),
    Misconception(
        of="tangent_parabola",
        wrong=forgotten_slope,
        says="At x0 this parabola is flat: the term with the first derivative is missing.",
    ),
    Misconception(
        of="test_applies",
        wrong=strictly_positive_demanded,
        says="A second derivative above 0 is demanded; the test asks for at least 0, so 0 is allowed.",
    ),
    Misconception(
        of="test_applies",
        wrong=convex_so_the_test_applies,
        says="|x| and max(x, 0) are convex, but the test does not show it: at the kink there is no second derivative.",
    ),
    Misconception(
        of="test_applies",
        wrong=one_point_looked_at,
        says="The second derivative was looked at in x = 0 only; the test asks for every x.",
    ),
    Misconception(
        of="classify",
        wrong=flat_so_not_strict,
        says="The second derivative of x^4 is 0 at one point only, and no chord touches the graph between its ends.",
    ),
    Misconception(
        of="classify",
        wrong=never_strict,
        says="Every convex function is called convex; where each chord runs above the graph, more can be said.",
    ),
    Misconception(
        of="classify",
        wrong=affine_is_neither,
        says="Lines are called neither, but on a line every chord lies in the graph: it meets both definitions.",
    ),
    Misconception(
        of="classify",
        wrong=rising_so_convex,
        says="A function that rises everywhere is called convex, but its slope rises and falls again somewhere.",
    ),
    Misconception(
        of="classify.kinks",
        wrong=kink_so_neither,
        says="A kink is taken for a fault, but convexity asks for no derivative: look at the chords.",
    ),
    Misconception(
        of="classify.kinks",
        wrong=convex_so_strictly,
        says="Functions made of straight pieces are called strictly convex; along a piece the chord is the graph.",
    ),
)


def _touches_as_a_line(line: sympy.Expr, f: sympy.Expr, x: sympy.Symbol, x0: int) -> bool:
    return _touches(line, f, x, x0, degree=1)


def _touches_as_a_parabola(parabola: sympy.Expr, f: sympy.Expr, x: sympy.Symbol, x0: int) -> bool:
    return _touches(parabola, f, x, x0, degree=2)


def _touches(tangent: sympy.Expr, f: sympy.Expr, x: sympy.Symbol, x0: int, degree: int) -> bool:
    """It is a polynomial of that degree, and what it leaves over of f is 0 at x0 with as many derivatives."""
    left_over = f - tangent
    at_x0 = [sympy.diff(left_over, x, order).subs(x, x0) for order in range(degree + 1)]
    return all(sympy.expand(value) == 0 for value in (*at_x0, sympy.diff(tangent, x, degree + 1)))


def _passes_on_a_grid(applies: bool, f: sympy.Expr, x: sympy.Symbol) -> bool:  # noqa: FBT001 - a value
    """A second difference over h^2 goes on growing at a kink as h gets smaller; else it nears f''."""
    function, places = sympy.lambdify(x, f), np.linspace(-6, 6, 97)
    coarse, fine = (
        (function(places + h) - 2 * function(places) + function(places - h)) / h**2 for h in (1 / 64, 1 / 128)
    )
    is_smooth = bool(np.all(abs(fine) < 1.5 * abs(coarse) + 1))
    return applies == (is_smooth and bool(np.min(fine) > -1e-6))


_NAMED: dict[str, Callable[[Any], Any]] = {
    "square": lambda x: x**2,
    "fourth_power": lambda x: x**4,
    "cube": lambda x: x**3,
    "line": lambda x: 3 * x - 1,
    "constant": lambda x: 5 + 0 * x,
    "exponential": np.exp,
    "minus_square": lambda x: -(x**2),
    "cosine": np.cos,
    "softplus": lambda x: np.log(1 + np.exp(x)),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "minus_exponential": lambda x: -np.exp(x),
    "absolute_value": abs,
    "relu": lambda x: np.maximum(x, 0),
    "minus_absolute_value": lambda x: -abs(x),
    "two_kinks": lambda x: abs(x) - abs(x - 1),
}


def _is_seen_at_chords(text: str, name: str) -> bool:
    """At half of the way of all chords between some different places."""
    a, b = np.triu_indices(25, k=1)
    places, f = np.linspace(-4, 4, 25), _NAMED[name]
    gaps = (f(places[a]) + f(places[b])) / 2 - f((places[a] + places[b]) / 2)
    is_above, is_below = bool(np.any(gaps > 1e-9)), bool(np.any(gaps < -1e-9))
    if is_above == is_below:
        return text == ("neither" if is_above else "affine")
    strictly = "strictly " if np.all(abs(gaps) > 1e-9) else ""
    return text == strictly + ("convex" if is_above else "concave")


laws = (
    DerivativeOf(second_derivative, "f", wrt="x", order=2),
    Satisfies("h1 is affine, with the value and slope of f at x0", tangent_line, _touches_as_a_line),
    Satisfies("h2 has the value, slope and curvature of f at x0", tangent_parabola, _touches_as_a_parabola),
    Satisfies("differences find f'' and no sign below 0", test_applies, _passes_on_a_grid),
    Satisfies("it is what chords of the function show", classify, _is_seen_at_chords),
)
