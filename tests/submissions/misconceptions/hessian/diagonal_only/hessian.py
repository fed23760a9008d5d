import numpy as np


def is_positive_semidefinite(H):
    return bool(np.all(np.diag(np.asarray(H)) >= 0))
