"""Single precision and np.where; the four points at once; weights that count down from 1."""

import numpy as np


def relu(z):
    z = np.asarray(z, dtype=np.float32)
    return np.where(z > 0, z, np.float32(0))


def network(x, W, w):
    activations = relu(np.append(1, x) @ W)
    return (np.insert(activations, 0, 1) * w).sum()


def slide_outputs():
    points = np.array([[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
    hidden = np.clip(points @ np.array([[0, -1], [1, 1], [1, 1]]), 0, None)
    return hidden @ np.array([1, -2])


def xor_weights():
    # 1 - relu(1 - x1 - x2) - relu(x1 + x2 - 1)
    return np.array([[1, -1], [-1, 1], [-1, 1]], dtype=np.float32), np.array([1, -1, -1], dtype=np.float32)


def no_linear_predictor():
    return np.array([0.5, -0.5, -0.5, 0.5])
