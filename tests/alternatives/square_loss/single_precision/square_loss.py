"""Single precision, in place, and einsum."""

import numpy as np


def units(W, X):
    hidden = np.empty((len(X), W.shape[1] + 1), dtype=np.float32)
    hidden[:, 0] = 1
    hidden[:, 1:] = W[0]
    hidden[:, 1:] += X.astype(np.float32) @ W[1:].astype(np.float32)
    hidden.clip(0, out=hidden)
    return hidden


def risk(W, w, X, y):
    errors = units(W, X) @ w.astype(np.float32)
    errors -= y.astype(np.float32)
    return np.square(errors, out=errors).mean()


def gradient_output_weights(W, w, X, y):
    errors = units(W, X) @ w.astype(np.float32) - y.astype(np.float32)
    return np.einsum("i,ik->k", errors, units(W, X)) * np.float32(2 / len(y))


def has_closed_form():
    return {"a": np.bool_(True), "b": np.True_, "c": True, "d": np.False_, "e": False}
