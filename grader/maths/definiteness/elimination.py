"""Symmetric elimination: A = L D L*, whose D has the signs of the form; or a vector on which it is negative.

A pivot is any diagonal entry that is not 0. If all are 0 and an entry beside them is not, the form takes both signs on
the plane of its row and column: leading minors would not see that.
"""

from typing import NamedTuple

import sympy

from grader.maths.definiteness.result import Definiteness, Factors, Vector, verdict_of
from grader.maths.definiteness.signs import Sign, sign


class _Elimination(NamedTuple):
    """What is done: A[order, order] = L S L*, where S is diagonal up to its last rows, which are `rest` by `rest`."""

    lower: sympy.Matrix
    schur: sympy.Matrix
    order: list[int]
    signs: list[Sign]


def classify(matrix: sympy.ImmutableMatrix) -> Definiteness:
    """The verdict on a Hermitian matrix of numbers; undecided if the sign of a pivot is not found."""
    done = _eliminate(matrix)
    if done is None:
        return Definiteness("undecided", tried="the sign of a pivot could not be proved")
    # Fewer signs than rows: a rest with zeros on its diagonal and something beside them, on which both signs are taken
    if {1, -1} <= set(done.signs) or len(done.signs) < matrix.shape[0]:
        return _indefinite(matrix, done)
    diagonal = tuple(done.schur[position, position] for position in range(matrix.shape[0]))
    factors = Factors(sympy.ImmutableMatrix(done.lower), diagonal, tuple(done.order))
    # multiplied out again: SymPy's steps in between are not to be relied upon
    if not are_factors(matrix, factors):
        return Definiteness("undecided", tried="the factors of the elimination could not be confirmed")
    return Definiteness(verdict_of(set(done.signs)), certificate=factors)


def are_factors(matrix: sympy.ImmutableMatrix, factors: Factors) -> bool:
    """Whether L D L* is the matrix with its rows and columns in the order of the factors."""
    product = factors.L * sympy.diag(*factors.D) * factors.L.H
    order = list(factors.order)
    wanted = matrix.extract(order, order)
    return all(sign(entry) == 0 for entry in product - wanted)


def value(matrix: sympy.ImmutableMatrix, vector: Vector) -> sympy.Expr:
    """x*Ax."""
    column = sympy.Matrix(vector)
    return sympy.expand((column.H * matrix * column)[0, 0])


def _eliminate(matrix: sympy.ImmutableMatrix) -> _Elimination | None:
    """Until the rest has only zeros on its diagonal; complete if the rest is 0."""
    size = matrix.shape[0]
    done = _Elimination(sympy.eye(size), matrix.as_mutable(), list(range(size)), [])
    for step in range(size):
        # any entry will do whose sign is proved; one that is 0 in disguise would make the next step divide by 0
        diagonal = [sign(done.schur[position, position]) for position in range(step, size)]
        if None in diagonal:
            return None
        pivot = next((position for position, pivot_sign in enumerate(diagonal, step) if pivot_sign), None)
        if pivot is None:
            return _finish(done, step)
        _swap(done, step, pivot)
        _clear_column(done, step)
        done.signs.append(diagonal[pivot - step] or 0)
    return done


def _finish(done: _Elimination, step: int) -> _Elimination | None:
    size = done.schur.shape[0]
    # by the absolute value, since an entry beside the diagonal may be complex
    rest = [sign(sympy.Abs(done.schur[row, column])) for row in range(step, size) for column in range(step, row)]
    if None in rest:
        return None
    if not any(rest):
        done.signs.extend([0] * (size - step))
    return done


def _swap(done: _Elimination, step: int, pivot: int) -> None:
    done.schur.row_swap(step, pivot)
    done.schur.col_swap(step, pivot)
    done.order[step], done.order[pivot] = done.order[pivot], done.order[step]
    for column in range(step):
        # the multipliers of steps that are done move along with their rows
        entries = done.lower[step, column], done.lower[pivot, column]
        done.lower[pivot, column], done.lower[step, column] = entries


def _clear_column(done: _Elimination, step: int) -> None:
    schur, size = done.schur, done.schur.shape[0]
    for row in range(step + 1, size):
        done.lower[row, step] = _tidy(schur[row, step] / schur[step, step])
    for row in range(step + 1, size):
        for column in range(step + 1, row + 1):
            schur[row, column] = _tidy(schur[row, column] - done.lower[row, step] * schur[step, column])
            schur[column, row] = sympy.conjugate(schur[row, column])
    for row in range(step + 1, size):
        schur[row, step] = schur[step, row] = sympy.Integer(0)


def _tidy(entry: sympy.Expr) -> sympy.Expr:
    # else roots pile up below each other, and signs can no longer be told
    return entry if entry.is_Rational else sympy.radsimp(sympy.expand(entry))


def _indefinite(matrix: sympy.ImmutableMatrix, done: _Elimination) -> Definiteness:
    vectors = [_direction(done, wanted) for wanted in (-1, 1)]
    witness = tuple(_in_order(done, vector) for vector in vectors)
    if [sign(value(matrix, vector)) for vector in witness] != [-1, 1]:
        return Definiteness("undecided", tried="the vectors of the elimination could not be confirmed")
    return Definiteness("indefinite", witness=witness)


def _direction(done: _Elimination, wanted: Sign) -> sympy.Matrix:
    """A vector on which S has the wanted sign."""
    size = done.schur.shape[0]
    unit = sympy.zeros(size, 1)
    if wanted in done.signs:
        unit[done.signs.index(wanted)] = 1
        return unit
    rest = range(len(done.signs), size)
    row, column = next(
        (row, column) for row in rest for column in rest if column < row and done.schur[row, column] != 0
    )
    # both diagonal entries are 0: with x = (s, w) for w the entry above, x*Sx = 2 s |w|^2
    unit[column], unit[row] = wanted * done.schur[column, row], sympy.Integer(1)
    return unit


def _in_order(done: _Elimination, vector: sympy.Matrix) -> Vector:
    """Solve L* x = v, so that x*Ax = v*Sv, and put the parts back in their places."""
    solved = done.lower.H.upper_triangular_solve(vector)
    back = [sympy.Integer(0)] * len(done.order)
    for position, index in enumerate(done.order):
        back[index] = sympy.nsimplify(solved[position]) if solved[position].is_Float else solved[position]
    return tuple(back)
