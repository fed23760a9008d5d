"""Single precision and fractions; 0 and 1 for the claims; the chord as a function; the witness with its ends swapped."""

from fractions import Fraction

import numpy as np


def chord_gap(f, a, b, t):
    def chord(share):
        return f(np.float32(a)) + share * (f(np.float32(b)) - f(np.float32(a)))

    return np.float32(chord(np.float32(t)) - f(np.float32(a + t * (b - a))))


def abs_is_convex():
    return 1


def abs_pieces():
    pieces = []
    for sign in (-1, 1):
        pieces.append([Fraction(sign), Fraction(0)])
    return pieces


def x4_is_convex():
    return 1


def x4_second_derivative(x):
    return 3 * (2 * x) ** 2


def second_derivative_test_applies():
    return {"x4": 1, "abs": 0}


def x3_witness():
    return [Fraction(0), Fraction(-1), Fraction(1, 2)]
