import numpy as np


def is_positive_semidefinite(H):
    return bool(np.linalg.det(np.asarray(H)) >= -1e-09)
