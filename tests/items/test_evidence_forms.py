"""Evidence on drawn matrices and functions: right in every form and type earns all, spoilt by one entry it does not."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.items import ConvexityItem, DefinitenessItem
from grader.items.answers.comparison import Comparison
from grader.items.statements import IsConvex
from grader.sandbox.wire import Decoder, Encoder
from tests.slow import examples

x = sympy.Symbol("x")
Exact = list[list[Fraction]]
Factors = tuple[Any, Any]
FEW = settings(max_examples=examples(40))
FLOATS = st.sampled_from([np.float64, np.float32])
SCALES = st.integers(-6, 6).map(lambda power: Fraction(10) ** power)


def across(value: Any) -> Any:
    """The value as it comes from a student's process."""
    return Decoder().decode(json.loads(json.dumps(Encoder(10**7).encode(value))))


def checked(item: Any, claim: Any, evidence: Any) -> Comparison:
    """What comes of evidence that is of the right kind."""
    came = across(evidence)
    assert item.is_of_right_kind(came, claim)
    result = item.check_evidence(came, claim)
    assert isinstance(result, Comparison)
    return result


def shows(item: Any, claim: Any, evidence: Any) -> bool:
    """Whether it earns all: neither refused nor open."""
    result = checked(item, claim, evidence)
    return result.agrees and not result.undecided


@st.composite
def matrices(draw: st.DrawFn, *, is_definite: bool) -> tuple[Exact, int]:
    """A matrix that is definite, or semidefinite and singular, and the sign of its form."""
    size = draw(st.integers(1 if is_definite else 2, 5))
    rank = size if is_definite else draw(st.integers(1, size - 1))
    rows = draw(st.lists(st.lists(st.integers(-4, 4), min_size=size, max_size=size), min_size=rank, max_size=rank))
    B, sign, scale = np.array(rows, dtype=int), draw(st.sampled_from([1, -1])), draw(SCALES)
    A = B.T @ B + (np.eye(size, dtype=int) if is_definite else 0)
    assume(A.any())
    return [[sign * scale * int(entry) for entry in row] for row in A], sign


def item_of(A: Exact) -> DefinitenessItem:
    """The item on a matrix."""
    return DefinitenessItem(id="f", title="t", points=4, matrix=tuple(map(tuple, A)))


def word_of(sign: int, *, is_definite: bool) -> str:
    """The claim on it."""
    return ("positive " if sign > 0 else "negative ") + ("definite" if is_definite else "semidefinite")


def by_elimination(A: Any, zero: Any) -> Factors:
    """L D L' by hand, for fractions as well as for floats; a pivot that is as good as 0 leaves its column out."""
    size, rest = len(A), [list(row) for row in A]
    L = [[type(rest[0][0])(int(row == column)) for column in range(size)] for row in range(size)]
    D = []
    for step in range(size):
        pivot = rest[step][step] if abs(rest[step][step]) > zero else type(rest[0][0])(0)
        D.append(pivot)
        for row in range(step + 1, size):
            L[row][step] = rest[row][step] / pivot if pivot else pivot
        for row in range(step + 1, size):
            for column in range(step + 1, size):
                rest[row][column] = rest[row][column] - L[row][step] * pivot * L[column][step]
    return L, D


def in_floats(A: Exact, sign: int, how: str, dtype: Any) -> Factors:
    """Factors of a matrix as NumPy gives them."""
    a = np.array([[float(entry) for entry in row] for row in A], dtype=dtype)
    if how == "by hand":
        L, D = by_elimination(a, np.finfo(dtype).eps * 100 * np.abs(a).max())
        return np.array(L, dtype=dtype), np.array(D, dtype=dtype)
    if how == "cholesky":
        return np.linalg.cholesky(sign * a), np.full(len(a), sign)
    if how == "unit cholesky":
        L = np.linalg.cholesky(sign * a)
        return L / np.diag(L), sign * np.diag(L) ** 2
    w, V = np.linalg.eigh(a)
    return (V, w) if how == "eigh" else (V * np.sqrt(np.maximum(sign * w, 0)), np.full(len(a), sign))


