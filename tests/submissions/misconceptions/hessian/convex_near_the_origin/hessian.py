from itertools import product

import numpy as np
import sympy


def hessian(f, variables):
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def eigenvalues_at(f, variables, point):
    matrix = hessian(f, variables).subs(dict(zip(variables, point, strict=True)))
    return np.linalg.eigvalsh(np.array(matrix, dtype=float))


def is_convex(f, variables):
    points = product((-1, 0, 1), repeat=len(variables))
    return all(eigenvalues_at(f, variables, point)[0] >= -1e-9 for point in points)
