"""Starts on the outer side of the valley; the slope worked out by SymPy at each step; fractions; a set for the situations."""

from fractions import Fraction

import numpy as np
import sympy


def largest_step(a):
    return 2 * Fraction(a) ** -1


def guaranteed(name):
    return {"parabola", "mean_squared_error", "rounded_absolute_value", "bowl"} >= {name}


def start_reaching(f, target):
    return np.array(target + 0.5 * np.sign(target))


def stuck_at(f, start, alpha):
    (x,) = f.free_symbols
    slope = f.diff(x)
    place = sympy.Float(start)
    for _ in range(400):
        change = alpha * slope.subs(x, place).evalf()
        place -= change
        if abs(change) < 1e-7:
            break
    return place
