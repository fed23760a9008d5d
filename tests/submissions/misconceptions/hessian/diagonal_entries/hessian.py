import numpy as np
import sympy


def hessian(f, variables):
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def eigenvalues_at(f, variables, point):
    matrix = hessian(f, variables).subs(dict(zip(variables, point, strict=True)))
    return np.sort(np.diag(np.array(matrix, dtype=float)))
