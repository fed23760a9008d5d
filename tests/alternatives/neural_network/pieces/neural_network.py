"""Single precision, in place; ReLU as pieces; the units that are on as a tuple."""

import numpy as np
import sympy


def hidden(x, W):
    z = W[0].astype(np.float32)
    z += x.astype(np.float32) @ W[1:].astype(np.float32)
    z[z < 0] = 0
    return z


def network(x, W, w):
    return np.float32(w[0]) + np.sum(w[1:].astype(np.float32) * hidden(x, W))


def parameter_count(d, hidden):
    return np.zeros((d + 1, hidden)).size + np.zeros(hidden + 1).size


def as_expression(W, w, variables):
    inputs = np.array([sympy.Integer(1), *variables])
    weights = np.vectorize(sympy.nsimplify, otypes=[object])
    z = inputs @ weights(W)
    relu = [sympy.Piecewise((0, unit <= 0), (unit, True)) for unit in z]
    return weights(w) @ np.array([1, *relu])


def activation_regions(W, x):
    return tuple(np.heaviside(W[0] + x @ W[1:], 0) == 1)
