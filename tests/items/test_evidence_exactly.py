"""What evidence shows, number by number: products of factors, roundings, and what floats stand for."""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.evidence import SHOWS
from grader.items.evidence.definiteness import Wanted, check_factors, check_vectors
from grader.items.evidence.exact_numbers import (
    DOUBLE,
    Number,
    approximate_signs,
    as_fraction,
    eps_of,
    parts_of,
    read_matrix,
    read_number,
    shown,
    sign_of,
    signs_of,
)
from grader.items.evidence.products import (
    Entry,
    Factors,
    allowed_share,
    check_rounded,
    first_difference,
    fits,
    is_singular,
    multiply,
    whole,
)
from grader.items.evidence.rounded_expressions import check_expression, stands_for, without_floats

F = Fraction
HALF = [[F(1), F(0)], [F(1, 2), F(2, 3)]]
x, y = sympy.symbols("x y")
root = sympy.sqrt(2)


def test_a_product_row_by_row() -> None:
    """L D L' on and above the diagonal, and the first entry that is not that of the matrix."""
    entries = [Entry(0, 0, F(3)), Entry(0, 1, F(3, 2)), Entry(1, 1, F(3, 4) - F(1, 9))]
    assert list(multiply(HALF, [F(3), F(-1, 4)])) == entries
    A = [[F(3), F(3, 2)], [F(3, 2), F(23, 36)]]
    assert first_difference(HALF, [F(3), F(-1, 4)], A) is None
    assert first_difference(HALF, [F(3), F(1, 4)], A) == Entry(1, 1, F(3, 4) + F(1, 9))
    assert whole(HALF) == ([[2, 0], [1, 2]], [2, 3])


@pytest.mark.parametrize(
    ("rows", "singular"),
    [
        ([[1, 0], [0, 1]], False),
        ([[0, 1], [1, 0]], False),
        ([[0, 1], [0, 1]], True),
        ([[1, 2], [2, 4]], True),
        ([[F(1, 3), F(2, 3)], [F(1, 2), F(1)]], True),
        ([[F(1, 3), F(2, 3)], [F(1, 2), F(2)]], False),
        ([[0, 0, 1], [1, 1, 0], [2, 2, 5]], True),
        ([[0, 0, 1], [1, 1, 0], [2, 3, 5]], False),
        ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], True),
        ([[1, 2, 3], [4, 5, 6], [7, 8, 10]], False),
    ],
)
def test_singular(rows: list[list[int]], *, singular: bool) -> None:
    """Exactly, whatever the order of the rows."""
    assert is_singular([[F(entry) for entry in row] for row in rows]) == singular


def test_what_rounding_explains() -> None:
    """A share of a row's and a column's scale, which grows with the size and never beyond a hundredth."""
    assert allowed_share(3, DOUBLE) == 48 * F(DOUBLE)
    assert allowed_share(1000, 1e-3) == F(0.01)
    assert fits({(0, 1): F(6)}, [F(4), F(9)], F(1))
    assert fits({(0, 1): F(-6)}, [F(4), F(9)], F(1))
    assert not fits({(0, 1): F(7)}, [F(4), F(9)], F(1))
    assert not fits({(0, 0): F(0), (1, 1): F(10)}, [F(4), F(9)], F(1))


TINY = F(1, 10**17)
LOWER = [[F(1), F(0)], [F(1), F(1)]]
QUARTER = [[F(1), F(0)], [F(1, 4), F(1)]]
FOR_0 = "with 0 for the entry -1e-17 of D"
ONES = [[F(1), F(1)], [F(1), F(1)]]
EYE = [[F(1), F(0)], [F(0), F(1)]]


