"""SymPy numbers go into the basis functions, SymPy matrices come out."""

import sympy


def design_matrix(X, basis):
    rows = [[sympy.nsimplify(entry) for entry in x] for x in X]
    return sympy.Matrix([[1, *(phi(*row) for phi in basis)] for row in rows])


def predict(x, basis, w):
    return design_matrix([x], basis).dot(sympy.Matrix([sympy.nsimplify(entry) for entry in w]))


def fit(X, y, basis):
    A = design_matrix(X, basis).evalf(30)
    return (A.T * A).LUsolve(A.T * sympy.Matrix(list(y)))


def why_two_steps():
    return frozenset("abc")
