import sympy as sp


def chord_gap(f, a, b, t):
    print("a =", a, "b =", b)
    return t * f(a) + (1 - t) * f(b) - f((1 - t) * a + t * b)


def abs_is_convex():
    return True


def abs_pieces():
    return [[1, 0]]


def x4_is_convex():
    return True


def x4_second_derivative(x):
    return 12 * x**2


def second_derivative_test_applies():
    return {"abs": False, "x4": True}


def x3_witness():
    return (1, -3, 0.5)
