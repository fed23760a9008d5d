import numpy as np


POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def xor_weights():
    return (np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0]))


def slide_outputs():
    W, w = xor_weights()
    return w[0] + np.abs(W[0] + POINTS @ W[1:]) @ w[1:]
