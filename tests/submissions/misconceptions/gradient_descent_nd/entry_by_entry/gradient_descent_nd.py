import numpy as np
import sympy


def gradient(f, variables):
    return sympy.Matrix([f.diff(v) for v in variables])


def step(gradient, w, alpha):
    w = np.array(w, dtype=float)
    for i in range(len(w)):
        w[i] = w[i] - alpha * gradient(w)[i]
    return w


def gradient_descent(gradient, w, alpha, tol):
    while True:
        w_next = w - alpha * gradient(w)
        if np.linalg.norm(w_next - w) < tol:
            break
        w = w_next
    return w


def stopped_by(gradient, w, tol):
    return np.linalg.norm(gradient(w)) <= tol
