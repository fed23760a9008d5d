"""Two vectors as evidence that the form of a symmetric matrix takes both signs; floats are the fractions they hold."""

from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison
from grader.items.evidence.finding import SHOWS, not_proved, refused
from grader.items.evidence.numbers import as_expression, as_fraction, eps_of, shown
from grader.items.evidence.read import Rows, Vector, pair_of, read_vector
from grader.items.evidence.signs import approximate_signs, signs_of


def check_vectors(evidence: Any, matrix: Rows) -> Comparison:
    """Whether x'Ax is above 0 at one of a pair of vectors and below 0 at the other."""
    pairs = [pair for pair in map(_read, _readings(evidence), [len(matrix)] * 2) if pair is not None]
    if not pairs:
        return refused(f"it is no pair of vectors of {len(matrix)} real numbers")
    checked = [_check(pair, matrix) for pair in pairs]
    return next((comparison for comparison in checked if comparison.agrees), checked[0])


def vectors_of(evidence: Any) -> tuple[Any, Any] | None:
    """The two parts of evidence that may be a pair of vectors: the rows or the columns of an array, or of a list."""
    return next(iter(_readings(evidence)), None)


def _readings(evidence: Any) -> list[tuple[Any, Any]]:
    """By rows, and for an array or a matrix by columns too, as NumPy gives eigenvectors."""
    has_columns = isinstance(evidence, MatrixBase) or (isinstance(evidence, np.ndarray) and evidence.ndim == 2)
    readings = (pair_of(evidence), pair_of(evidence.T) if has_columns else None)
    return [pair for pair in readings if pair is not None]


def _read(pair: tuple[Any, Any], size: int) -> tuple[Vector, Vector] | None:
    first, second = (read_vector(part, size) for part in pair)
    return None if first is None or second is None else (first, second)


def _check(pair: tuple[Vector, Vector], matrix: Rows) -> Comparison:
    eps = eps_of(list(chain(*pair)))
    numbers = list(chain(*pair, *matrix))
    if eps or all(isinstance(number.value, Fraction) for number in numbers):
        return _check_fractions(pair, matrix, eps)
    rows = [[as_expression(number) for number in row] for row in matrix]
    values = [_form([as_expression(number) for number in vector], rows) for vector in pair]
    signs = signs_of(values)
    if set(signs) == {1, -1}:
        return SHOWS
    if None in signs:
        agrees = set(approximate_signs(values)) == {1, -1}
        return not_proved("The signs of x'Ax at the two vectors are not proved.", agrees=agrees)
    return _refused(*map(shown, values))


def _check_fractions(pair: tuple[Vector, Vector], matrix: Rows, eps: float) -> Comparison:
    """Exactly: a float is a binary fraction, and an irrational number beside it is cut far behind its last digit."""
    rows, vectors = ([[as_fraction(number) for number in row] for row in part] for part in (matrix, pair))
    if any(value is None for row in chain(rows, vectors) for value in row):
        return not_proved("The signs of x'Ax at the two vectors are not proved.", agrees=False)
    first, second = (_form(vector, rows) for vector in vectors)
    if min(first, second) < 0 < max(first, second):
        return SHOWS
    return _refused(shown(first, eps), shown(second, eps))


def _form(vector: list[Any], rows: list[list[Any]]) -> Any:
    products = [sum(entry * y for entry, y in zip(row, vector, strict=True)) for row in rows]
    return sum(x * product for x, product in zip(vector, products, strict=True))


def _refused(first: str, second: str) -> Comparison:
    return refused(f"x'Ax is {first} at the first and {second} at the second")
