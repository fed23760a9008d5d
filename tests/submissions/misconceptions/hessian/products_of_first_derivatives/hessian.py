import sympy


def gradient_only(f, variables):
    return sympy.Matrix([sympy.diff(f, variable) for variable in variables])


def hessian(f, variables):
    gradient = gradient_only(f, variables)
    return gradient * gradient.T
