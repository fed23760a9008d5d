"""SymPy: the risk as an expression, differentiated and solved by SymPy; exact fractions come out."""

from fractions import Fraction

import sympy

t = sympy.Symbol("t")


def expression(ys):
    exact = [sympy.Rational(str(float(y))) for y in ys]
    return sympy.Rational(1, len(exact)) * sum((t - y) ** 2 for y in exact)


def risk(x, ys):
    return expression(ys).subs(t, x)


def risk_derivative(x, ys):
    return sympy.lambdify(t, sympy.diff(expression(ys), t))(x)


def gradient_descent_step(x, ys, alpha):
    return x - alpha * float(expression(ys).diff(t).subs(t, x))


def x1():
    return Fraction(4) - Fraction(1, 4) * 8


def x1_choice():
    return " d "


def minimizer(ys):
    return sympy.solve(expression(ys).diff(t), t)[0]
