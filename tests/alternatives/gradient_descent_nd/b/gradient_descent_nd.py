"""Steps in place on the array that was given; a row from the Jacobian; the rule compares squares."""

import numpy as np
import sympy


def gradient(f, variables):
    return sympy.Matrix([f]).jacobian(variables)


def step(gradient, w, alpha):
    w -= alpha * gradient(w)
    return w


def gradient_descent(gradient, w, alpha, tol):
    while True:
        before = w.copy()
        step(gradient, w, alpha)
        if np.sum((w - before) ** 2) < tol**2:
            return before


def stopped_by(gradient, w, tol):
    return int(np.dot(gradient(w), gradient(w)) <= tol**2)
