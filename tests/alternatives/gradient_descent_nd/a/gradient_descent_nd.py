"""Loops over the entries, lists and a SymPy array; stops on the gradient; returns the point after the last step."""

import math

import numpy as np
import sympy


def gradient(f, variables):
    return sympy.derive_by_array(f, variables)


def step(gradient, w, alpha):
    slopes = gradient(w)
    return [float(w[i]) - alpha * float(slopes[i]) for i in range(len(w))]


def gradient_descent(gradient, w, alpha, tol):
    while not stopped_by(gradient, w, tol):
        w = np.array(step(gradient, w, alpha))
    return step(gradient, w, alpha)


def stopped_by(gradient, w, tol):
    return math.sqrt(sum(slope**2 for slope in gradient(w))) <= tol
