"""The definiteness of matrices; the table of cases says what is decided."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.maths.definiteness import Congruence, Definiteness, Factors, classify, enclosed, rational
from grader.maths.definiteness.elimination import are_factors, value
from grader.maths.definiteness.signs import sign
from tests.slow import examples

R = sympy.Rational
a, b = sympy.symbols("a b", real=True)
p = sympy.Symbol("p", positive=True)
c = sympy.Symbol("c")
HILBERT = [[R(1, row + column + 1) for column in range(8)] for row in range(8)]
LOWERED = [[*row[:7], row[7] - (R(1, 10**6) if number == 7 else 0)] for number, row in enumerate(HILBERT)]
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
    ("undecided", [[R(1, 10**3000)]]),
]  # fmt: skip


def assert_supported(matrix: Any, definiteness: Definiteness) -> None:
    """A certificate multiplies out to the matrix; witnesses have the signs that they show."""
    exact = sympy.ImmutableMatrix([[sympy.Rational(str(entry)) if isinstance(entry, (float, sympy.Float)) else entry
                                    for entry in row] for row in matrix])  # fmt: skip
    if isinstance(definiteness.certificate, Factors):
        assert are_factors(exact, definiteness.certificate)
        assert _verdict_of({sign(entry) for entry in definiteness.certificate.D}) == definiteness.verdict
    if isinstance(definiteness.certificate, Congruence):
        assert _signs_of_dominant(exact, definiteness.certificate) == {
            1 if definiteness.verdict == "positive definite" else -1
        }
    if definiteness.witness:
        assert [sign(value(exact, vector)) for vector in definiteness.witness] == [-1, 1]
    if definiteness.verdict == "indefinite":
        assert definiteness.certificate or definiteness.witness


def _signs_of_dominant(matrix: sympy.ImmutableMatrix, congruence: Congruence) -> set[Any]:
    """The signs of the diagonal of X A X', which must outweigh the rest of its rows; X is a triangle, permuted."""
    image = congruence.X * matrix * congruence.X.T
    left = list(range(matrix.shape[0]))
    while left:  # a row with one entry in the columns that are left takes its column away
        row = next(row for row in left if sum(1 for entry in _in_columns(congruence.X, row, left) if entry) == 1)
        left.remove(row)
    for index in range(matrix.shape[0]):
        rest = sum(abs(entry) for column, entry in enumerate(image.row(index)) if column != index)
        assert abs(image[index, index]) > rest
    return {sign(image[index, index]) for index in range(matrix.shape[0])}


def _in_columns(matrix: sympy.ImmutableMatrix, row: int, columns: list[int]) -> list[Any]:
    return [matrix[row, column] for column in columns]


def _verdict_of(signs: set[Any]) -> str:
    side = "positive" if 1 in signs else "negative"
    return "zero" if signs <= {0} else f"{side} semidefinite" if 0 in signs else f"{side} definite"


@pytest.mark.parametrize(("verdict", "matrix"), CASES, ids=[str(matrix)[:60] for _, matrix in CASES])
def test_cases(verdict: str, matrix: Any) -> None:
    """The verdict of each kind of matrix, with the support that it needs."""
    definiteness = classify(matrix)
    assert definiteness.verdict == verdict, definiteness
    assert_supported(matrix, definiteness)
    assert (definiteness.verdict == "undecided") == bool(definiteness.tried)
    assert (definiteness.verdict == "not symmetric") == (definiteness.entry is not None)


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
    definiteness = classify(np.array(matrix))
    assert definiteness.verdict == verdict
    for vector, wanted in zip(definiteness.witness, (-1, 1), strict=False):
        exact = sympy.ImmutableMatrix([[sympy.Rational(*entry.as_integer_ratio()) for entry in row] for row in matrix])
        assert sign(value(exact, vector)) == wanted


def test_a_coarser_float_has_a_wider_border() -> None:
    """The tolerance is that of the dtype."""
    matrix = [[1.0, 1.0 - 1e-6], [1.0 - 1e-6, 1.0]]
    assert classify(np.array(matrix)).verdict == "positive definite"
    assert classify(np.array(matrix, dtype=np.float32)).verdict == "borderline"


entries = st.builds(R, st.integers(-3, 3), st.integers(1, 3))


@settings(max_examples=examples(60), deadline=None)
@given(data=st.data(), size=st.integers(1, 4))
def test_any_rational_matrix_is_decided_and_supported(data: Any, size: int) -> None:
    """Every symmetric matrix of fractions has a verdict, and its support holds; a Gram matrix is never indefinite."""
    half = [[data.draw(entries) for _ in range(size)] for _ in range(size)]
    matrix = sympy.Matrix(half)
    for candidate, is_gram in ((matrix + matrix.T, False), (matrix.T * matrix, True)):
        definiteness = classify(candidate)
        assert_supported(candidate.tolist(), definiteness)
        assert definiteness.verdict not in {"undecided", "borderline", "not symmetric"}
        assert not is_gram or definiteness.verdict in {"positive definite", "positive semidefinite", "zero"}


