"""SymPy symbols and numbers go into the basis functions, SymPy matrices come out."""

import sympy


def design_matrix(X, basis):
    symbols = sympy.symbols(f"t:{len(X[0])}")
    row = sympy.Matrix([[1, *(phi(*symbols) for phi in basis)]])
    exact = [[sympy.Rational(str(entry)) for entry in x] for x in X.tolist()]
    return sympy.Matrix.vstack(*(row.xreplace(dict(zip(symbols, x))) for x in exact))


def predict(x, basis, w):
    features = [1, *(phi(*map(sympy.Float, x)) for phi in basis)]
    return sympy.Matrix(features).dot(sympy.Matrix(w))


def fit(X, y, basis):
    A = design_matrix(X, basis).evalf(20)
    return (A.T * A).LUsolve(A.T * sympy.Matrix(list(y)))


def why_two_steps():
    return frozenset("abc")
