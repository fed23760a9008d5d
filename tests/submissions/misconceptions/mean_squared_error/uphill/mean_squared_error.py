import numpy as np


def risk_derivative(x, ys):
    return float(2 * np.mean(x - np.asarray(ys)))


def gradient_descent_step(x, ys, alpha):
    return x + alpha * risk_derivative(x, ys)
