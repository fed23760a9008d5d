"""Single precision and matrix products; the mean of the squares taken apart; answers in arrays without a dimension."""

import numpy as np


def risk(x, ys):
    errors = np.float32(x) - ys.astype(np.float32)
    return errors @ errors / np.float32(errors.size)


def risk_derivative(x, ys):
    ys = ys.astype(np.float32)
    return 2 * (np.float32(x) - ys.sum() / np.float32(ys.size))


def gradient_descent_step(x, ys, alpha):
    place = np.array(x, dtype=float)
    place += alpha * 2 * np.average(ys - x)
    return place


def x1():
    return np.int64(2)


def x1_choice():
    return "d"


def minimizer(ys):
    ones = np.ones((len(ys), 1))
    solution, *_ = np.linalg.lstsq(ones, ys, rcond=None)
    return solution[0]
