import numpy as np


def is_positive_semidefinite(H):
    w = np.linalg.eigvalsh(H)
    return bool(np.all(w > -1e-9) and np.any(w > 1e-9))
