import numpy as np


def no_linear_predictor():
    return np.zeros(4)
