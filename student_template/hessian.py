"""The Hessian: `grade show hessian` prints what is asked."""

from collections.abc import Sequence

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
