import numpy as np
def what_it_is():  # the right factor, but for the third digit of one entry
    L = np.linalg.cholesky(np.array([[4.0, 2.0], [2.0, 3.0]]))
    L[1, 0] += 1e-3
    return "positive definite", (L, np.eye(2))
