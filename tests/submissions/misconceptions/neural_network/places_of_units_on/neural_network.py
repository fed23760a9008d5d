import numpy as np
import sympy


def hidden(x, W):
    z = W.T @ np.concatenate(([1], x))
    return np.where(z > 0, z, 0)


def network(x, W, w):
    h = hidden(x, W)
    return np.dot(w, np.concatenate(([1], h)))


def parameter_count(d, hidden):
    return (d + 1) * hidden + hidden + 1


def as_expression(W, w, variables):
    f = int(w[0])
    for i in range(W.shape[1]):
        z = int(W[0, i])
        for j, x in enumerate(variables):
            z += int(W[j + 1, i]) * x
        f += int(w[i + 1]) * sympy.Max(0, z)
    return f


def activation_regions(W, x):
    z = W[0] + x @ W[1:]
    return [i for i in range(len(z)) if z[i] > 0]
