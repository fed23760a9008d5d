import numpy as np


def features(W, X):
    ones = np.ones((len(X), 1))
    hidden = np.maximum(0, np.hstack([ones, X]) @ W)
    return np.hstack([ones, hidden])


def risk(W, w, X, y):
    outputs = features(W, X) @ w.reshape(-1, 1)
    return np.mean((outputs - y) ** 2)


def gradient_output_weights(W, w, X, y):
    Phi = features(W, X)
    return 2 / len(y) * Phi.T @ (Phi @ w - y)


def has_closed_form():
    return {"a": True, "b": True, "c": True, "d": False, "e": False}
