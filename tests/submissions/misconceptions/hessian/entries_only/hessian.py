import numpy as np


def is_positive_semidefinite(H):
    return bool(np.all(np.asarray(H) >= 0))
