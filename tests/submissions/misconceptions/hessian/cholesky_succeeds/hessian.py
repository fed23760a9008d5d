import numpy as np


def is_positive_semidefinite(H):
    try:
        np.linalg.cholesky(np.asarray(H))
    except np.linalg.LinAlgError:
        return False
    return True
