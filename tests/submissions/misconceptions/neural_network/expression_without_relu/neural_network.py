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
    z = [int(W[0, i]) + sum(int(W[j + 1, i]) * x for j, x in enumerate(variables)) for i in range(W.shape[1])]
    return sympy.expand(int(w[0]) + sum(int(w[i + 1]) * z[i] for i in range(len(z))))


def activation_regions(W, x):
    z = W[0] + x @ W[1:]
    return z > 0
