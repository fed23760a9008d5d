import numpy as np


def collapse(W, w):
    bias = w[0] + np.dot(W[0], w[1:])
    slopes = np.dot(W[1:], w[1:])
    return np.concatenate(([bias], slopes))


def is_linear_boundary():
    return True


def parameters_wasted(d, hidden):
    return hidden * (d + 1) + hidden + 1
