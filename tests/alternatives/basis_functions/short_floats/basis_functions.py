"""Single precision for what is computed from points, in place, and the pseudo-inverse."""

import numpy as np


def design_matrix(X, basis):
    A = np.empty((len(X), len(basis) + 1), dtype=np.float32)
    A[:, 0] = 1
    for j, phi in enumerate(basis, start=1):
        A[:, j] = [phi(*x) for x in X]
    return A


def predict(x, basis, w):
    total = np.float32(w[0])
    for j, phi in enumerate(basis, start=1):
        total += np.float32(w[j] * phi(*x))
    return total


def fit(X, y, basis):
    return np.linalg.pinv(design_matrix(X, basis)) @ y.astype(np.float32)


def why_two_steps():
    return ("a", "b", "c")
