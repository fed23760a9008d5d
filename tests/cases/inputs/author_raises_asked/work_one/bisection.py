def bisection(f, a, b, tol=1e-6, max_iters=50):
    fa = f(a)
    if fa * f(b) > 0:
        raise ValueError("same sign")
    it = 0
    while b - a >= tol:
        if it == max_iters:
            break
        m = a + (b - a) / 2
        if fa * f(m) > 0:
            a = m
        else:
            b = m
        it += 1
    return a + (b - a) / 2
