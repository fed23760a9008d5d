import numpy as np


def relu(z):
    return max(0, z)


def network(x, W, w):
    hidden = []
    for i in range(W.shape[1]):
        z = W[0, i]
        for j in range(len(x)):
            z = z + W[j + 1, i] * x[j]
        hidden.append(relu(z))
    out = w[0]
    for i in range(len(hidden)):
        out = out + w[i + 1] * hidden[i]
    return out


def slide_outputs():
    return [0, 1, 1, 0]


def xor_weights():
    W = np.array([[1, 1], [1, 1], [0, -1]])
    w = np.array([0, 1, -2])
    return W, w


def no_linear_predictor():
    raise NotImplementedError
