"""SymPy numbers, and the derivative as an expression."""

import sympy

t = sympy.Symbol("t")


def direction(slope):
    return -sympy.sign(slope)


def step(derivative, x, alpha):
    rule = t - alpha * derivative(t)
    return rule.subs(t, x)


def gradient_descent(derivative, x, alpha, tol):
    rule = sympy.lambdify(t, t - alpha * derivative(t))
    while abs(rule(x) - x) >= tol:
        x = rule(x)
    return sympy.Float(rule(x))


def iterations_until(derivative, x, alpha, tol):
    return steps(sympy.lambdify(t, derivative(t)), sympy.lambdify(t, t - alpha * derivative(t)), x, tol)


def steps(slope, rule, x, tol):
    return sympy.Integer(0) if abs(slope(x)) <= tol else 1 + steps(slope, rule, rule(x), tol)
