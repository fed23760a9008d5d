import sympy


def chord_gap(f, a, b, t):
    return (1 - t) * f(a) + t * f(b) - f((1 - t) * a + t * b)


def abs_is_convex():
    return True


def abs_pieces():
    return [(1, 0), (-1, 0)]


def x4_is_convex():
    return True


def x4_second_derivative(x):
    return sympy.diff(x**4, x, x)


def second_derivative_test_applies():
    return {"abs": False, "x4": True}


def x3_witness():
    return -1, 0, 0.5
