"""Loops and running sums in pure Python; nothing but floats."""


def risk(x, ys):
    total = 0.0
    for y in ys:
        total += (float(y) - x) ** 2
    return total / len(ys)


def risk_derivative(x, ys):
    total = 0.0
    for y in ys:
        total += 2 * (x - float(y))
    return total / len(ys)


def gradient_descent_step(x, ys, alpha):
    x -= alpha * risk_derivative(x, ys)
    return x


def x1():
    return gradient_descent_step(4.0, [-4, -2, 2, 4], 0.25)


def x1_choice():
    return "D)"


def minimizer(ys):
    return sum(ys) / len(ys)
