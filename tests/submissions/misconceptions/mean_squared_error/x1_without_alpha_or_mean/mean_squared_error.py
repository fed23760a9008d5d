import numpy as np


def risk_derivative(x, ys):
    return float(2 * np.mean(x - np.asarray(ys)))


def forgotten_alpha(x, ys, alpha):
    return x - risk_derivative(x, ys)


def x1():
    return forgotten_alpha(4, (-4, -2, 2, 4), 1 / 4)
