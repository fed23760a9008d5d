import numpy as np


def correct_xor_weights():
    return (np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0]))


def xor_weights():
    W, w = correct_xor_weights()
    return (W, np.roll(w, -1))
