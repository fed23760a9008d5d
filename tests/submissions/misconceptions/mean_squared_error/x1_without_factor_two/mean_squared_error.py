import numpy as np


def dropped_factor_two(x, ys):
    return float(np.mean(x - np.asarray(ys)))


def x1():
    return 4 - 1 / 4 * dropped_factor_two(4, (-4, -2, 2, 4))
