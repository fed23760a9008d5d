import sympy


def hessian(f, variables):
    return sympy.Matrix([sympy.diff(f, variable) for variable in variables])
