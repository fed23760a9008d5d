"""The definiteness of matrices; the table of cases says what is decided."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.maths.definiteness import Definiteness, Factors, classify
from grader.maths.definiteness.elimination import are_factors, value
from grader.maths.definiteness.signs import sign

R = sympy.Rational
a, b = sympy.symbols("a b", real=True)
p = sympy.Symbol("p", positive=True)
c = sympy.Symbol("c")
HILBERT = [[R(1, row + column + 1) for column in range(8)] for row in range(8)]
LOWERED = [[*row[:7], row[7] - (R(1, 10**6) if place == 7 else 0)] for place, row in enumerate(HILBERT)]
CASES = [
    ("positive definite", [[2, 1], [1, 2]]),
    ("positive definite", [[R(1, 10**12)]]),
    ("positive definite", HILBERT),
    ("indefinite", LOWERED),
    ("positive definite", [[0.1, 0], [0, 1]]),
    ("positive semidefinite", [[1, -1], [-1, 1]]),
    ("positive semidefinite", [[sympy.Float("0.01"), 0.1], [0.1, 1]]),
    ("positive semidefinite", [[0, 0], [0, 3]]),
    ("negative definite", [[-1, 0], [0, -R(1, 10**18)]]),
    ("negative semidefinite", [[-1, 1], [1, -1]]),
    ("indefinite", [[0, 1], [1, 0]]),
    ("indefinite", [[0, R(1, 10**6)], [R(1, 10**6), 1]]),
    ("indefinite", [[0, 0, 0], [0, 1, 2], [0, 2, 1]]),
    ("indefinite", [[1, 1, 1], [1, 1, 1], [1, 1, R(1, 2)]]),
    ("indefinite", [[1, 1 + R(1, 10**12)], [1 + R(1, 10**12), 1]]),
    ("indefinite", [[1, 0], [0, -R(1, 10**18)]]),
    ("indefinite", [[0, 0, -2], [0, 0, 0], [-2, 0, 0]]),
    ("zero", [[0, 0], [0, 0]]),
    ("zero", [[sympy.sqrt(8) - 2 * sympy.sqrt(2)]]),
    ("positive definite", [[sympy.sqrt(2), 1], [1, sympy.sqrt(3)]]),
    ("positive semidefinite", [[sympy.sqrt(2), sympy.sqrt(6)], [sympy.sqrt(6), 3 * sympy.sqrt(2)]]),
    ("positive semidefinite", [[sympy.pi, sympy.pi], [sympy.pi, sympy.pi]]),
    ("indefinite", [[sympy.pi, sympy.E], [sympy.E, 2]]),
    ("positive semidefinite", [[1, sympy.I], [-sympy.I, 1]]),
    ("indefinite", [[1, 2 * sympy.I], [-2 * sympy.I, 1]]),
    ("indefinite", [[0, sympy.I], [-sympy.I, 0]]),
    ("not symmetric", [[1, sympy.I], [sympy.I, 1]]),
    ("not symmetric", [[sympy.I]]),
    ("not symmetric", [[1, 3], [0, 1]]),
    ("not symmetric", [[1, a], [a + 1, 1]]),
    ("not square", [[1, 2, 3], [4, 5, 6]]),
    ("positive definite", [[a**2 + 1, 0], [0, 1]]),
    ("positive definite", [[2 * p, p], [p, p]]),
    ("positive definite", [[sympy.exp(a), 0], [0, sympy.exp(b)]]),
    ("negative definite", [[-sympy.exp(a), 0], [0, -1]]),
    ("positive semidefinite", [[a**2 + b**2, 2 * a * b], [2 * a * b, a**2 + b**2]]),
    ("positive semidefinite", [[a**2, a], [a, 1]]),
    ("negative semidefinite", [[-(a**2), 0], [0, -1]]),
    ("positive semidefinite", [[1, sympy.cos(a)], [sympy.cos(a), 1]]),
    ("positive semidefinite", [[sympy.exp(a), 1], [1, sympy.exp(-a)]]),
    ("positive definite", [[a**2 + 1, a], [a, 1]]),
    ("positive definite", [[a**2 - a * b + b**2 + 1, 0], [0, 1]]),
    ("positive semidefinite", [[a**2 - a * b + b**2, 0], [0, 1]]),
    ("positive definite", [[2, sympy.sin(a)], [sympy.sin(a), 2]]),
    ("indefinite", [[a, 1 + a**2], [1 + a**2, a]]),
    ("indefinite", [[-p, 0], [0, p]]),
    ("zero", [[(a + b) ** 2 - a**2 - 2 * a * b - b**2]]),
    ("undecided", [[a, 0], [0, 1]]),
    ("undecided", [[c, 0], [0, 1]]),
    ("undecided", [[sympy.oo]]),
    ("undecided", [[sympy.nan]]),
    ("undecided", [[0] * 41 for _ in range(41)]),
    ("undecided", [[sympy.Pow(10, sympy.Pow(10, 8, evaluate=False), evaluate=False)]]),
    ("undecided", [[R(1, 10**300)]]),
]  # fmt: skip


def assert_supported(matrix: Any, found: Definiteness) -> None:
    """A certificate multiplies out to the matrix; witnesses have the signs that they show."""
    exact = sympy.ImmutableMatrix([[sympy.Rational(str(entry)) if isinstance(entry, (float, sympy.Float)) else entry
                                    for entry in row] for row in matrix])  # fmt: skip
    if isinstance(found.certificate, Factors):
        assert are_factors(exact, found.certificate)
        assert _verdict_of({sign(entry) for entry in found.certificate.D}) == found.verdict
    if found.witness:
        assert [sign(value(exact, vector)) for vector in found.witness] == [-1, 1]
    if found.verdict == "indefinite":
        assert found.certificate or found.witness


def _verdict_of(signs: set[Any]) -> str:
    side = "positive" if 1 in signs else "negative"
    return "zero" if signs <= {0} else f"{side} semidefinite" if 0 in signs else f"{side} definite"


@pytest.mark.parametrize(("verdict", "matrix"), CASES, ids=[str(matrix)[:60] for _, matrix in CASES])
def test_cases(verdict: str, matrix: Any) -> None:
    """The verdict of each kind of matrix, with the support that it needs."""
    found = classify(matrix)
    assert found.verdict == verdict, found
    assert_supported(matrix, found)
    assert (found.verdict == "undecided") == bool(found.tried)
    assert (found.verdict == "not symmetric") == (found.entry is not None)


def test_the_kinds_of_container_agree() -> None:
    """Lists, SymPy's matrices, and NumPy's arrays of integers and of objects are the same matrix."""
    rows = [[1, 2], [2, 4]]
    verdicts = {
        classify(kind).verdict
        for kind in (rows, sympy.Matrix(rows), np.array(rows), np.array(rows, dtype=object), ((1, 2), (2, 4)))
    }
    assert verdicts == {"positive semidefinite"}
    assert classify([[Fraction(1, 3), 0], [0, 1]]).verdict == "positive definite"


@pytest.mark.parametrize("matrix", [[["1"]], "1", [1, 2], [[None]], [[True]], [[b"1"]], np.array(["1"]), [[object()]]])
def test_what_is_no_matrix_of_numbers_raises(matrix: Any) -> None:
    """Text is never evaluated, and nothing is taken for a number that is none."""
    with pytest.raises(TypeError):
        classify(matrix)


@pytest.mark.parametrize(
    ("verdict", "matrix"),
    [
        ("positive definite", [[2.0, 1.0], [1.0, 2.0]]),
        ("negative definite", [[-2.0, 1.0], [1.0, -2.0]]),
        ("borderline", [[1.0, 1.0], [1.0, 1.0]]),
        ("borderline", [[1.0, 1.0 + 1e-15], [1.0 + 1e-15, 1.0]]),
        ("indefinite", [[1.0, 1.0 + 1e-12], [1.0 + 1e-12, 1.0]]),
        ("indefinite", [[1e-300, 0.0], [0.0, -1e-301]]),
        ("borderline", [[1e300, 0.0], [0.0, 1e-10]]),
        ("zero", [[0.0, 0.0], [0.0, 0.0]]),
        ("not symmetric", [[1.0, 2.0], [2.1, 1.0]]),
        ("positive definite", [[1.0, 0.1 + 0.2], [0.3, 1.0]]),
        ("not square", [[1.0, 2.0]]),
        ("undecided", [[np.nan, 0.0], [0.0, 1.0]]),
        ("undecided", [[np.inf, 0.0], [0.0, 1.0]]),
    ],
)
def test_float_arrays_have_three_zones(verdict: str, matrix: Any) -> None:
    """A float array is definite, indefinite, or too near the border for its rounding; never a silent yes."""
    found = classify(np.array(matrix))
    assert found.verdict == verdict
    for vector, wanted in zip(found.witness, (-1, 1), strict=False):
        exact = sympy.ImmutableMatrix([[sympy.Rational(*entry.as_integer_ratio()) for entry in row] for row in matrix])
        assert sign(value(exact, vector)) == wanted


def test_a_coarser_float_has_a_wider_border() -> None:
    """The tolerance is that of the dtype."""
    matrix = [[1.0, 1.0 - 1e-6], [1.0 - 1e-6, 1.0]]
    assert classify(np.array(matrix)).verdict == "positive definite"
    assert classify(np.array(matrix, dtype=np.float32)).verdict == "borderline"


entries = st.builds(R, st.integers(-3, 3), st.integers(1, 3))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), size=st.integers(1, 4))
def test_any_rational_matrix_is_decided_and_supported(data: Any, size: int) -> None:
    """Every symmetric matrix of fractions has a verdict, and its support holds; a Gram matrix is never indefinite."""
    half = [[data.draw(entries) for _ in range(size)] for _ in range(size)]
    matrix = sympy.Matrix(half)
    for candidate, is_gram in ((matrix + matrix.T, False), (matrix.T * matrix, True)):
        found = classify(candidate)
        assert_supported(candidate.tolist(), found)
        assert found.verdict not in {"undecided", "borderline", "not symmetric"}
        assert not is_gram or found.verdict in {"positive definite", "positive semidefinite", "zero"}
