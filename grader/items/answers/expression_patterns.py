"""In what way wrong expressions differ from the expected ones at every call: a factor, a constant, the order of them.

Each is read as a polynomial with rational coefficients in its symbols and in whatever else stands in it, such as exp(x)
or 1/x. Two of them are the same if their coefficients are, which is a proof and takes no time. Where more is needed to
see that an answer is right, no pattern is found. Symbols are told apart by name, as everywhere.
"""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from numbers import Rational
from typing import Any, NamedTuple

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.expressions import is_expression
from grader.items.answers.patterns import LEAST, in_words
from grader.maths.size import too_large

_MOST_TERMS = 20_000
"""What may be multiplied out."""
_NAMED = 12
"""Largest numerator and denominator of a factor that is told as a fraction."""

Monomial = tuple[tuple[str, int], ...]
Polynomial = Mapping[Monomial, Fraction]


class Entries(NamedTuple):
    """An expression, or the entries of a list or matrix of some."""

    shape: tuple[int, ...]
    polynomials: tuple[Polynomial, ...]


class Pair(NamedTuple):
    """What was answered at one call, and what was expected."""

    given: Entries
    wanted: Entries


def read_entries(value: Any) -> Entries | None:
    """The value as polynomials; None if an entry of it is none."""
    entries: list[Any]
    if isinstance(value, MatrixBase):
        shape, entries = value.shape, list(value.flat())
    elif isinstance(value, np.ndarray):
        shape, entries = value.shape, value.ravel().tolist()
    elif isinstance(value, (list, tuple)):
        shape, entries = (len(value),), list(value)
    else:
        shape, entries = (), [value]
    polynomials = [_polynomial(entry) for entry in entries]
    known = tuple(polynomial for polynomial in polynomials if polynomial is not None)
    return Entries(tuple(shape), known) if len(known) == len(polynomials) else None


def find_pattern_of_expressions(pairs: Sequence[Pair]) -> str | None:
    """A sentence that is true of all wrong expressions; None if none is proved."""
    wrong = [pair for pair in pairs if pair.given != pair.wanted]
    different = {str(pair.wanted) for pair in wrong}
    if len(different) < LEAST:
        return None
    if len({str(pair.given) for pair in pairs}) == 1:
        return "The answer is the same at every call, whatever the arguments are."
    if any(pair.given.shape != pair.wanted.shape for pair in wrong):
        return None
    is_single = all(pair.wanted.shape == () for pair in wrong)
    it, expected = ("it", "the expected expression") if is_single else ("each entry", "the expected one")
    where = "Wherever it is wrong," if len(wrong) < len(pairs) else "At every call"
    if (factor := _factor(wrong)) is not None:
        return f"{where} {it} is {_told(factor)} {expected}."
    if (offset := _offset(wrong)) is not None:
        return f"{where} {it} is too {'large' if offset > 0 else 'small'} by {abs(offset)}."
    if all(len(pair.wanted.shape) == 2 and pair.given == _transposed(pair.wanted) for pair in wrong):
        return f"{where} the answer is the expected one transposed: `.T` swaps rows and columns."
    if all(len(pair.wanted.shape) == 1 and pair.given.polynomials == pair.wanted.polynomials[::-1] for pair in wrong):
        return f"{where} the entries are the expected ones in reversed order."
    return None


def _polynomial(value: Any) -> Polynomial | None:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return None
    if isinstance(value, Rational) or (isinstance(value, float) and value.is_integer()):
        value = sympy.Rational(value)
    if not is_expression(value) or too_large(value) is not None or value.has(sympy.Float):
        return None
    if not value.is_commutative:
        return None
    value = _in_symbols(value)
    symbols, degree = sorted(value.free_symbols, key=str), _degree(value)
    if math.comb(degree + len(symbols), degree) > _MOST_TERMS:
        return None
    if not symbols:
        number = sympy.expand(value)
        return {(): Fraction(int(number.p), int(number.q))} if number else {}
    try:
        terms = sympy.Poly(value, *symbols, domain="QQ").terms()
    except sympy.PolynomialError:
        return None
    names = [str(symbol) for symbol in symbols]
    return {
        tuple((name, power) for name, power in zip(names, powers, strict=True) if power): Fraction(int(c.p), int(c.q))
        for powers, c in terms
        if c
    }


def _in_symbols(expression: sympy.Expr) -> sympy.Expr:
    """The expression with a symbol in the place of each part that is not made by sums, products and whole powers."""
    if expression.is_Rational:
        return expression
    if isinstance(expression, (sympy.Add, sympy.Mul)):
        return expression.func(*map(_in_symbols, expression.args))
    if _is_whole_power(expression):
        return _in_symbols(expression.base) ** expression.exp
    return sympy.Symbol(str(expression))


def _is_whole_power(expression: sympy.Expr) -> bool:
    return isinstance(expression, sympy.Pow) and isinstance(expression.exp, sympy.Integer) and expression.exp > 0


def _degree(expression: sympy.Expr) -> int:
    """A bound of the degree."""
    if isinstance(expression, sympy.Add):
        return max(map(_degree, expression.args))
    if isinstance(expression, sympy.Mul):
        return sum(map(_degree, expression.args))
    if _is_whole_power(expression):
        return _degree(expression.base) * int(expression.exp)
    return 0 if expression.is_Rational else 1


def _factor(wrong: Sequence[Pair]) -> Fraction | None:
    """What every entry was multiplied by."""
    first = next((polynomial for polynomial in wrong[0].wanted.polynomials if polynomial), None)
    if first is None:
        return None
    given = wrong[0].given.polynomials[wrong[0].wanted.polynomials.index(first)]
    term, coefficient = next(iter(first.items()))
    factor = given.get(term, Fraction(0)) / coefficient
    return factor if factor and all(pair.given == _scaled(pair.wanted, factor) for pair in wrong) else None


def _scaled(entries: Entries, factor: Fraction) -> Entries:
    scaled = tuple({term: factor * number for term, number in part.items()} for part in entries.polynomials)
    return entries._replace(polynomials=scaled)


def _offset(wrong: Sequence[Pair]) -> Fraction | None:
    """What was added to every entry."""
    if not wrong[0].wanted.polynomials:
        return None
    given, wanted = wrong[0].given.polynomials[0], wrong[0].wanted.polynomials[0]
    offset = given.get((), Fraction(0)) - wanted.get((), Fraction(0))
    return offset if offset and all(pair.given == _moved(pair.wanted, offset) for pair in wrong) else None


def _moved(entries: Entries, offset: Fraction) -> Entries:
    moved = ({**part, (): part.get((), Fraction(0)) + offset} for part in entries.polynomials)
    return entries._replace(polynomials=tuple({term: c for term, c in part.items() if c} for part in moved))


def _transposed(entries: Entries) -> Entries:
    rows, columns = entries.shape
    swapped = (entries.polynomials[row * columns + column] for column in range(columns) for row in range(rows))
    return Entries((columns, rows), tuple(swapped))


def _told(factor: Fraction) -> str:
    if factor == -1:
        return "minus"
    size = abs(factor)
    is_plain = size.denominator == 1 or size.numerator == 1 or max(size.numerator, size.denominator) > _NAMED
    return in_words(float(factor)) if is_plain else f"{'minus ' if factor < 0 else ''}{size} times"
