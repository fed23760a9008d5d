import numpy as np


def design_matrix(X, basis):
    n, k = len(X), len(basis)
    A = np.ones((n, k + 1))
    for i in range(n):
        for j in range(k):
            A[i, j + 1] = basis[j](*X[i])
    return A


def predict(x, basis, w):
    features = np.array([phi(*x) for phi in basis])
    return w[0] + features @ w[1:]


def fit(X, y, basis):
    A = design_matrix(X, basis)
    return np.linalg.solve(A.T @ A, A.T @ y)


def why_two_steps():
    return {"a", "b", "c"}
