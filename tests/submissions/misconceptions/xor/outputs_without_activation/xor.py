import numpy as np


POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def no_activation(x, W, w):
    x, W, w = (np.asarray(x), np.asarray(W), np.asarray(w))
    return float(w[0] + (W[0] + x @ W[1:]) @ w[1:])


def xor_weights():
    return (np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0]))


def slide_outputs():
    W, w = xor_weights()
    return np.array([no_activation(x, W, w) for x in POINTS])
