from itertools import combinations, product
import numpy as np
import sympy


def principal_minors(matrix):
    size = matrix.rows
    choices = (chosen for count in range(1, size + 1) for chosen in combinations(range(size), count))
    return [matrix.extract(list(chosen), list(chosen)).det() for chosen in choices]


def hessian(f, variables):
    return sympy.Matrix([[sympy.diff(f, first, second) for second in variables] for first in variables])


def is_positive_semidefinite(H):
    H = np.asarray(H, dtype=float)
    return bool(np.linalg.eigvalsh(H)[0] >= -1e-09 * max(1.0, np.abs(H).max()))


def correct_is_convex(f, variables):
    real = [sympy.Symbol(variable.name, real=True) for variable in variables]
    matrix = hessian(f.subs(dict(zip(variables, real, strict=True))), real)
    if all((sympy.expand(minor).is_nonnegative for minor in principal_minors(matrix))):
        return True
    for point in product((-2, -1, 0, 1, 2), repeat=len(real)):
        values = np.array(matrix.subs(dict(zip(real, point, strict=True))), dtype=float)
        if not is_positive_semidefinite(values):
            return False
    raise ValueError(f"neither a proof nor a counterexample for {f}")


def is_convex(f, variables):
    return all(
        (
            correct_is_convex(f.subs({other: 1 for other in variables if other != one}), [one])
            for one in variables
        )
    )
