import numpy as np


def correct_risk_derivative(x, ys):
    return float(2 * np.mean(x - np.asarray(ys)))


def risk_derivative(x, ys):
    return -correct_risk_derivative(x, ys)
