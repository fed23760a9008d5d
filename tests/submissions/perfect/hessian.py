import itertools

import numpy as np
import sympy


def hessian(f, variables):
    return sympy.hessian(f, variables)


def eigenvalues_at(f, variables, point):
    H = hessian(f, variables)
    for variable, value in zip(variables, point):
        H = H.subs(variable, value)
    return np.linalg.eigvalsh(np.array(H).astype(float))


def is_positive_semidefinite(H):
    # whole numbers, so everything below this is rounding
    return np.linalg.eigvalsh(H).min() > -1e-8


def negative_direction(H):
    values, vectors = np.linalg.eigh(H)
    return vectors[:, 0]


def is_convex(f, variables):
    # second derivative test on a grid of points
    H = sympy.lambdify(variables, hessian(f, variables), "numpy")
    grid = [-3, -1, -0.5, 0, 0.5, 1, 3]
    for point in itertools.product(grid, repeat=len(variables)):
        if not is_positive_semidefinite(np.array(H(*point), dtype=float)):
            return False
    return True