@pytest.mark.parametrize(
    ("L", "D", "A", "strict", "fault", "note"),
    [
        (EYE, [F(1), F(1)], EYE, True, None, None),
        (EYE, [F(1), F(0)], [[F(1), F(0)], [F(0), F(0)]], False, None, None),
        (EYE, [F(1) + TINY, F(1)], EYE, True, None, "no entry is off by more than 1e-17"),
        (LOWER, [F(1), -TINY], ONES, False, None, f"{FOR_0}: every entry is the same"),
        (LOWER, [F(1) + TINY, -TINY], ONES, False, None, f"{FOR_0}: no entry is off by more"),
        (LOWER, [F(1), -TINY], ONES, True, "D has the entry -1e-17 on its diagonal", None),
        (LOWER, [F(1), F(0)], ONES, True, "D has the entry 0 on its diagonal", None),
        (EYE, [F(1), F(2)], EYE, False, "L D L' has 2 in row 2 and column 2, off by 1", None),
        (QUARTER, [F(1), F(15, 16)], EYE, False, "L D L' has 1/4 in row 1 and column 2, off by 1/4", None),
        (EYE, [F(1), F(-1)], [[F(1), F(0)], [F(0), F(-1)]], False, "D has the entry -1 on its diagonal", None),
        ([[F(1), F(1)], [F(1), F(1)]], [F(1, 2), F(1, 2)], ONES, True, "L is singular", None),
    ],
)  # fmt: skip
def test_factors_up_to_rounding(L: Any, D: Any, A: Any, *, strict: bool, fault: str | None, note: str | None) -> None:
    """What is proved is told with how far off it is, a fault with the first entry that rounding does not explain."""
    result = check_rounded(Factors(L, D, A), 1, DOUBLE, is_strict=strict)
    assert (None if result.problem is None else result.problem.text) == fault
    assert (result == SHOWS) == (fault is None and note is None)
    assert note is None or note in result.notes[0].text
    turned = Factors(L, [-d for d in D], [[-entry for entry in row] for row in A])
    assert check_rounded(turned, -1, DOUBLE, is_strict=strict).agrees == result.agrees


def matrix(rows: Any) -> Any:
    """A matrix as evidence is read."""
    read = read_matrix(rows, len(rows))
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("vectors", "rows", "fault"),
    [
        (((1, 1), (1, -1)), [[0, 1], [1, 0]], None),
        (((1, -1), (1, 1)), [[0, 1], [1, 0]], None),
        (((1, 1), (1, 0)), [[0, 1], [1, 0]], "x'Ax is 2 at the first and 0 at the second"),
        (((0, 1), (1, -1)), [[0, 1], [1, 0]], "x'Ax is 0 at the first and -2 at the second"),
        (((root, 1), (root, -1)), [[0, 1], [1, 0]], None),
        (((root, 1), (root, 2)), [[0, 1], [1, 0]], "x'Ax is 2*sqrt(2) at the first and 4*sqrt(2) at the second"),
        (((root, 1), (root, 0)), [[0, 1], [1, 0]], "x'Ax is 2*sqrt(2) at the first and 0 at the second"),
        (((-root, 1), (root, -1)), [[0, 1], [1, 0]], "x'Ax is -2*sqrt(2) at the first and -2*sqrt(2) at the second"),
        (((1, 0), (0, 1)), [[root, 0], [0, -root]], None),
        (((1, 0), (0, 1)), [[root, 0], [0, root]], "x'Ax is sqrt(2) at the first and sqrt(2) at the second"),
        (((1.5, 0), (0, 1)), [[root, 0], [0, -root]], None),
        (np.array([[1, 1], [1, -1]]), [[0, 1], [1, 0]], None),
        (np.array([[2, 1], [3, 3]]), [[4, 0], [0, -1]], None),
        (np.array([[2, 1], [3, 2]]), [[4, 0], [0, -1]], "x'Ax is 15 at the first and 32 at the second"),
    ],
    ids=str,
)  # fmt: skip
def test_two_vectors(vectors: Any, rows: Any, fault: str | None) -> None:
    """One on each side of 0, also where the values are irrational."""
    result = check_vectors(vectors, matrix(rows))
    assert (None if result.problem is None else result.problem.text) == fault


@pytest.mark.parametrize(
    ("value", "eps", "wanted"),
    [
        (0.1, DOUBLE, "1/10"),
        (1 / 3, DOUBLE, "1/3"),
        (-2 / 7, DOUBLE, "-2/7"),
        (math.sqrt(2), DOUBLE, "sqrt(2)"),
        (-math.sqrt(3) / 2, DOUBLE, "-sqrt(3)/2"),
        (math.sqrt(99), DOUBLE, "3*sqrt(11)"),
        (math.pi, DOUBLE, "pi"),
        (-3 * math.pi / 4, DOUBLE, "-3*pi/4"),
        (99 * math.pi / 100, DOUBLE, "99*pi/100"),
        (1.234567, DOUBLE, "1234567/1000000"),
        (123456.789012, DOUBLE, "30864197253/250000"),
        (1.5e-9, DOUBLE, "3/2000000000"),
        (997 / 999, DOUBLE, "997/999"),
        (float(np.float32(0.1)), 2.0**-23, "1/10"),
        (float(np.float32(1 / 3)), 2.0**-23, "1/3"),
        (float(np.float16(0.3)), 2.0**-10, "3/10"),
        (0.0, DOUBLE, "0"),
        (0.5, 0.0, "1/2"),
    ],
)
def test_what_a_float_stands_for(value: float, eps: float, wanted: str) -> None:
    """A decimal, a fraction, a root or a part of pi within a few roundings."""
    assert str(stands_for(Number(F(value), eps))) == wanted


