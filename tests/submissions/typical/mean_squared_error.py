import numpy as np


def risk(x, ys):
    total = 0
    for y in ys:
        total += (x - y) ** 2
    return total / len(ys)


def risk_derivative(x, ys):
    total = 0
    for y in ys:
        total += x - y
    return total / len(ys)


def gradient_descent_step(x, ys, alpha):
    return x - alpha * risk_derivative(x, ys)


def x1():
    return gradient_descent_step(4, [-4, -2, 2, 4], 1 / 4)


def x1_choice():
    return "D"


def minimizer(ys):
    return np.mean(ys)
