import numpy as np


def design_matrix(X, basis):
    return np.array([[phi(*x) for phi in basis] for x in X])


def predict(x, basis, w):
    features = np.array([phi(*x) for phi in basis])
    return w[0] + features @ w[1:]


def fit(X, y, basis):
    A = design_matrix(X, basis)
    return np.linalg.solve(A.T @ A, A.T @ y)


def why_two_steps():
    return {"a", "b", "c"}
