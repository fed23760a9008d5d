import sympy


def hessian(f, variables):
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def is_convex(f, variables):
    real = [sympy.Symbol(variable.name, real=True) for variable in variables]
    matrix = hessian(f.subs(dict(zip(variables, real))), real)
    minors = [sympy.expand(matrix[:size, :size].det()) for size in range(1, len(real) + 1)]
    return all(minor.is_nonnegative for minor in minors)
