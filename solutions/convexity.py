"""Reference and misconceptions for `convexity`."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import DerivativeOf, Equals, Misconception, Satisfies


def chord_gap(f: Callable[[float], float], a: float, b: float, t: float) -> float:
    """How far the chord of f from a to b is above the graph, at the share t of the way.

    Parameters
    ----------
    f : callable
        A function of one number.
    a, b : float
        Where the chord starts and ends.
    t : float
        Share of the way from a to b, in [0, 1].

    Returns
    -------
    float
        (1 - t) f(a) + t f(b) - f((1 - t) a + t b), in the unit of f.
    """
    return (1 - t) * f(a) + t * f(b) - f((1 - t) * a + t * b)


def abs_is_convex() -> bool:
    """Whether f(x) = |x| is convex; `abs_pieces` is the evidence.

    Returns
    -------
    bool
    """
    return True


def abs_pieces() -> list[tuple[float, float]]:
    """The affine functions whose maximum is |x|.

    Returns
    -------
    list of (slope, intercept), both float
        The functions slope * x + intercept.
    """
    return [(1, 0), (-1, 0)]


def x4_is_convex() -> bool:
    """Whether f(x) = x^4 is convex; `x4_second_derivative` is the evidence.

    Returns
    -------
    bool
    """
    return True


def x4_second_derivative(x: sympy.Symbol) -> sympy.Expr:
    """The second derivative of f(x) = x^4.

    Parameters
    ----------
    x : Symbol
        The variable.

    Returns
    -------
    Expr
        An expression in x.
    """
    return sympy.diff(x**4, x, 2)


def second_derivative_test_applies() -> dict[str, bool]:
    """Whether the second derivative test proves that |x| and x^4 are convex.

    Returns
    -------
    dict of str to bool
        With the keys "abs" and "x4".
    """
    return {"abs": False, "x4": True}


def x3_witness() -> tuple[float, float, float]:
    """A chord that shows that f(x) = x^3 is not convex.

    Returns
    -------
    a, b, t : float
        The chord from a to b runs below the graph at (1 - t) a + t b, with t in [0, 1].
    """
    return -2, 0, 0.5


def reversed_gap(f: Callable[[float], float], a: float, b: float, t: float) -> float:
    return -chord_gap(f, a, b, t)


def swapped_ends(f: Callable[[float], float], a: float, b: float, t: float) -> float:
    return t * f(a) + (1 - t) * f(b) - f((1 - t) * a + t * b)


def swapped_throughout(f: Callable[[float], float], a: float, b: float, t: float) -> float:
    return chord_gap(f, b, a, t)


def only_the_midpoint(f: Callable[[float], float], a: float, b: float, t: float) -> float:  # noqa: ARG001 - the fault
    return chord_gap(f, a, b, 0.5)


def not_differentiable_so_not_convex() -> bool:
    return False


def one_branch() -> list[tuple[float, float]]:
    return [(1, 0)]


def _has_one_branch(pieces: NDArray[np.float64]) -> bool:
    slopes, intercepts = pieces.T
    return bool(len(set(slopes)) == 1 and abs(slopes[0]) == 1 and np.all(intercepts == 0))


def flat_at_zero_so_not_convex() -> bool:
    return False


def first_derivative(x: sympy.Symbol) -> sympy.Expr:
    return 4 * x**3


def exponent_not_multiplied(x: sympy.Symbol) -> sympy.Expr:
    return 4 * x**2


def third_derivative(x: sympy.Symbol) -> sympy.Expr:
    return 24 * x


def convex_so_the_test_applies() -> dict[str, bool]:
    return {"abs": True, "x4": True}


def test_needs_strictly_positive() -> dict[str, bool]:
    return {"abs": False, "x4": False}


def chord_on_the_convex_side() -> tuple[float, float, float]:
    return 0, 2, 0.5


def chord_at_its_end() -> tuple[float, float, float]:
    return -2, 0, 0


def _is_on_the_convex_side(chord: NDArray[np.float64]) -> bool:
    return bool(chord[0] >= 0 and chord[1] >= 0 and 0 < chord[2] < 1)


def _is_at_an_end(chord: NDArray[np.float64]) -> bool:
    return bool(chord[2] in {0, 1} or chord[0] == chord[1])


misconceptions = (
    Misconception(
        of="chord_gap",
        wrong=reversed_gap,
        says="The sign is reversed: the gap is the chord minus the graph, so that it is at least 0 for convex f.",
    ),
    Misconception(
        of="chord_gap",
        wrong=swapped_ends,
        says="On the chord t and 1 - t are swapped, in the argument of f they are not: f(a) goes with 1 - t.",
    ),
    Misconception(
        of="chord_gap",
        wrong=swapped_throughout,
        says="t and 1 - t are swapped everywhere: at t = 0 the point is a, at t = 1 it is b.",
    ),
    Misconception(
        of="chord_gap",
        wrong=only_the_midpoint,
        says="The gap does not depend on t: it is always taken in the middle.",
    ),
    Misconception(
        of="abs_is_convex",
        wrong=not_differentiable_so_not_convex,
        says="|x| has no derivative at 0, but convexity does not ask for one: no chord of |x| runs below the graph.",
    ),
    Misconception(
        of="abs_pieces",
        wrong=one_branch,
        explains=_has_one_branch,
        says="This is one branch of |x| only; the other one is needed where x has the other sign.",
    ),
    Misconception(
        of="x4_is_convex",
        wrong=flat_at_zero_so_not_convex,
        says="The second derivative of x^4 is 0 at 0, and that is allowed: convex needs at least 0, not above 0.",
    ),
    Misconception(
        of="x4_second_derivative",
        wrong=first_derivative,
        says="This is the first derivative; the second one is its derivative.",
    ),
    Misconception(
        of="x4_second_derivative",
        wrong=exponent_not_multiplied,
        says="In the second step the exponent 3 was lowered, but not multiplied to the front.",
    ),
    Misconception(
        of="x4_second_derivative",
        wrong=third_derivative,
        says="This is the third derivative.",
    ),
    Misconception(
        of="second_derivative_test_applies",
        wrong=convex_so_the_test_applies,
        says="|x| is convex, but the test does not show it: |x| has no second derivative at 0.",
    ),
    Misconception(
        of="second_derivative_test_applies",
        wrong=test_needs_strictly_positive,
        says="The second derivative of x^4 is 0 at 0; the test asks for at least 0, so it applies.",
    ),
    Misconception(
        of="x3_witness",
        wrong=chord_on_the_convex_side,
        explains=_is_on_the_convex_side,
        says="For x >= 0 the graph of x^3 curves upwards, and no chord there runs below it; look at negative x.",
    ),
    Misconception(
        of="x3_witness",
        wrong=chord_at_its_end,
        explains=_is_at_an_end,
        says="At its ends a chord meets the graph, so the gap is 0; a point between two different ends is needed.",
    ),
)


def _is_the_height_of_the_line(gap: float, f: Callable[[float], float], a: float, b: float, t: float) -> bool:
    """The line through both ends has one slope: its height over the point between follows from it."""
    between = a + t * (b - a)
    slope = (f(b) - f(a)) / (b - a) if a != b else 0.0
    return bool(np.isclose(f(between) + gap, f(a) + slope * (between - a)))


def _is_the_same_from_both_ends(gap: float, f: Callable[[float], float], a: float, b: float, t: float) -> bool:
    back = chord_gap(f, b, a, 1 - t)
    ends = [chord_gap(f, a, b, end) for end in (0, 1)]
    return bool(np.allclose([back, *ends], [gap, 0, 0]))


def _is_known_for_the_square(gap: float, f: Callable[[float], float], a: float, b: float, t: float) -> bool:  # noqa: ARG001
    """The chord of x^2 is t (1 - t) (b - a)^2 above the graph, whatever f is: it is asked for that function."""
    return bool(np.isclose(chord_gap(lambda x: x * x, a, b, t), t * (1 - t) * (b - a) ** 2))


def _is_not_below_the_graph_of_a_convex_function(
    gap: float,
    f: Callable[[float], float],
    a: float,
    b: float,
    t: float,  # noqa: ARG001 - the gap has to fit only f
) -> bool:
    places = np.linspace(min(a, b), max(a, b), 41)
    slopes = np.diff([f(place) for place in places])
    return bool(gap >= -1e-9 or np.any(np.diff(slopes) < -1e-12))


def _are_the_branches_of_abs(pieces: list[tuple[float, float]]) -> bool:
    return all(max(slope * x + intercept for slope, intercept in pieces) == abs(x) for x in _PLACES)


def _fourth_power(x: sympy.Expr) -> sympy.Expr:
    return x * x * x * x


def _are_as_differences_say(applies: dict[str, bool]) -> bool:
    """A second difference over h^2 goes on growing at a kink as h gets smaller; else it nears f''."""
    functions: dict[str, Callable[[Any], Any]] = {"abs": abs, "x4": lambda x: x**4}

    def passes(f: Callable[[Any], Any]) -> bool:
        coarse, fine = ([(f(x + h) - 2 * f(x) + f(x - h)) / h**2 for x in _PLACES] for h in (0.01, 0.005))
        is_smooth = all(abs(here) < abs(there) + 1 for here, there in zip(fine, coarse, strict=True))
        return is_smooth and min(fine) >= 0

    return applies == {name: passes(f) for name, f in functions.items()}


def _has_no_dip(f: Callable[[Any], Any]) -> bool:
    """No chord between two of some places is below the graph at half of its way."""
    return all((f(a) + f(b)) / 2 >= f((a + b) / 2) for a in _PLACES for b in _PLACES)


def _shows_a_dip_of_the_cube(chord: tuple[float, float, float]) -> bool:
    a, b, t = map(Fraction, chord)
    between = a + t * (b - a)
    return 0 <= t <= 1 and a**3 + t * (b**3 - a**3) < between**3


_PLACES = [Fraction(place, 4) for place in range(-12, 13)]

laws = (
    Satisfies("the gap leads from the graph to the line through the ends", chord_gap, _is_the_height_of_the_line),
    Satisfies("the chord from b to a is the same, and meets the graph", chord_gap, _is_the_same_from_both_ends),
    Satisfies("the gap of x^2 is t (1 - t) (b - a)^2", chord_gap, _is_known_for_the_square),
    Satisfies("the gap of a convex function is not below 0", chord_gap, _is_not_below_the_graph_of_a_convex_function),
    Equals(abs_is_convex, "_has_no_dip(abs)"),
    Satisfies("the largest of the pieces is |x|", abs_pieces, _are_the_branches_of_abs),
    Equals(x4_is_convex, "_has_no_dip(_fourth_power)"),
    DerivativeOf(x4_second_derivative, _fourth_power, wrt="x", order=2),
    Satisfies("differences find f'' and no sign below 0", second_derivative_test_applies, _are_as_differences_say),
    Satisfies("the chord of x^3 is below its graph", x3_witness, _shows_a_dip_of_the_cube),
)
