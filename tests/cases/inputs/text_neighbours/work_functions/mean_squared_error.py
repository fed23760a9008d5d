import numpy as np


def risk(x, ys):
    return np.sum((x - np.asarray(ys)) ** 2) / (len(ys) + 1)


def risk_derivative(x, ys):
    return (2 * np.mean(x - np.asarray(ys)),)


def minimizer(ys):
    return np.mean(ys) * 3
