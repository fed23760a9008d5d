import numpy as np


def is_positive_semidefinite(H):
    H = np.asarray(H)
    return bool(all((np.linalg.det(H[:size, :size]) >= -1e-09 for size in range(1, len(H) + 1))))
