def correct_chord_gap(f, a, b, t):
    return (1 - t) * f(a) + t * f(b) - f((1 - t) * a + t * b)


def chord_gap(f, a, b, t):
    return correct_chord_gap(f, b, a, t)
