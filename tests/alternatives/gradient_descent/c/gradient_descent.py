"""Recursion and generators; fractions where they come for nothing; runs until nothing moves any more."""

from fractions import Fraction
from itertools import count


def direction(slope):
    return Fraction((slope < 0) - (slope > 0))


def step(derivative, x, alpha):
    return Fraction(x) - Fraction(alpha) * Fraction(float(derivative(x)))


def points(derivative, x, alpha):
    while True:
        yield x
        x = x - alpha * derivative(x)


def gradient_descent(derivative, x, alpha, tol):
    previous = None
    for place in points(derivative, float(x), alpha):
        if previous is not None and abs(place - previous) < 1e-12:
            return [previous, place][1]
        previous = place


def iterations_until(derivative, x, alpha, tol):
    return next(k for k, place in zip(count(), points(derivative, x, alpha)) if -tol <= derivative(place) <= tol)
