"""Reference and misconceptions for `hessian`."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray

from grader import HessianOf, Misconception, Satisfies


def hessian(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> sympy.Matrix:
    """The matrix of second derivatives.

    Parameters
    ----------
    f : Expr
        An expression in the variables.
    variables : sequence of Symbol, length d

    Returns
    -------
    Matrix, shape (d, d)
        Entry [i, j] is the derivative of f with respect to variables i and j.
    """
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def eigenvalues_at(f: sympy.Expr, variables: Sequence[sympy.Symbol], point: Sequence[float]) -> NDArray[np.float64]:
    """The eigenvalues of the Hessian at a point.

    Parameters
    ----------
    f : Expr
        An expression in the variables.
    variables : sequence of Symbol, length d
    point : sequence of float, length d
        The variables' values, in the same order.

    Returns
    -------
    ndarray of float, shape (d,)
        In ascending order.
    """
    matrix = hessian(f, variables).subs(dict(zip(variables, point, strict=True)))
    return np.linalg.eigvalsh(np.array(matrix, dtype=float))


def is_positive_semidefinite(H: ArrayLike) -> bool:
    """Whether v'Hv >= 0 for every vector v.

    Parameters
    ----------
    H : array_like of float, shape (d, d)
        A symmetric matrix of whole numbers.

    Returns
    -------
    bool
    """
    H = np.asarray(H, dtype=float)
    return bool(np.linalg.eigvalsh(H)[0] >= -1e-9 * max(1.0, np.abs(H).max()))


def negative_direction(H: ArrayLike) -> NDArray[np.float64]:
    """A vector that shows that a matrix is not positive semi-definite.

    Parameters
    ----------
    H : array_like of float, shape (d, d)
        A symmetric matrix with a negative eigenvalue.

    Returns
    -------
    ndarray of float, shape (d,)
        A vector v with v'Hv < 0.
    """
    direction: NDArray[np.float64] = np.linalg.eigh(np.asarray(H))[1][:, 0]
    return direction


def is_convex(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:
    """Whether a twice differentiable function is convex on all of R^d.

    Parameters
    ----------
    f : Expr
        An expression in the variables.
    variables : sequence of Symbol, length d

    Returns
    -------
    bool
    """
    real = [sympy.Symbol(variable.name, real=True) for variable in variables]
    matrix = hessian(f.subs(dict(zip(variables, real, strict=True))), real)
    if all(sympy.expand(minor).is_nonnegative for minor in _principal_minors(matrix)):
        return True
    points = product((-2, -1, 0, 1, 2), repeat=len(real))
    values = (np.array(matrix.subs(dict(zip(real, point, strict=True))), dtype=float) for point in points)
    next(H for H in values if not is_positive_semidefinite(H))  # raises where there is neither proof nor counterexample
    return False


def _principal_minors(matrix: sympy.Matrix) -> list[sympy.Expr]:
    """All of them, not only the leading ones: a symmetric matrix is positive semi-definite if none is negative."""
    size = matrix.rows
    choices = (chosen for count in range(1, size + 1) for chosen in combinations(range(size), count))
    return [matrix.extract(list(chosen), list(chosen)).det() for chosen in choices]


def without_mixed_terms(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> sympy.Matrix:
    return sympy.diag(*(sympy.diff(f, variable, 2) for variable in variables))


def gradient_only(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> sympy.Matrix:
    return sympy.Matrix([sympy.diff(f, variable) for variable in variables])


def products_of_first_derivatives(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> sympy.Matrix:
    gradient = gradient_only(f, variables)
    return gradient * gradient.T


def only_two_variables(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> sympy.Matrix:
    return hessian(f, variables[:2])


def descending(f: sympy.Expr, variables: Sequence[sympy.Symbol], point: Sequence[float]) -> NDArray[np.float64]:
    return eigenvalues_at(f, variables, point)[::-1]


def diagonal_entries(f: sympy.Expr, variables: Sequence[sympy.Symbol], point: Sequence[float]) -> NDArray[np.float64]:
    matrix = hessian(f, variables).subs(dict(zip(variables, point, strict=True)))
    return np.sort(np.diag(np.array(matrix, dtype=float)))


def singular_values(f: sympy.Expr, variables: Sequence[sympy.Symbol], point: Sequence[float]) -> NDArray[np.float64]:
    return np.sort(np.abs(eigenvalues_at(f, variables, point)))


def leading_minors_only(H: ArrayLike) -> bool:
    H = np.asarray(H)
    return bool(all(np.linalg.det(H[:size, :size]) >= -1e-9 for size in range(1, len(H) + 1)))


def determinant_only(H: ArrayLike) -> bool:
    return bool(np.linalg.det(np.asarray(H)) >= -1e-9)


def diagonal_only(H: ArrayLike) -> bool:
    return bool(np.all(np.diag(np.asarray(H)) >= 0))


def entries_only(H: ArrayLike) -> bool:
    return bool(np.all(np.asarray(H) >= 0))


def zero_matrix_left_out(H: ArrayLike) -> bool:
    return is_positive_semidefinite(H) and bool(np.any(np.linalg.eigvalsh(np.asarray(H, dtype=float)) > 1e-9))


def eigenvalues_above_zero(H: ArrayLike) -> bool:
    return bool(np.all(np.linalg.eigvals(np.asarray(H)) > 0))


def eigenvalues_without_rounding(H: ArrayLike) -> bool:
    return bool(np.all(np.linalg.eigvals(np.asarray(H)) >= 0))


def cholesky_succeeds(H: ArrayLike) -> bool:
    try:
        np.linalg.cholesky(np.asarray(H))
    except np.linalg.LinAlgError:
        return False
    return True


def largest_eigenvector(H: ArrayLike) -> NDArray[np.float64]:
    direction: NDArray[np.float64] = np.linalg.eigh(np.asarray(H))[1][:, -1]
    return direction


def row_of_eigenvectors(H: ArrayLike) -> NDArray[np.float64]:
    direction: NDArray[np.float64] = np.linalg.eigh(np.asarray(H))[1][0]
    return direction


def convex_at_the_origin(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:
    return bool(np.all(eigenvalues_at(f, variables, [0] * len(variables)) >= -1e-9))


def convex_near_the_origin(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:
    points = product((-1, 0, 1), repeat=len(variables))
    return all(bool(np.all(eigenvalues_at(f, variables, point) >= -1e-9)) for point in points)


def leading_minors_everywhere(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:
    points = product((-3, -1, 0, 1, 3), repeat=len(variables))
    matrix = hessian(f, variables)
    return all(leading_minors_only(_at(matrix, variables, point)) for point in points)


def _at(matrix: sympy.Matrix, variables: Sequence[sympy.Symbol], point: Sequence[float]) -> NDArray[np.float64]:
    return np.array(matrix.subs(dict(zip(variables, point, strict=True))), dtype=float)


def convex_along_the_axes(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:
    return all(is_convex(f.subs({other: 1 for other in variables if other != one}), [one]) for one in variables)


def strictly_positive_everywhere(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:
    points = product((-2, -1, 0, 1, 2), repeat=len(variables))
    return all(bool(np.all(eigenvalues_at(f, variables, point) > 1e-9)) for point in points)


misconceptions = (
    Misconception(
        of="hessian",
        wrong=without_mixed_terms,
        says="The mixed second derivatives, off the diagonal, are missing.",
    ),
    Misconception(
        of="hessian",
        wrong=gradient_only,
        says="This is the gradient, the first derivatives; the Hessian holds the second ones.",
    ),
    Misconception(
        of="hessian",
        wrong=products_of_first_derivatives,
        says="The entries are products of first derivatives; the Hessian differentiates twice.",
    ),
    Misconception(
        of="hessian.more_variables",
        wrong=only_two_variables,
        says="Only the first two variables are used; the Hessian has a row and a column for each variable.",
    ),
    Misconception(
        of="eigenvalues_at",
        wrong=descending,
        says="The eigenvalues are in descending order; ascending was asked for.",
    ),
    Misconception(
        of="eigenvalues_at",
        wrong=diagonal_entries,
        says="These are the diagonal entries of the Hessian; they are its eigenvalues only if all others are 0.",
    ),
    Misconception(
        of="eigenvalues_at",
        wrong=singular_values,
        says="The signs are lost: these are absolute values, as singular values are.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=leading_minors_only,
        says="Leading minors >= 0 are not enough: [[0, 0], [0, -1]] has 0 and 0, but (0, 1) is a negative direction.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=determinant_only,
        says="The determinant alone does not tell: two negative eigenvalues give a positive one.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=diagonal_only,
        says="The diagonal alone does not tell: [[1, 2], [2, 1]] has a negative direction, (1, -1).",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=entries_only,
        says="The signs of the entries do not tell: [[1, -1], [-1, 1]] is positive semi-definite all the same.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=eigenvalues_above_zero,
        says="Eigenvalues above 0 are demanded, which is positive definite; semi-definite allows 0.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=zero_matrix_left_out,
        says="The zero matrix has no positive eigenvalue, but v'Hv is 0 for every v: positive semi-definite as well.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=cholesky_succeeds,
        says="Cholesky succeeds only for positive definite matrices; singular ones are positive semi-definite as well.",
    ),
    Misconception(
        of="is_positive_semidefinite",
        wrong=eigenvalues_without_rounding,
        says="Rounding turns an eigenvalue 0 of a singular matrix into, say, -1e-16: allow for it.",
    ),
    Misconception(
        of="negative_direction",
        wrong=largest_eigenvector,
        says="This is the eigenvector of the largest eigenvalue; the smallest one is negative.",
    ),
    Misconception(
        of="negative_direction",
        wrong=row_of_eigenvectors,
        says="NumPy's eigenvectors are the columns of the matrix, and this is a row of it.",
    ),
    Misconception(
        of="is_convex",
        wrong=convex_at_the_origin,
        says="The Hessian was looked at in the origin only; the test asks for every point.",
    ),
    Misconception(
        of="is_convex",
        wrong=convex_near_the_origin,
        says="The Hessian seems to have been looked at near the origin only; the test asks for every point.",
    ),
    Misconception(
        of="is_convex",
        wrong=leading_minors_everywhere,
        says="Leading minors >= 0 are not enough: those of -y**2 are 0 and 0, and along y it curves downwards.",
    ),
    Misconception(
        of="is_convex",
        wrong=convex_along_the_axes,
        says="Convex along each axis is not enough: x*y is, but along (1, -1) it curves downwards.",
    ),
    Misconception(
        of="is_convex",
        wrong=strictly_positive_everywhere,
        says="Positive definite is demanded at every point; semi-definite is enough, so x + y is convex as well.",
    ),
)


def _are_eigenvalues(
    eigenvalues: NDArray[np.float64], f: sympy.Expr, variables: Sequence[sympy.Symbol], point: Sequence[float]
) -> bool:
    """They ascend, make H - value * I singular, and have the sums of H and of its squares."""
    at_point = sympy.hessian(f, variables).subs(dict(zip(variables, point, strict=True)))
    H = np.array(at_point, dtype=float)
    scale = max(1.0, np.abs(H).max()) ** len(H)
    return (
        np.shape(eigenvalues) == (len(H),)
        and bool(np.all(np.diff(eigenvalues) >= 0))
        and all(abs(np.linalg.det(H - value * np.eye(len(H)))) <= 1e-9 * scale for value in eigenvalues)
        and bool(np.isclose(sum(eigenvalues), np.trace(H)))
        and bool(np.isclose(sum(eigenvalues**2), np.sum(H**2)))
    )


def _has_no_negative_pivot(is_semidefinite: bool, H: NDArray[np.float64]) -> bool:  # noqa: FBT001 - a value
    """By elimination in fractions: no pivot is below 0, and a pivot 0 has nothing but 0 beside it."""
    rows = [[Fraction(float(entry)) for entry in row] for row in H]
    while rows:
        (pivot, *beside), *others = rows
        if pivot < 0 or (pivot == 0 and any(beside)):
            return is_semidefinite is False
        shares = [first / pivot if pivot else 0 for first in beside]
        rows = [
            [entry - share * second for entry, second in zip(row[1:], beside, strict=True)]
            for row, share in zip(others, shares, strict=True)
        ]
    return is_semidefinite is True


def _makes_the_form_negative(v: NDArray[np.float64], H: NDArray[np.float64]) -> bool:
    products = (H[i, j] * v[i] * v[j] for i, j in product(range(len(H)), repeat=2))
    return len(v) == len(H) and sum(products) < -1e-9


def _has_no_dip(is_convex: bool, f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> bool:  # noqa: FBT001 - a value
    """No chord between two points of a grid is below the graph at half of its way."""
    function = sympy.lambdify(variables, f)
    grid = np.array([*product((-3.0, -1.0, 0.0, 1.0, 3.0), repeat=len(variables))])
    a, b = np.repeat(grid, len(grid), axis=0), np.tile(grid, (len(grid), 1))
    gaps = (function(*a.T) + function(*b.T)) / 2 - function(*(a + b).T / 2)
    return is_convex == bool(np.min(gaps) >= -1e-9)


laws = (
    HessianOf(hessian, "f", wrt="variables"),
    Satisfies("the eigenvalues are the roots of det(H - t I)", eigenvalues_at, _are_eigenvalues),
    Satisfies("H is semi-definite if no pivot is negative", is_positive_semidefinite, _has_no_negative_pivot),
    Satisfies("v'Hv is below 0", negative_direction, _makes_the_form_negative),
    Satisfies("f is convex if no chord is below its graph", is_convex, _has_no_dip),
)
