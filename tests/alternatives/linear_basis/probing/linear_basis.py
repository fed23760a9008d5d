"""The weights are read off from what both layers give at 0 and at the unit vectors."""

import numpy as np


def both_layers(x, W, w):
    return w[0] + sum(w[i + 1] * (W[0, i] + x @ W[1:, i]) for i in range(W.shape[1]))


def collapse(W, w):
    d = W.shape[0] - 1
    at_zero = both_layers(np.zeros(d), W, w)
    return [at_zero] + [both_layers(unit, W, w) - at_zero for unit in np.eye(d)]


def is_linear_boundary():
    return np.bool_(1)


def parameters_wasted(d, hidden):
    return np.ones((d + 1, hidden)).size + np.ones(hidden + 1).size - np.ones(d + 1).size
