import sympy


def hessian(f, variables):
    return sympy.diag(*(sympy.diff(f, variable, 2) for variable in variables))
