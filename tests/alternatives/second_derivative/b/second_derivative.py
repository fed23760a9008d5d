"""Polynomials from a system of equations for their coefficients; a numeric test by differences of the function itself."""

import numpy as np
import sympy


def second_derivative(f, x):
    return sympy.Derivative(f, (x, 2)).doit()


def tangent_line(f, x, x0):
    a, b = sympy.symbols("a b")
    line = a * x + b
    found = sympy.solve([(line - f).subs(x, x0), (line - f).diff(x).subs(x, x0)], [a, b])
    return line.subs(found)


def tangent_parabola(f, x, x0):
    a, b, c = sympy.symbols("a b c")
    h2 = a * x**2 + b * x + c
    equations = [(h2 - f).diff(x, k).subs(x, x0) for k in range(3)]
    return h2.subs(sympy.solve(equations, [a, b, c]))


def test_applies(f, x):
    value = sympy.lambdify(x, f)
    step = 1e-3
    for place in np.arange(-4, 4.001, 0.05):
        slopes = [(value(place + step) - value(place)) / step, (value(place) - value(place - step)) / step]
        if abs(slopes[0] - slopes[1]) > 0.5 or slopes[0] - slopes[1] < -1e-8:
            return False
    return True


def classify(name):
    f = {
        "square": lambda x: x**2,
        "fourth_power": lambda x: x**4,
        "cube": lambda x: x**3,
        "line": lambda x: 3 * x - 1,
        "constant": lambda x: 5 + 0 * x,
        "exponential": np.exp,
        "minus_square": lambda x: -(x**2),
        "cosine": np.cos,
        "softplus": lambda x: np.log(1 + np.exp(x)),
        "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
        "minus_exponential": lambda x: -np.exp(x),
        "absolute_value": abs,
        "relu": lambda x: max(x, 0),
        "minus_absolute_value": lambda x: -abs(x),
        "two_kinks": lambda x: abs(x) - abs(x - 1),
    }[name]
    gaps = [(f(a) + f(b)) / 2 - f((a + b) / 2) for a in np.arange(-5, 5, 0.5) for b in np.arange(a + 0.5, 5.1, 0.5)]
    low, high = min(gaps), max(gaps)
    if abs(low) < 1e-9 and abs(high) < 1e-9:
        return "affine"
    if low >= -1e-9:
        return "strictly convex" if low > 1e-9 else "convex"
    if high <= 1e-9:
        return "strictly concave" if high < -1e-9 else "concave"
    return "neither"
