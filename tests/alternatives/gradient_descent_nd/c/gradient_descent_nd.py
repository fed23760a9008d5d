"""Single precision; the gradient simplified, as a tuple; recursion would be too deep, so a bounded loop."""

import numpy as np
import sympy


def gradient(f, variables):
    return tuple(sympy.factor(sympy.expand(f).diff(variable)) for variable in variables)


def step(gradient, w, alpha):
    w = np.asarray(w, dtype=np.float32)
    return (w - np.float32(alpha) * gradient(w)).astype(np.float32)


def gradient_descent(gradient, w, alpha, tol):
    for _ in range(20_000):
        following = step(gradient, w, alpha)
        if np.linalg.norm(following - w) < tol:
            break
        w = following
    return following


def stopped_by(gradient, w, tol):
    return not np.linalg.norm(gradient(w)) > tol
