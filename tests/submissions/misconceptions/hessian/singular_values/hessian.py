import numpy as np
import sympy


def hessian(f, variables):
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def correct_eigenvalues_at(f, variables, point):
    matrix = hessian(f, variables).subs(dict(zip(variables, point, strict=True)))
    return np.linalg.eigvalsh(np.array(matrix, dtype=float))


def eigenvalues_at(f, variables, point):
    return np.sort(np.abs(correct_eigenvalues_at(f, variables, point)))
