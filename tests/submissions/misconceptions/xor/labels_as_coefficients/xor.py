import numpy as np


def no_linear_predictor():
    return np.array([0.0, 1.0, 1.0, 0.0])
