"""Single precision throughout, and the pseudo-inverse."""

import numpy as np


def augment(x):
    augmented = np.ones(len(x) + 1, dtype=np.float32)
    augmented[1:] += np.asarray(x, dtype=np.float32) - 1
    return augmented


def predict(x, w):
    return augment(x) @ w.astype(np.float32)


def fit(X, y):
    A = np.array([augment(x) for x in X])
    return np.linalg.pinv(A) @ y.astype(np.float32)


def crosses_once(w, a, b):
    return np.sign(predict(a, w)) == -np.sign(predict(b, w)) != 0
