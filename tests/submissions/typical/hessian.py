import numpy as np
import sympy


def hessian(f, variables):
    x, y = variables
    return sympy.Matrix([
        [sympy.diff(f, x, x), sympy.diff(f, x, y)],
        [sympy.diff(f, y, x), sympy.diff(f, y, y)],
    ])


def eigenvalues_at(f, variables, point):
    H = hessian(f, variables).subs(dict(zip(variables, point)))
    return sorted(H.eigenvals())


def is_positive_semidefinite(H):
    return all(np.linalg.eigvals(H) > 0)


def negative_direction(H):
    values, vectors = np.linalg.eigh(H)
    return vectors[:, 0]
