"""NumPy throughout; stops on the slope, and the point after the last step is returned."""

import numpy as np


def direction(slope):
    return np.sign(-slope)


def step(derivative, x, alpha):
    return np.float64(x) - np.float64(alpha) * derivative(np.float64(x))


def gradient_descent(derivative, x, alpha, tol):
    x = np.array(x, dtype=float)
    slope = derivative(x)
    while np.abs(slope) >= tol:
        x -= alpha * slope
        slope = derivative(x)
    return x - alpha * slope


def iterations_until(derivative, x, alpha, tol):
    slopes = [derivative(x)]
    while abs(slopes[-1]) > tol:
        x = step(derivative, x, alpha)
        slopes.append(derivative(x))
    return np.int64(len(slopes) - 1)
