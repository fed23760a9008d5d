"""One product with a matrix that also carries the constant 1 through the first layer, in single precision."""

import numpy as np


def collapse(W, w):
    through = np.zeros((W.shape[0], W.shape[1] + 1), dtype=np.float32)
    through[0, 0] = 1
    through[:, 1:] += W.astype(np.float32)
    return through @ w.astype(np.float32)


def is_linear_boundary():
    return 1 + 1 == 2


def parameters_wasted(d, hidden):
    return float(d * hidden + 2 * hidden - d)
