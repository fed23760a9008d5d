"""Nested lists and loops; eigenvalues by NumPy's general routine; the quadratic form tried on eigenvectors."""

import itertools

import numpy as np
import sympy


def hessian(f, variables):
    rows = []
    for first in variables:
        row = []
        for second in variables:
            row.append(f.diff(first).diff(second))
        rows.append(row)
    return rows


def eigenvalues_at(f, variables, point):
    values = dict(zip(variables, point))
    H = [[float(entry.subs(values)) for entry in row] for row in hessian(f, variables)]
    return sorted(np.linalg.eigvals(np.array(H)).real.tolist())


def is_positive_semidefinite(H):
    return all(value > -1e-6 for value in np.linalg.eigvals(H).real)


def negative_direction(H):
    values, vectors = np.linalg.eigh(H)
    for place in range(len(H)):
        v = vectors[:, place]
        if v @ H @ v < 0:
            return [100 * float(entry) for entry in v]


def is_convex(f, variables):
    for point in itertools.product((-2, -0.5, 0, 1, 3), repeat=len(variables)):
        if eigenvalues_at(f, variables, point)[0] < -1e-9:
            return 0
    return 1
