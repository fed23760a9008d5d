from sympy import *


def hessian(f, variables):
    return Matrix([[diff(f, a, b) for a in variables] for b in variables])


def is_positive_semidefinite(H):
    return bool(np.all(np.linalg.eigvalsh(H) >= 0))


def negative_direction(H):
    return array(H)[0]
