"""The gradient is given the numbers one by one."""

import numpy as np
import sympy


def gradient(f, variables):
    return [sympy.diff(f, variable) for variable in variables]


def step(gradient, w, alpha):
    return np.asarray(w) - alpha * gradient(*w)


def gradient_descent(gradient, w, alpha, tol):
    while True:
        after = step(gradient, w, alpha)
        if np.linalg.norm(after - w) <= tol:
            return after
        w = after


def stopped_by(gradient, w, tol):
    return bool(np.linalg.norm(gradient(*w)) <= tol)
