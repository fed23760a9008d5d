"""SymPy: the gap with exact numbers, a derivative in two forms, pieces as a matrix."""

import sympy


def chord_gap(f, a, b, t):
    a, b, t = (sympy.nsimplify(number, rational=True) for number in (a, b, t))
    return (1 - t) * f(a) + t * f(b) - f(a + t * (b - a))


def abs_is_convex():
    return sympy.true


def abs_pieces():
    return sympy.Matrix([[-1, 0], [1, 0]])


def x4_is_convex():
    return sympy.Ge(12, 0)


def x4_second_derivative(x):
    u = sympy.Symbol("u", real=True)
    second = sympy.Derivative(u**4, u, u).doit()
    return second.subs(u, x)


def second_derivative_test_applies():
    return {"abs": sympy.false, "x4": sympy.true}


def x3_witness():
    return sympy.Integer(-2), sympy.Integer(1), sympy.Rational(1, 3)
