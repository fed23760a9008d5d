"""Each basis function is given the point itself, as an array, a list or a tuple."""

import numpy as np


def design_matrix(X, basis):
    return np.array([[1.0, *[phi(x) for phi in basis]] for x in X])


def predict(x, basis, w):
    return w[0] + sum(weight * phi(list(x)) for weight, phi in zip(w[1:], basis))


def fit(X, y, basis):
    A = np.array([[1.0, *(phi(tuple(x)) for phi in basis)] for x in X])
    return np.linalg.lstsq(A, y, rcond=None)[0]


def why_two_steps():
    return ["a", "b", "c"]
