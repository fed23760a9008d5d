import sympy


def second_derivative(f, x):
    return f.diff(x, x)


def tangent_line(f, x, x0):
    slope = f.diff(x).subs(x, x0)
    return sympy.expand(f.subs(x, x0) + slope * (x - x0))


def tangent_parabola(f, x, x0):
    slope = f.diff(x).subs(x, x0)
    curvature = f.diff(x, x).subs(x, x0)
    return f.subs(x, x0) + slope * (x - x0) + curvature * (x - x0) ** 2 / 2


def test_applies(f, x):
    if f.has(sympy.Abs) or f.has(sympy.Max):
        return False  # a kink
    second = f.diff(x, x)
    return all(second.subs(x, k / 10).evalf() >= 0 for k in range(-50, 51))


def classify(name):
    if name in ("square", "exponential", "softplus"):
        return "strictly convex"
    if name in ("absolute_value", "relu", "fourth_power"):
        return "convex"
    if name in ("minus_square", "minus_exponential"):
        return "strictly concave"
    if name == "minus_absolute_value":
        return "concave"
    if name in ("line", "constant"):
        return "affine"
    return "neither"
