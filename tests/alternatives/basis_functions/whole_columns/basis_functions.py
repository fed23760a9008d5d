"""Whole columns at once, QR for the fit, the letters in a list of capitals."""

import numpy as np


def design_matrix(X, basis):
    return np.column_stack([np.ones(len(X)), *(phi(*X.T) for phi in basis)])


def predict(x, basis, w):
    return design_matrix(x[np.newaxis], basis) @ w @ np.ones(1)


def fit(X, y, basis):
    Q, R = np.linalg.qr(design_matrix(X, basis))
    return np.linalg.solve(R, Q.T @ y)


def why_two_steps():
    return ["C", "A", "B"]
