"""Matrices with symbols: by principal minors, each with a sign that holds for all values of the symbols.

All leading minors above 0 prove definite; semidefinite needs all principal minors, 2**n - 1 of them. A minor that is
itself a quadratic polynomial in the symbols has a matrix, whose definiteness tells its sign.
"""

from collections.abc import Iterator
from itertools import combinations

import sympy

from grader.maths.definiteness import elimination
from grader.maths.definiteness.result import Definiteness, Minor, Verdict
from grader.maths.definiteness.signs import is_nonnegative, sign

_MAX_ROWS = 6
"""63 principal minors, each a polynomial of degree up to 6 in the entries."""


def classify(matrix: sympy.ImmutableMatrix) -> Definiteness:
    """The verdict that holds for all values of the symbols; undecided if none is proved, or none holds."""
    if matrix.shape[0] > _MAX_ROWS:
        return Definiteness("undecided", tried=f"it has symbols and more than {_MAX_ROWS} rows")
    if all(sign(entry) == 0 for entry in matrix):
        return Definiteness("zero")
    opposite = -matrix
    if minors := definite(matrix):
        return Definiteness("positive definite", certificate=minors)
    if minors := definite(opposite):
        return Definiteness("negative definite", certificate=minors)
    if minors := semidefinite(matrix):
        # "Semidefinite" says that it is not definite for all values: one at which it is singular has to be known
        return Definiteness("positive semidefinite", certificate=minors) if _is_singular(matrix) else _UNKNOWN
    if minors := semidefinite(opposite):
        return Definiteness("negative semidefinite", certificate=minors) if _is_singular(matrix) else _UNKNOWN
    if minors := _indefinite(matrix):
        return Definiteness("indefinite", certificate=minors)
    return Definiteness("undecided", tried="no principal minors with the same sign for all values of the symbols")


_UNKNOWN = Definiteness("undecided", tried="semidefinite, but whether it is definite for all values is not known")


def definite(matrix: sympy.ImmutableMatrix) -> tuple[Minor, ...]:
    """The leading minors if all are proved positive, else none."""
    size = matrix.shape[0]
    minors = tuple(_minor(matrix, tuple(range(count))) for count in range(1, size + 1))
    return minors if all(map(_is_positive, minors)) else ()


def semidefinite(matrix: sympy.ImmutableMatrix) -> tuple[Minor, ...]:
    """All principal minors if all are proved not to be negative, else none."""
    minors = tuple(_all(matrix))
    return minors if all(map(_is_nonnegative, minors)) else ()


def _is_positive(minor: Minor) -> bool:
    return sign(minor.value) == 1 or _verdict_as_quadratic(minor.value) == "positive definite"


def _is_nonnegative(minor: Minor) -> bool:
    as_quadratic = _verdict_as_quadratic(minor.value)
    return is_nonnegative(minor.value) or as_quadratic in {"positive definite", "positive semidefinite", "zero"}


def _verdict_as_quadratic(value: sympy.Expr) -> Verdict:
    """What the matrix of a quadratic polynomial in real symbols is: a**2 - a*b + b**2 is never below 0."""
    symbols = tuple(sorted(value.free_symbols, key=str))
    matrix = quadratic_matrix(value, symbols) if symbols and all(symbol.is_real for symbol in symbols) else None
    return "undecided" if matrix is None else elimination.classify(sympy.ImmutableMatrix(matrix)).verdict


def _indefinite(matrix: sympy.ImmutableMatrix) -> tuple[Minor, ...]:
    """A plane on which the form always takes both signs, or two entries of the diagonal with opposite signs."""
    # two by two: a negative determinant is a product of eigenvalues of opposite signs
    minors = list(_all(matrix))
    if crossed := [minor for minor in minors if len(minor.rows) == 2 and sign(minor.value) == -1]:
        return (crossed[0],)
    diagonal = {sign(minor.value): minor for minor in minors if len(minor.rows) == 1}
    return (diagonal[-1], diagonal[1]) if {-1, 1} <= set(diagonal) else ()


def _is_singular(matrix: sympy.ImmutableMatrix) -> bool:
    """Whether the determinant is 0 for some values of the symbols, tried at 0, 1 and -1."""
    determinant = matrix.det()
    values = [
        sympy.simplify(determinant.subs(dict.fromkeys(matrix.free_symbols, value)))
        for value in (0, 1, -1)
        if all(_allows(symbol, value) for symbol in matrix.free_symbols)
    ]
    return determinant == 0 or any(value == 0 for value in values) or sign(determinant) == 0


def _allows(symbol: sympy.Symbol, value: int) -> bool:
    """Whether the assumptions on a symbol, of sign or of being whole, leave room for a value."""
    number = sympy.Integer(value)
    known = symbol.assumptions0
    return all(getattr(number, f"is_{name}", None) in {None, wanted} for name, wanted in known.items())


def _all(matrix: sympy.ImmutableMatrix) -> Iterator[Minor]:
    size = matrix.shape[0]
    for count in range(1, size + 1):
        for rows in combinations(range(size), count):
            yield _minor(matrix, rows)


def _minor(matrix: sympy.ImmutableMatrix, rows: tuple[int, ...]) -> Minor:
    # Without division: a pivot with symbols may be 0 for some of their values
    return Minor(rows, sympy.expand(matrix.extract(list(rows), list(rows)).det(method="berkowitz")))


def quadratic_matrix(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> sympy.Matrix | None:
    """The matrix of a quadratic polynomial, which is never below 0 if its matrix is semidefinite.

    Parameters
    ----------
    expression : Expr
        A polynomial in the symbols.
    symbols : tuple of Symbol

    Returns
    -------
    Matrix of shape (n + 1, n + 1), or None
        M with q(x) = (x, 1)' M (x, 1); None if the expression is no polynomial of degree at most 2.
    """
    if not expression.is_polynomial(*symbols):
        return None
    polynomial = sympy.Poly(expression, *symbols)
    if polynomial.total_degree() > 2:
        return None
    zero = dict.fromkeys(symbols, 0)
    half = sympy.Rational(1, 2)
    hessian = sympy.hessian(expression, symbols) * half
    linear = sympy.Matrix([sympy.diff(expression, symbol).subs(zero) for symbol in symbols]) * half
    return hessian.row_join(linear).col_join(linear.T.row_join(sympy.Matrix([[expression.subs(zero)]])))
