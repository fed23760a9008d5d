"""Plain loops and lists; ReLU as (z + |z|) / 2; the floats of the weights go into the expression."""

import sympy


def before_relu(x, W):
    units = []
    for i in range(len(W[0])):
        z = W[0][i]
        for j in range(len(x)):
            z = z + W[j + 1][i] * x[j]
        units.append(z)
    return units


def hidden(x, W):
    return [(z + abs(z)) / 2 for z in before_relu(x, W)]


def network(x, W, w):
    total = w[0]
    for weight, unit in zip(w[1:], hidden(x, W)):
        total = total + weight * unit
    return total


def parameter_count(d, hidden):
    return sum(d + 1 for _ in range(hidden)) + sum(1 for _ in range(hidden + 1))


def as_expression(W, w, variables):
    return network(variables, W.tolist(), w.tolist())


def activation_regions(W, x):
    return [bool(z > 0) for z in before_relu(x, W)]
