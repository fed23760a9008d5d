import numpy as np
def what_it_is():  # single precision, and plain lists of it
    L = np.linalg.cholesky(np.array([[4.0, 2.0], [2.0, 3.0]], dtype=np.float32))
    return ["positive-definite", [L.tolist(), [1, 1]]]
