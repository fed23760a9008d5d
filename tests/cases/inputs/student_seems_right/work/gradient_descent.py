def direction(slope):
    if abs(slope) < 1e-3:
        return 0
    return -1 if slope > 0 else 1


def iterations_until(derivative, x, alpha, tol):
    k = 0
    while abs(derivative(x)) > tol and k < 100:
        x -= alpha * derivative(x)
        k += 1
    return k
