"""The expression first; the numbers come from it by lambdify, with SymPy numbers in between."""

import sympy


def units(variables, W):
    return list(sympy.Matrix([[1, *variables]]) * sympy.Matrix(W))


def symbols_of(x):
    return tuple(sympy.symbols(f"t:{len(x)}"))


def hidden(x, W):
    variables = symbols_of(x)
    return sympy.Matrix([sympy.Max(0, unit.subs(dict(zip(variables, x)))) for unit in units(variables, W)])


def network(x, W, w):
    variables = symbols_of(x)
    f = sympy.lambdify(variables, as_expression(W, w, variables))
    return f(*x)


def parameter_count(d, hidden):
    return sympy.Integer(d + 1) * hidden + hidden + 1


def as_expression(W, w, variables):
    return w[0] + sum(weight * sympy.Max(0, unit) for weight, unit in zip(w[1:], units(variables, W)))


def activation_regions(W, x):
    return [sympy.Gt(unit, 0) for unit in units(x.tolist(), W)]
