import numpy as np
import sympy


def gradient(f, variables):
    return sympy.Matrix([f.diff(v) for v in variables])


def step(gradient, w, alpha):
    return w - alpha * gradient(w)


def gradient_descent(gradient, w, alpha, tol):
    old = w
    while True:
        new = old - alpha * gradient(old)
        if np.linalg.norm(new - old) < tol:
            break
        old = new
    return w


def stopped_by(gradient, w, tol):
    return np.linalg.norm(gradient(w)) <= tol
