import numpy as np


def relu(z):
    return np.maximum(z, 0)


def correct_network(x, W, w):
    x, W, w = (np.asarray(x), np.asarray(W), np.asarray(w))
    return float(w[0] + relu(W[0] + x @ W[1:]) @ w[1:])


def network(x, W, w):
    W, w = (np.array(W, dtype=float), np.array(w, dtype=float))
    W[0], w[0] = (0, 0)
    return correct_network(x, W, w)
