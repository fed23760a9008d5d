"""SymPy numbers go into the basis functions, SymPy matrices come out."""

import sympy


def design_matrix(X, basis):
    rows = [[sympy.Rational(str(entry)) for entry in x] for x in X.tolist()]
    return sympy.Matrix([[1, *(phi(*row) for phi in basis)] for row in rows])


def predict(x, basis, w):
    features = [1, *(phi(*map(sympy.Float, x)) for phi in basis)]
    return sympy.Matrix(features).dot(sympy.Matrix(w))


def fit(X, y, basis):
    A = design_matrix(X, basis).evalf(20)
    return (A.T * A).LUsolve(A.T * sympy.Matrix(list(y)))


def why_two_steps():
    return frozenset("abc")