FORMS: dict[str, Callable[[Any, Any], Any]] = {
    "arrays": lambda L, D: (L, np.diag(D)),
    "lists": lambda L, D: [L.tolist(), np.diag(D).tolist()],
    "tuples": lambda L, D: (tuple(map(tuple, L)), tuple(map(tuple, np.diag(D)))),
    "diagonal": lambda L, D: (L, D),
    "column": lambda L, D: (L, D.reshape(-1, 1)),
    "stack": lambda L, D: np.array([L, np.diag(D)]),
    "matrices": lambda L, D: (sympy.Matrix(L), sympy.Matrix(np.diag(D))),
    "objects": lambda L, D: (L.astype(object), np.diag(D).astype(object)),
    "mixed": lambda L, D: [sympy.Matrix(L), list(D)],
}


@FEW
@given(matrices(is_definite=True), st.sampled_from(["by hand", "cholesky", "unit cholesky", "eigh", "root"]), FLOATS,
       st.sampled_from(sorted(FORMS)))  # fmt: skip
def test_factors_of_a_definite_matrix_in_floats(drawn: tuple[Exact, int], how: str, dtype: Any, form: str) -> None:
    """However they were worked out, in whatever precision, in whatever form."""
    A, sign = drawn
    evidence = FORMS[form](*in_floats(A, sign, how, dtype))
    assert shows(item_of(A), word_of(sign, is_definite=True), evidence)


@FEW
@given(
    matrices(is_definite=False), st.sampled_from(["by hand", "eigh", "root"]), FLOATS, st.sampled_from(sorted(FORMS))
)
def test_factors_of_a_singular_matrix_in_floats(drawn: tuple[Exact, int], how: str, dtype: Any, form: str) -> None:
    """An eigenvalue of -1e-17 counts as 0."""
    A, sign = drawn
    evidence = FORMS[form](*in_floats(A, sign, how, dtype))
    assert shows(item_of(A), word_of(sign, is_definite=False), evidence)


@FEW
@given(st.booleans().flatmap(lambda definite: st.tuples(matrices(is_definite=definite), st.just(definite))))
def test_exact_factors(drawn: tuple[tuple[Exact, int], bool]) -> None:
    """As fractions and as SymPy's numbers; no rounding is spoken of."""
    (A, sign), is_definite = drawn
    L, D = by_elimination(A, 0)
    item, word = item_of(A), word_of(sign, is_definite=is_definite)
    for evidence in [(L, D), (sympy.Matrix(L), sympy.diag(*D)), np.array([L, np.diag(D)], dtype=object)]:
        assert checked(item, word, evidence) == Comparison()


def is_off(L: Any, D: Any, A: Exact, least: float) -> bool:
    """Whether L D L' is clearly not A: some spoilt factors are factors still."""
    exact_L = [[Fraction(float(entry)) for entry in row] for row in L]
    exact_D = [Fraction(float(entry)) for entry in D]
    size = range(len(A))
    off = [
        sum(exact_L[i][j] * exact_D[j] * exact_L[k][j] for j in size) - A[i][k] for i in size for k in size
    ]  # fmt: skip
    return max(map(abs, off)) > least * max(abs(entry) for row in A for entry in row)


@FEW
@given(st.booleans().flatmap(lambda definite: st.tuples(matrices(is_definite=definite), st.just(definite))),
       st.sampled_from(["by hand", "eigh"]), FLOATS, st.sampled_from(["digit", "sign", "entry", "sign of D"]),
       st.integers(0, 4), st.integers(0, 4))  # fmt: skip
def test_spoilt_factors_do_not_show_it(
    drawn: tuple[tuple[Exact, int], bool], how: str, dtype: Any, spoil: str, row: int, column: int
) -> None:
    """One digit, one sign or one entry, whatever the precision; the sentence holds no long fraction."""
    (A, sign), is_definite = drawn
    L, D = (np.array(part) for part in in_floats(A, sign, how, dtype))
    at = row % len(A), column % len(A)
    if spoil == "sign of D":
        D[at[1]] *= -1
    else:
        L[at] = {"digit": L[at] * (1 + 1e-3), "sign": -L[at], "entry": L[at] + 1}[spoil]
    assume(is_off(L, D, A, 1e-4))
    result = checked(item_of(A), word_of(sign, is_definite=is_definite), (L, D))
    assert result.problem is not None
    assert all(len(word) < 20 for word in result.problem.text.split())


