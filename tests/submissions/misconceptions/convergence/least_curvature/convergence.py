import sympy

x = sympy.Symbol("x")


def largest_step(a):
    # x_next = (1 - alpha a) x, and |1 - alpha a| < 1
    return 2 / a


def guaranteed(name):
    convex = name not in ("two_valleys", "waves", "network")
    differentiable = name not in ("absolute_value", "hinge", "network")
    small_step = name != "parabola_long_step"
    return convex and differentiable and small_step


def start_reaching(f, target):
    for distance in (0.5, -0.5):
        start = target + distance
        if abs(stuck_at(f, start, 0.05) - target) < 1e-6:
            return start


def stuck_at(f, start, alpha):
    df = sympy.lambdify(x, f.diff(x))
    place = start
    while abs(df(place)) > 1e-8:
        place = place - alpha * df(place)
    return place
