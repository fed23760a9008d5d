"""NumPy arrays and numbers throughout; more affine pieces than needed; a wider chord."""

import numpy as np


def chord_gap(f, a, b, t):
    ends = np.array([f(a), f(b)], dtype=float)
    shares = np.array([1 - t, t])
    return shares @ ends - f(shares @ np.array([a, b], dtype=float))


def abs_is_convex():
    return np.bool_(True)


def abs_pieces():
    return np.array([[1.0, 0.0], [-1.0, 0.0], [0.5, 0.0], [0.0, -3.0]])


def x4_is_convex():
    return np.True_


def x4_second_derivative(x):
    return 12 * (x * x)


def second_derivative_test_applies():
    return dict(x4=np.True_, abs=np.False_)


def x3_witness():
    return np.linspace(-3, 1, 3)[[0, 2]].tolist() + [0.25]
