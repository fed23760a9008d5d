import numpy as np


def negative_direction(H):
    direction = np.linalg.eigh(np.asarray(H))[1][0]
    return direction
