"""Exact fractions and SymPy: the sums are multiplied out and the coefficients taken."""

from fractions import Fraction

import sympy


def collapse(W, w):
    xs = sympy.symbols(f"x:{len(W) - 1}")
    w = [sympy.Rational(str(entry)) for entry in w.tolist()]
    W = sympy.Matrix([[sympy.Rational(str(entry)) for entry in row] for row in W.tolist()])
    f = sympy.expand(w[0] + sum(w[i + 1] * (W[0, i] + sum(W[j + 1, i] * x for j, x in enumerate(xs))) for i in range(W.cols)))
    return [f.subs({x: 0 for x in xs}), *(sympy.diff(f, x) for x in xs)]


def is_linear_boundary():
    return sympy.true


def parameters_wasted(d, hidden):
    return Fraction((hidden - 1) * (d + 1) + hidden + 1)
