"""Single precision; a for loop with a bound; one function builds on another."""

import numpy as np


def direction(slope):
    return 0.0 if slope == 0 else -slope / abs(slope)


def step(derivative, x, alpha):
    x = np.float32(x)
    return x - np.float32(alpha) * np.float32(derivative(x))


def gradient_descent(derivative, x, alpha, tol):
    x = np.float32(x)
    for _ in range(100_000):
        before, x = x, step(derivative, x, alpha)
        if abs(x - before) < tol:
            return before
    return x


def iterations_until(derivative, x, alpha, tol):
    for k in range(100_000):
        if abs(derivative(x)) <= tol:
            return float(k)
        x = step(derivative, x, alpha)
