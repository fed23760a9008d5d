import numpy as np


def network(x, W, w):
    x, W, w = (np.asarray(x), np.asarray(W), np.asarray(w))
    return float(w[0] + (W[0] + x @ W[1:]) @ w[1:])
