import sympy
def what_it_is():  # SymPy's factor, with roots in it
    return "positive definite", (sympy.Matrix([[4, 2], [2, 3]]).cholesky(), sympy.eye(2))