def long_fractions(size: int, digits: int, diagonal: int, seed: int) -> sympy.Matrix:
    """A symmetric matrix of fractions with so many digits, near `diagonal` on the diagonal, between -1 and 1 beside."""
    random, matrix = Random(seed), sympy.zeros(size)  # noqa: S311 - the same every time
    for row in range(size):
        for column in range(row + 1):
            entry = R(random.randint(-(10**digits), 10**digits), 10**digits + random.randint(1, 10**digits))
            matrix[row, column] = matrix[column, row] = entry + (diagonal if row == column else 0)
    return matrix


@pytest.mark.parametrize(
    ("verdict", "size", "digits", "diagonal"),
    [
        ("positive definite", 40, 20, 40),
        ("negative definite", 40, 20, -40),
        ("indefinite", 40, 20, 0),
        ("indefinite", 20, 90, 0),
        ("positive definite", 12, 90, 12),
    ],
)
def test_large_matrices_of_long_fractions_are_decided(verdict: str, size: int, digits: int, diagonal: int) -> None:
    """Their exact factors would have 10,000 digits; bounds on the entries are enough. The time is no part of it."""
    matrix = sympy.ImmutableMatrix(long_fractions(size, digits, diagonal, 1))
    definiteness = enclosed.classify(matrix, (64, 192, 576))
    assert definiteness is not None
    assert definiteness.verdict == verdict == classify(matrix, seconds=600).verdict
    for vector, wanted in zip(definiteness.witness, (-1, 1), strict=False):
        assert sign(value(matrix, vector)) == wanted


@settings(max_examples=examples(60), deadline=None)
@given(data=st.data(), size=st.integers(1, 5))
def test_enclosures_say_what_whole_numbers_say(data: Any, size: int) -> None:
    """The quick way has the verdict of the exact one, with support that holds; what is singular it leaves alone."""
    half = sympy.Matrix([[data.draw(entries) for _ in range(size)] for _ in range(size)])
    for candidate in (half + half.T, half.T * half, -(half.T * half)):
        exact = rational.classify(sympy.ImmutableMatrix(candidate))
        quick = enclosed.classify(sympy.ImmutableMatrix(candidate), (64, 192))
        assert_supported(candidate.tolist(), exact)
        assert quick is None or quick.verdict == exact.verdict
        assert quick is not None or candidate.det() == 0
        if quick is not None:
            assert_supported(candidate.tolist(), quick)


@pytest.mark.parametrize(
    ("verdict", "entry"),
    [
        ("positive definite", lambda row, column: sympy.sqrt(2 + row * column % 7) if row != column else 50 + sympy.pi),
        ("indefinite", lambda row, column: sympy.sqrt(2 + row * column % 7) if row != column else sympy.pi),
        ("negative definite", lambda row, column: sympy.cos(row + column) if row != column else -10),
        ("positive definite", lambda row, column: R(1, row + column + 1)),
        ("positive semidefinite", lambda row, column: -1 if row != column else 9),
    ],
)
def test_larger_matrices_of_numbers(verdict: str, entry: Any) -> None:
    """Roots and other constants too, without a sign of an expression of thousands of roots."""
    assert classify(sympy.Matrix(10, 10, entry), seconds=600).verdict == verdict


def test_a_nearly_singular_matrix_is_told_from_a_singular_one() -> None:
    """10**-150 beside 1 is not 0, in either direction; an irrational 0 is one."""
    tiny = R(1, 10**150)
    for shift, verdict in ((tiny, "positive definite"), (-tiny, "indefinite"), (0, "positive semidefinite")):
        assert classify([[sympy.sqrt(2) + shift, 1], [1, sympy.sqrt(2) / 2]]).verdict == verdict
        assert classify([[1 + shift, 1], [1, 1]]).verdict == verdict


def test_nothing_is_worked_out_before_the_clock_runs() -> None:
    """Entries that hang SymPy, or fill its memory, cost the time that they are given, as do arrays of many rows."""
    huge = sympy.Pow(10, sympy.Pow(10, 9, evaluate=False), evaluate=False)
    for matrix in ([[huge, 1], [1, huge]], [[Decimal("NaN")]], [[Decimal("Infinity")]]):
        assert classify(matrix).verdict == "undecided"
    assert classify([[sympy.sqrt(2), 1], [1, 1]], seconds=0).verdict == "undecided"
    assert classify(np.eye(300), seconds=600).verdict == "positive definite"
    assert classify(np.eye(101), seconds=0).verdict == "undecided"
    assert classify(sympy.zeros(10_000, 10_000)).verdict == "undecided"
    assert classify(np.zeros((10_000, 10_000), dtype=int)).verdict == "undecided"
    assert classify([[0] * 10_000] * 10_000).verdict == "undecided"


def test_empty_matrices_are_none() -> None:
    """No rows are a matrix on which every form is 0; no columns are not square."""
    assert classify(sympy.zeros(0, 0)).verdict == "zero"
    assert classify(sympy.zeros(0, 3)).verdict == "not square"
    assert classify(np.zeros((3, 0))).verdict == "not square"
    assert classify(np.zeros((0, 0))).verdict == "zero"