@pytest.mark.parametrize("value", [math.e, 1009 / 1013, 0.1 + 2**-50, math.sqrt(101) / 101, math.pi / 101])
def test_a_float_that_stands_for_nothing_simple(value: float) -> None:
    """It stays what it is."""
    assert stands_for(Number(F(value), DOUBLE)) == sympy.Rational(*value.as_integer_ratio())


def test_expressions_without_floats() -> None:
    """Each of them for itself."""
    assert without_floats(0.1 * x + sympy.Float(math.sqrt(2)) * y**2) == x / 10 + root * y**2
    assert without_floats(x**2 + root) == x**2 + root


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (2 * x, 2 * x, ""),
        (2.0 * x, 2 * x, ""),
        (math.sqrt(2) * x, root * x, "Each coefficient"),
        (math.sqrt(2) * (1 + 1e-15) * x + 1, root * x + 1, "Each coefficient"),
        (math.sqrt(2) * x + root * x, 2 * root * x, "Each coefficient"),
        (math.sqrt(2) * x * y + 1e-16 * y, root * x * y, "Each coefficient"),
        (sympy.exp(math.sqrt(2) * x), sympy.exp(root * x), "of its decimals"),
        (sympy.exp(0.1 * x), sympy.exp(x / 10), ""),
        (math.sqrt(2) * (1 + 1e-12) * x, root * x, None),
        (math.sqrt(2) * x * y + 1e-12 * y, root * x * y, None),
        (math.sqrt(2) * x + y, root * x, None),
        (sympy.exp(math.sqrt(2) * x), sympy.exp(sympy.sqrt(3) * x), None),
        (2.001 * x, 2 * x, None),
        (2.0 * x + 1e-9 * y, 2 * x, None),
        (2.0 * x + 1e-9, 2 * x, None),
        (sympy.exp(0.11 * x), sympy.exp(x / 10), None),
        (3 * x, 2 * x, None),
    ],
    ids=str,
)
def test_expressions_up_to_rounding(answer: Any, expected: sympy.Expr, says: str | None) -> None:
    """Exactly, coefficient by coefficient, or by what its decimals stand for."""
    result = check_expression(answer, expected, (x, y))
    assert result.agrees == (says is not None)
    assert not says or says in result.notes[0].text


@pytest.mark.parametrize(
    ("L", "D", "rows", "fault"),
    [
        ([[1, 0], [root, 1]], [1, 1], [[1, root], [root, 3]], None),
        ([[1, 0], [root, 1]], [[1, 0], [0, 1]], [[1, root], [root, 3]], None),
        ([[1, 0], [root, 1]], [[1, root], [0, 1]], [[1, root], [root, 3]], "D is not diagonal"),
        ([[1, 0], [root, 1]], [[1, 0], [-root, 1]], [[1, root], [root, 3]], "D is not diagonal"),
        ([[1, 0], [root, 1]], [1, 2], [[1, root], [root, 3]], "L D L' has 4 in row 2 and column 2"),
        ([[1, 0], [root, 1]], [1, 1], [[1, root], [root, 4]], "L D L' has 3 in row 2 and column 2"),
        ([[1, 0], [root, 1]], [1, 1], [[1, 2 * root], [2 * root, 3]], "L D L' has sqrt(2) in row 1 and column 2"),
        ([[1, 0], [root, 1]], [1, -root], [[1, root], [root, 2 - root]], "D has the entry -sqrt(2) on its diagonal"),
        ([[1, 0], [root, 1]], [1, 0], [[1, root], [root, 2]], "D has the entry 0 on its diagonal"),
        ([[1, 0], [1, 1]], [1, 1], [[1, 1], [1, 2]], None),
        ([[1, 0], [1, 1]], [1, 1], [[1, 1], [1, 3]], "L D L' has 2 in row 2 and column 2"),
        ([[1, 0], [1, 1]], [1, -1], [[1, 1], [1, 0]], "D has the entry -1 on its diagonal"),
    ],
    ids=str,
)  # fmt: skip
def test_factors(L: Any, D: Any, rows: Any, fault: str | None) -> None:
    """As fractions, and where they hold roots; the first fault is told with its place."""
    result = check_factors((L, D), matrix(rows), Wanted(1, is_strict=True))
    assert (None if result.problem is None else result.problem.text.removesuffix(", the matrix has not")) == fault
    assert (result == SHOWS) == (fault is None)


