"""NumPy arrays of objects; lambdify; single precision; a shift before Cholesky; power iteration for the direction."""

import numpy as np
import sympy


def hessian(f, variables):
    d = len(variables)
    H = np.zeros((d, d), dtype=object)
    for i in range(d):
        for j in range(i, d):
            H[i, j] = H[j, i] = sympy.diff(f, variables[i], variables[j])
    return H


def eigenvalues_at(f, variables, point):
    numeric = sympy.lambdify(variables, sympy.Matrix(hessian(f, variables)), "numpy")
    return np.linalg.eigvalsh(np.asarray(numeric(*point), dtype=np.float64)).astype(np.float32)


def is_positive_semidefinite(H):
    try:
        np.linalg.cholesky(H + 1e-7 * np.eye(len(H)))
    except np.linalg.LinAlgError:
        return np.False_
    return np.True_


def negative_direction(H):
    shift = np.abs(H).sum() * np.eye(len(H)) - H
    v = np.arange(1.0, len(H) + 1) + 0.1234
    for _ in range(2000):
        v = shift @ v
        v /= np.linalg.norm(v)
    return v[:, None].ravel()


def is_convex(f, variables):
    numeric = sympy.lambdify(variables, sympy.Matrix(hessian(f, variables)))
    rng = np.random.default_rng(1)
    points = rng.uniform(-3, 3, size=(200, len(variables)))
    return all(np.linalg.eigvalsh(np.array(numeric(*p), dtype=float)).min() > -1e-8 for p in points)
