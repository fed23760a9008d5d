"""Other minimisers than the shortest where there are several; in place; the cut by its place on the segment."""

import numpy as np


def augment(x):
    return np.r_[1, x]


def predict(x, w):
    return float(np.sum(augment(x) * w))


def fit(X, y):
    A = np.c_[np.ones(len(X)), X]
    U, s, Vt = np.linalg.svd(A)
    rank = np.sum(s > 1e-10)
    w = Vt[:rank].T @ ((U[:, :rank].T @ y) / s[:rank])
    for unseen in Vt[rank:]:
        w += 3 * unseen
    return w


def crosses_once(w, a, b):
    change = predict(b, w) - predict(a, w)
    if change == 0:
        return False
    t = -predict(a, w) / change
    return bool(0 < t < 1)