@FEW
@given(matrices(is_definite=True), st.integers(0, 4), st.sampled_from([1, -1]))
def test_exact_factors_may_not_be_off_at_all(drawn: tuple[Exact, int], index: int, unit: int) -> None:
    """One in the twentieth digit is wrong where fractions were given."""
    A, sign = drawn
    L, D = by_elimination(A, 0)
    D[index % len(A)] += Fraction(unit, 10**20) * A[0][0]
    assert checked(item_of(A), word_of(sign, is_definite=True), (L, D)).problem is not None


@FEW
@given(st.integers(2, 5).flatmap(lambda size: st.lists(st.lists(st.integers(-4, 4), min_size=size, max_size=size),
                                                       min_size=size, max_size=size)), SCALES, FLOATS)  # fmt: skip
def test_vectors_of_an_indefinite_matrix(rows: list[list[int]], scale: Fraction, dtype: Any) -> None:
    """Eigenvectors, as rows or as columns; twice the same one shows nothing."""
    B = np.array(rows)
    w, V = np.linalg.eigh((B + B.T).astype(dtype))
    assume(w[0] < -1e-3 and w[-1] > 1e-3)
    item = item_of([[scale * int(entry) for entry in row] for row in B + B.T])
    low, high = V[:, 0], V[:, -1]
    for pair in [(low, high), [high.tolist(), tuple(low)], V[:, [0, -1]], np.array([low, high]),
                 (low.reshape(-1, 1), sympy.Matrix(high)), np.array([low, high])[:, :, None]]:  # fmt: skip
        assert shows(item, "indefinite", pair)
    assert checked(item, "indefinite", (low, low)).problem is not None


CUBE = ConvexityItem(id="f", title="t", points=4, states=IsConvex(expression=x**3, variables=(x,)))
NUMBERS: dict[str, Callable[[Fraction], Any]] = {
    "float": float,
    "float32": lambda number: np.float32(float(number)),
    "Fraction": Fraction,
    "SymPy": lambda number: sympy.Rational(number.numerator, number.denominator),
    "root": lambda number: sympy.sqrt(2) * sympy.Rational(number.numerator, number.denominator),
    "0-d": lambda number: np.array(float(number)),
    "column": lambda number: np.array([[float(number)]]),
}


@settings(max_examples=examples(20))
@given(st.fractions(-4, 0, max_denominator=9), st.fractions(Fraction(1, 9), 4, max_denominator=9),
       st.sampled_from([0.5, 1 / 3, Fraction(1, 7), np.float32(0.9), sympy.sqrt(2) / 2]),
       st.sampled_from(sorted(NUMBERS)))  # fmt: skip
