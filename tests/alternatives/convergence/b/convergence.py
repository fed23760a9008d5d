"""Single precision; a start found by trying many; the slope by differences of f itself, not by a derivative."""

import numpy as np
import sympy


def largest_step(a):
    return np.float32(2) / np.float32(a)


def guaranteed(name):
    if name in ("parabola", "mean_squared_error", "bowl", "rounded_absolute_value"):
        return np.True_
    return np.False_


def start_reaching(f, target):
    rng = np.random.default_rng(0)
    while True:
        start = target + rng.uniform(-2, 2)
        if abs(start - target) >= 0.5 and abs(stuck_at(f, start, 0.05) - target) < 0.01:
            return np.float32(start)


def stuck_at(f, start, alpha):
    value = sympy.lambdify("x", f, "numpy")
    h = 1e-5
    place = float(start)
    for _ in range(2000):
        change = alpha * (value(place + h) - value(place - h)) / (2 * h)
        if abs(change) < 1e-8:
            break
        place -= change
    return np.float32(place)
