from itertools import product

import numpy as np
import sympy


def is_positive_semidefinite(H):
    return bool(np.linalg.eigvalsh(H).min() > -1e-2)


def is_convex(f, variables):
    matrix = sympy.hessian(f, variables)
    for point in product((-1, 0, 1), repeat=len(variables)):
        H = np.array(matrix.subs(dict(zip(variables, point))), dtype=float)
        if np.linalg.eigvalsh(H).min() < -1e-9:
            return False
    return True
