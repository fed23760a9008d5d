"""SymPy vectors: the step as a column matrix, the norm by SymPy, the gradient as an array of objects."""

import numpy as np
import sympy


def gradient(f, variables):
    return np.array([sympy.Derivative(f, variable).doit() for variable in variables])


def step(gradient, w, alpha):
    return sympy.Matrix(w) - alpha * sympy.Matrix(gradient(w))


def gradient_descent(gradient, w, alpha, tol):
    following = np.array(step(gradient, w, alpha), dtype=float).ravel()
    while np.linalg.norm(following - w, 2) >= tol:
        w = following
        following = w - alpha * gradient(w)
    return sympy.Matrix(following)


def stopped_by(gradient, w, tol):
    return sympy.Matrix(gradient(w)).norm() <= tol
