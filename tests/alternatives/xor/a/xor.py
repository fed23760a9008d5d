"""Loops over units and inputs, lists everywhere; three hidden units, one of them idle."""


def relu(z):
    if hasattr(z, "__len__"):
        return [relu(part) for part in z]
    return z if z > 0 else 0


def network(x, W, w):
    result = w[0]
    for unit in range(len(w) - 1):
        total = W[0][unit]
        for place in range(len(x)):
            total = total + W[place + 1][unit] * x[place]
        result = result + w[unit + 1] * relu(total)
    return result


def slide_outputs():
    W, w = [[0, -1], [1, 1], [1, 1]], [0, 1, -2]
    return [network(x, W, w) for x in ([0, 0], [0, 1], [1, 0], [1, 1])]


def xor_weights():
    return [[0, -1, 7], [1, 1, 0], [1, 1, 0]], [0, 1, -2, 0]


def no_linear_predictor():
    return (-1, 1, 1, -1)
