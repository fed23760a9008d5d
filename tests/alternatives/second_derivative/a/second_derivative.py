"""SymPy's series; the line where the quadratic term is dropped; real symbols, and signs that SymPy proves or a grid refutes."""

import numpy as np
import sympy


def second_derivative(f, x):
    return sympy.simplify(sympy.diff(sympy.diff(f, x), x))


def taylor(f, x, x0, degree):
    return sum(f.diff(x, k).subs(x, x0) * (x - x0) ** k / sympy.factorial(k) for k in range(degree + 1))


def tangent_line(f, x, x0):
    return taylor(f, x, x0, 1)


def tangent_parabola(f, x, x0):
    return sympy.expand(taylor(f, x, x0, 2))


def test_applies(f, x):
    if f.atoms(sympy.Abs, sympy.Max):
        return False
    r = sympy.Symbol("r", real=True)
    second = sympy.simplify(f.subs(x, r).diff(r, 2))
    if second.is_nonnegative:
        return True
    values = sympy.lambdify(r, second, "numpy")(np.linspace(-5, 5, 1001))
    return bool(np.all(values >= 0))


def classify(name):
    table = {
        "square fourth_power exponential softplus": "Strictly convex",
        "relu absolute_value": "Convex",
        "minus_square minus_exponential": "Strictly concave",
        "minus_absolute_value": "Concave",
        "line constant": "Affine",
        "cube cosine sigmoid two_kinks": "Neither",
    }
    return next(word for names, word in table.items() if name in names.split())
