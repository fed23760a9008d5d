"""What `grader.maths` once said of convexity and definiteness, and should not have: proofs, domains, and time."""

import os
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import sympy

from grader.maths import definiteness
from grader.maths.convexity import Certificate, Step, Witness, classify, verify
from grader.maths.convexity.domain import line

x, y = sympy.symbols("x y", real=True)
REALS = sympy.Interval(-sympy.oo, sympy.oo)
t, _ = line(REALS)
CURVED = Step("quadratic", 2 * x**2)
FORGED = (
    (x**2 * y**2, Step("quadratic", x**2 * t**2)),
    (x * y, Step("quadratic", x * t)),
    (x * y, Step("affine", x * t)),
    (sympy.exp(x) * y**2, Step("quadratic", sympy.exp(x) * t**2)),
    (x**2 * y**2, Step("hessian", x**2 * t**2, (CURVED,), ("minors", 1, ()))),
)
NO_DOMAINS: tuple[dict[str, Any], ...] = (
    {"domain": {x: sympy.EmptySet}},
    {"domain": {x: sympy.Interval(1, 1)}},
    {"domain": {x: sympy.FiniteSet(1, 2)}},
    {"domain": {x: None}},
    {"domain": {x: ()}},
    {"domain": {x: 0}},
    {"domain": {x: sympy.Interval(0, sympy.Symbol("a", real=True))}},
    {"domain": {y: sympy.Interval(0, 1)}},
    {"constraints": [x > 1, x < 0]},
    {"constraints": [x >= 1, x <= 1]},
    {"constraints": [x**2 < -1]},
    {"constraints": [sympy.S.true]},
    {"constraints": [y > 0]},
)
NO_VARIABLES: tuple[list[sympy.Symbol], ...] = (
    [],
    [x, x],
    [y],
    [sympy.Symbol("x", imaginary=True)],
    [sympy.Symbol("x", commutative=False)],
)


@pytest.mark.parametrize(("expression", "outer"), FORGED, ids=str)
def test_a_forged_composition_is_refused(expression: sympy.Expr, outer: Step) -> None:
    """maths_forged_composed: an outer function depends on its one argument and on nothing else."""
    step = Step("composed", expression, (outer,), (outer.expression, y, REALS))
    assert not verify(Certificate("convex", step), expression, [x, y], seconds=60)
    assert classify(expression, [x, y], seconds=60).convex.verdict == "no"


@pytest.mark.parametrize("region", NO_DOMAINS, ids=str)
def test_what_is_no_domain_is_refused(region: dict[str, Any]) -> None:
    """maths_empty_domain: an empty domain is not the same as none, nor is one of another variable."""
    chord = Witness("convex", (sympy.Integer(-1),), (sympy.Integer(0),), sympy.Rational(1, 2))
    for ask in (lambda: classify(x**3, [x], **region), lambda: verify(chord, x**3, [x], **region)):
        with pytest.raises(ValueError, match=r"interval|variable|constraints|relation"):
            ask()


@pytest.mark.parametrize("variables", NO_VARIABLES, ids=str)
def test_what_is_no_variable_is_refused(variables: list[sympy.Symbol]) -> None:
    """No variables are no function, also of a constant."""
    expression = sympy.Integer(5) if len(variables) != 1 or variables[0] != y else x
    with pytest.raises(ValueError, match="variable"):
        classify(expression, variables)


def test_an_empty_domain_mapping_is_none() -> None:
    """Nothing said of any variable, or of some only: the others are real, or what their assumptions leave."""
    nothing_said: tuple[dict[sympy.Symbol, sympy.Set] | None, ...] = (None, {})
    for domain in nothing_said:
        assert classify(x**2, [x], domain=domain, seconds=60).convex.verdict == "yes"
    above = {x: sympy.Interval(0, sympy.oo)}
    assert classify(x**3 + y**2, [x, y], domain=above, seconds=60).convex.verdict == "yes"
    assert classify(x**3, [x], constraints=[2 * x >= 0], seconds=60).strictly_convex.verdict == "yes"


def test_long_fractions_are_decided_in_time() -> None:
    """maths_definiteness_slow: 20 rows of fractions of 90 digits, whose exact elimination takes most of a minute."""
    random, matrix = Random(1), sympy.zeros(20)  # noqa: S311 - the same every time
    for row in range(20):
        for column in range(row + 1):
            entry = sympy.Rational(random.randint(-(10**90), 10**90), random.randint(1, 10**90))
            matrix[row, column] = matrix[column, row] = entry
    assert definiteness.classify(matrix, seconds=60).verdict == "indefinite"


class Watched(sympy.Function):  # type: ignore[misc]
    """A function that notes in which process it is worked out."""

    seen: list[int] = []  # noqa: RUF012 - what a child writes there, the parent does not see

    @classmethod
    def eval(cls, *_: Any) -> None:
        """No value, but a note."""
        cls.seen.append(os.getpid())


QUESTIONS: tuple[Callable[[sympy.Expr], object], ...] = (
    lambda watched: classify(watched, [x], seconds=1),
    lambda watched: classify(watched, [x], seconds=0),
    lambda watched: verify(Certificate("convex", CURVED), watched, [x], seconds=1),
    lambda watched: definiteness.classify([[watched]], seconds=1),
    lambda watched: definiteness.classify([[watched, 1], [1, watched]], seconds=0),
)


@pytest.mark.parametrize("ask", QUESTIONS, ids=range(len(QUESTIONS)))
def test_nothing_is_evaluated_where_no_clock_runs(ask: Callable[[sympy.Expr], object]) -> None:
    """What is asked about is worked out in a process that is killed at the deadline, never in the caller's."""
    watched = Watched(x, evaluate=False)
    Watched.seen.clear()
    ask(watched)
    assert Watched.seen == []


def test_no_end_of_time_is_the_longest_time() -> None:
    """An infinite number of seconds is no error, and no seconds are none."""
    assert classify(x**2, [x], seconds=float("inf")).convex.verdict == "yes"
    assert classify(x**2, [x], seconds=0).convex.verdict == "undecided"
    assert definiteness.classify([[sympy.sqrt(2)]], seconds=float("inf")).verdict == "positive definite"
