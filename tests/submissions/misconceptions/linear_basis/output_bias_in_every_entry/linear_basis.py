import numpy as np


def collapse(W, w):
    return W @ w[1:] + w[0]


def is_linear_boundary():
    return True


def parameters_wasted(d, hidden):
    two_layers = hidden * (d + 1) + 1 * (hidden + 1)
    one_layer = d + 1
    return two_layers - one_layer
