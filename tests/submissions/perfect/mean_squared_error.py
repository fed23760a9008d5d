import numpy as np


def risk(x, ys):
    return np.mean((x - ys) ** 2)


def risk_derivative(x, ys):
    return 2 * np.mean(x - ys)


def gradient_descent_step(x, ys, alpha):
    return x - alpha * risk_derivative(x, ys)


def x1():
    ys = np.array([-4, -2, 2, 4])
    return gradient_descent_step(4, ys, 1 / 4)


def x1_choice():
    return "d"


def minimizer(ys):
    return np.mean(ys)
