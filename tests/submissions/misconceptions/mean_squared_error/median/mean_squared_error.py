import numpy as np


def minimizer(ys):
    return float(np.median(np.asarray(ys)))
