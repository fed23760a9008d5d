"""SymPy numbers and matrices, columns instead of flat vectors; arithmetic for ReLU instead of a maximum."""

from fractions import Fraction

import numpy as np
import sympy


def relu(z):
    return (z + np.abs(z)) / 2


def network(x, W, w):
    hidden = sympy.Matrix(np.asarray(W).T) * sympy.Matrix([1, *x])
    return sum((sympy.Max(h, 0) * sympy.Float(c) for h, c in zip(hidden, w[1:])), sympy.Float(w[0]))


def slide_outputs():
    return sympy.Matrix([0, 1, 1, 0])


def xor_weights():
    # four hidden units; relu(z) - relu(-z) = z brings in the linear part x1 + x2
    W = sympy.Matrix([[0, 0, -1, 0], [1, -1, 1, 0], [1, -1, 1, 0]])
    return W, [Fraction(0), Fraction(1), Fraction(-1), Fraction(-2), Fraction(1, 3)]


def no_linear_predictor():
    A = sympy.Matrix([[1, 1, 1, 1], [0, 0, 1, 1], [0, 1, 0, 1]])
    return A.nullspace()[0]
