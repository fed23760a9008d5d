import numpy as np


def gradient_descent(gradient, w, alpha, tol):
    return w - alpha * np.linalg.norm