def test_chords(high: Fraction, length: Fraction, t: Any, form: str) -> None:
    """A chord of x^3 dips below the graph left of 0, and never right of it."""
    low = high - length
    assert shows(CUBE, False, (NUMBERS[form](low), NUMBERS[form](high), t))
    assert checked(CUBE, False, (NUMBERS[form](-low), NUMBERS[form](-high), t)).problem is not None


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "object"])
@pytest.mark.parametrize("shape", [(3,), (3, 1), (1, 3)])
def test_a_chord_as_an_array(dtype: str, shape: tuple[int, ...]) -> None:
    """Of every type and shape that holds three numbers."""
    assert shows(CUBE, False, np.array([-0.5, 0.0, 0.5], dtype=dtype).reshape(shape))
    assert shows(CUBE, False, sympy.Matrix([-0.5, 0.0, 0.5]).reshape(shape[0], 3 // shape[0]))


DEFINITE, SINGULAR, SADDLE = (
    item_of([[Fraction(a), Fraction(b)], [Fraction(b), Fraction(c)]]) for a, b, c in ((4, 2, 3), (1, 1, 1), (0, 1, 0))
)
FOURTH = ConvexityItem(id="f", title="t", points=4, states=IsConvex(expression=x**4, variables=(x,)))
TOWER = ConvexityItem(id="f", title="t", points=4, states=IsConvex(expression=-sympy.exp(sympy.exp(x)), variables=(x,)))
WILD = [
    1e308, 5e-324, float("nan"), float("inf"), True, None, "x", 1j, 10**3900, Fraction(1, 10**3900), Decimal("1e9999"),
    np.float16(6e4), np.array([]), np.ones((2, 2, 2)), np.array([[1, 2], [3]], dtype=object), x, x**x**x, sympy.I,
    sympy.zoo, sympy.nan, sympy.exp(1000), sympy.exp(sympy.exp(20)), sympy.zeros(0, 2), sympy.Float("1e-3000"), {},
    set(), sympy.Mod(1, 0, evaluate=False), (x + 1) ** 9999, np.full((40, 40), 1e308), [[[[[1.0]]]]],
]  # fmt: skip


def is_refused_or_open(result: Comparison) -> bool:
    """Whether evidence earns nothing, for now at least."""
    return not result.agrees or (result.undecided and not result.share)


@pytest.mark.parametrize("wild", WILD, ids=lambda wild: repr(wild)[:30])
def test_wild_evidence_is_refused_or_open(wild: Any) -> None:
    """It costs neither an exception nor all the time, wherever in the answer it stands."""
    pairs: list[Any] = [(wild, wild), (np.eye(2), wild), (wild, np.eye(2)), ([[1, wild], [wild, 1]], [1, 1]), wild]
    for item, word in ((DEFINITE, "positive definite"), (SINGULAR, "positive semidefinite"), (SADDLE, "indefinite")):
        for evidence in pairs:
            if item.is_of_right_kind(evidence, word):
                assert is_refused_or_open(item.check_evidence(evidence, word))
    for evidence in ((wild, wild, 0.5), (wild, 0, wild), (0, 1, wild)):
        assert is_refused_or_open(FOURTH.check_evidence(evidence, False))
    for name in ("second derivative", "pieces", "squares"):
        assert is_refused_or_open(FOURTH.check_evidence((name, wild), True))


def test_what_is_too_large_to_be_worked_out_is_open() -> None:
    """A limit of ours is never the student's mistake: here the chord does refute."""
    result = TOWER.check_evidence((0, 1e308, 0.5), False)
    assert (result.problem, result.is_open) == (None, True)


def test_a_matrix_of_forty_rows_in_floats() -> None:
    """The largest that there is, by both methods."""
    rows = [[Fraction(5 if row == column else 1) for column in range(40)] for row in range(40)]
    item, a = item_of(rows), np.array(rows, dtype=float)
    w, V = np.linalg.eigh(a)
    assert shows(item, "positive definite", (np.linalg.cholesky(a), np.eye(40)))
    assert shows(item, "positive definite", (V, w))
    assert checked(item, "positive definite", (V, w * (1 + 1e-3))).problem is not None


def test_a_matrix_that_rounding_makes_singular() -> None:
    """Exact factors show that it is definite; those of the singular matrix beside it do not."""
    tiny = Fraction(1, 10**20)
    item = item_of([[Fraction(1), Fraction(1)], [Fraction(1), 1 + tiny]])
    assert shows(item, "positive definite", ([[1, 0], [1, 1]], [1, tiny]))
    for evidence, said in [
        (([[1.0, 0.0], [1.0, 1.0]], [1.0, 0.0]), "D has the entry 0 on its diagonal"),
        (([[1.0, 0.0], [1.0, 1.0]], [1.0, -1e-17]), "D has the entry -1e-17 on its diagonal"),
        (([[1.0, 1.0], [1.0, 1.0]], [0.5, 0.5]), "L is singular"),
    ]:
        problem = checked(item, "positive definite", evidence).problem
        assert problem is not None
        assert problem.text == said


def test_each_block_has_its_own_scale_in_elimination() -> None:
    """A thousandth in the small entry of a matrix with a large one is no rounding."""
    item = item_of([[Fraction(10) ** 12, Fraction(0)], [Fraction(0), Fraction(1)]])
    assert shows(item, "positive definite", (np.eye(2), [1e12, 1.0]))
    assert checked(item, "positive definite", (np.eye(2), [1e12, 1.001])).problem is not None


@pytest.mark.parametrize("rows", [[[2, 1], [1, 3]], [[2, 1, 0], [1, 3, 1], [0, 1, 4]], [[1, 2], [2, 4]]])
def test_roots_are_judged_exactly(rows: list[list[int]]) -> None:
    """SymPy's own eigenvectors and factors, with roots in roots; one root exchanged for another is wrong."""
    matrix, item = sympy.Matrix(rows), item_of([[Fraction(entry) for entry in row] for row in rows])
    word = "positive definite" if matrix.det() else "positive semidefinite"
    P, D = matrix.diagonalize(normalize=True)
    assert checked(item, word, (P, D)) == Comparison()
    assert checked(item, word, (P * sympy.sqrt(2), D)).problem is not None
    if matrix.det():
        assert checked(item, word, (matrix.cholesky(), sympy.eye(len(rows)))) == Comparison()
