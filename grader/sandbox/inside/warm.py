"""Imports and first calls that every submission would otherwise wait for."""

from collections.abc import Callable, Iterator

import numpy as np
import sympy


def warm_up() -> None:
    """What no process can do without: the library of linear algebra is loaded."""
    np.linalg.eigvalsh(np.eye(2))


def further() -> Iterator[Callable[[], object]]:
    """More of the same in steps of a few milliseconds, for a zygote that has nothing else to do."""
    x, y = sympy.symbols("x y")
    matrix = np.array([[2.0, 1.0], [1.0, 3.0]])
    for function in (np.linalg.eig, np.linalg.eigh, np.linalg.inv, np.linalg.det, np.linalg.svd, np.linalg.cholesky):
        yield lambda function=function: function(matrix)  # type: ignore[misc]
    yield lambda: np.linalg.solve(matrix, np.ones(2))
    yield lambda: np.linalg.lstsq(matrix, np.ones(2), rcond=None)
    yield lambda: np.random.default_rng(0).normal(size=2)
    yield lambda: sympy.diff(x**3 * y + sympy.exp(x * y), x, y)
    yield lambda: sympy.hessian(x**2 * y, (x, y))
    yield lambda: sympy.lambdify((x, y), x * sympy.exp(y), "numpy")(1.0, 2.0)
    yield lambda: sympy.expand((x + y) ** 3) + sympy.factor(x**2 - y**2)
    yield lambda: sympy.Matrix([[x, 1], [1, y]]).det()
    yield lambda: sympy.Matrix([[2, 1], [1, 2]]).eigenvals()
    yield lambda: sympy.simplify(sympy.sin(x) ** 2 + sympy.cos(x) ** 2)
    yield lambda: sympy.solve(x**2 - 2, x)
    yield lambda: sympy.integrate(x**2, x)