@pytest.mark.parametrize(
    ("value", "eps", "wanted"),
    [
        (F(1, 3), 0.0, "1/3"),
        (F(1, 3), DOUBLE, "1/3"),
        (F(1234567), DOUBLE, "1234567"),
        (F(12345678), DOUBLE, "1.23457e+07"),
        (F(12345678), 0.0, "12345678"),
        (F(10**19 + 1), 0.0, "10000000000000000001"),
        (F(10**20 + 1), 0.0, "1e+20"),
        (F(1, 10**20), DOUBLE, "1e-20"),
        (F(10) ** 400, 0.0, "1.00000E+400"),
        (F(0), DOUBLE, "0"),
        (sympy.Rational(2, 7), 0.0, "2/7"),
        (root, 0.0, "sqrt(2)"),
        (root, DOUBLE, "1.41421"),
        (sympy.sqrt(2) + sympy.sqrt(3) + sympy.pi, 0.0, "6.28786"),
    ],
)  # fmt: skip
def test_a_number_as_it_is_read(value: Any, eps: float, wanted: str) -> None:
    """In full while it is short, shorter beside floats; else six digits."""
    assert shown(value, eps) == wanted


@pytest.mark.parametrize(
    ("value", "wanted", "eps"),
    [
        (3, F(3), 0.0),
        (F(1, 3), F(1, 3), 0.0),
        (0.5, F(1, 2), DOUBLE),
        (np.float32(0.5), F(1, 2), 2.0**-23),
        (np.array(np.float16(0.5)), F(1, 2), 2.0**-10),
        (np.int64(7), F(7), 0.0),
        (1.5 + 0j, F(3, 2), DOUBLE),
        (Decimal("0.1"), F(1, 10), 1e-27),
        (sympy.Rational(1, 3), F(1, 3), 0.0),
        (sympy.Float(0.5), F(1, 2), 2.0**-52),
    ],
    ids=str,
)
def test_a_number_and_its_precision(value: Any, wanted: Fraction, eps: float) -> None:
    """The fraction that it is, and the step of its type near 1."""
    assert read_number(value) == Number(wanted, eps)


@pytest.mark.parametrize(
    "value",
    [True, "1", None, 1j, math.nan, math.inf, Decimal("nan"), x, sympy.I, sympy.zoo, sympy.oo, [1], np.ones(1)],
    ids=str,
)
def test_what_is_no_real_number(value: Any) -> None:
    """Or none that can be worked with."""
    assert read_number(value) is None


def test_a_number_of_too_many_digits() -> None:
    """As many bits as are bounded, above and below, and one more."""
    most = F(2**49_999)
    assert read_number(most) == Number(most)
    assert read_number(1 / most) == Number(1 / most)
    assert read_number(2 * most) is None
    assert read_number(1 / (2 * most)) is None


def test_long_lists_are_not_read() -> None:
    """Up to ten thousand entries."""
    for make in (list, tuple, np.array):
        assert len(parts_of(make([0] * 10_000)) or ()) == 10_000
        assert parts_of(make([0] * 10_001)) is None
    assert parts_of(3) is None
    assert parts_of(np.array(3)) is None


def test_signs() -> None:
    """Proved, or to many digits, or not known at all; one that fails keeps no other from being told."""
    nearly = sympy.sqrt(2) - sympy.Rational(141421356237309504880168872420969807856967, 10**41)
    numbers = [root - 1, 1 - root, root * root - 2, nearly]
    assert signs_of(numbers) == [1, -1, 0, 1]
    assert approximate_signs(numbers) == [1, -1, 0, 0]
    assert approximate_signs([x, sympy.oo, sympy.I, root]) == [None, None, None, 1]
    broken: Any = "no expression"
    assert sign_of(broken) is None
    assert signs_of([broken, root]) == [None, 1]


def test_single_precision_gives_itself_away() -> None:
    """`float(x)` of a number in single precision has few digits; typed numbers have fewer still."""
    single, typed = Number(F(float(np.float32(0.1))), DOUBLE), Number(F(1, 2), DOUBLE)
    assert eps_of([single, typed]) == 2.0**-23
    assert eps_of([typed]) == DOUBLE
    assert eps_of([single, Number(F(0.1), DOUBLE)]) == DOUBLE
    assert eps_of([Number(F(1, 3))]) == 0.0
    assert eps_of([]) == 0.0
    near = as_fraction(Number(root))
    assert near is not None
    assert abs(near**2 - 2) < F(1, 10**55)
