"""Exact: SymPy's eigenvalues, all principal minors of a rational matrix, a direction by trying small whole numbers."""

from itertools import combinations, product

import sympy


def hessian(f, variables):
    gradient = sympy.Matrix([f]).jacobian(variables)
    return gradient.jacobian(variables)


def eigenvalues_at(f, variables, point):
    H = hessian(f, variables).subs(list(zip(variables, point)))
    values = [sympy.re(value.evalf(30)) for value, times in H.eigenvals().items() for _ in range(times)]
    return sorted(values)


def minors(H):
    for size in range(1, H.rows + 1):
        for chosen in combinations(range(H.rows), size):
            yield H.extract(chosen, chosen).det()


def is_positive_semidefinite(H):
    exact = sympy.Matrix([[sympy.Integer(int(entry)) for entry in row] for row in H])
    return all(minor >= 0 for minor in minors(exact))


def negative_direction(H):
    for size in range(1, 60):
        for v in product(range(-size, size + 1), repeat=len(H)):
            if sum(v[i] * H[i][j] * v[j] for i in range(len(H)) for j in range(len(H))) < 0:
                return v


def is_convex(f, variables):
    H = hessian(f, variables)
    grid = [sympy.Rational(k, 2) for k in (-4, -1, 0, 1, 2)]
    for point in product(grid, repeat=len(variables)):
        if any(minor.evalf() < 0 for minor in minors(H.subs(list(zip(variables, point))))):
            return sympy.false
    return sympy.true
