def chord_gap(f, a, b, t):
    return t * f(a) + (1 - t) * f(b) - f((1 - t) * a + t * b)
