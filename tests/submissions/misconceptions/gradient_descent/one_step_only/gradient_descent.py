def direction(slope):
    if slope > 0:
        return -1
    if slope < 0:
        return 1
    return 0


def step(derivative, x, alpha):
    return x - alpha * derivative(x)


def gradient_descent(derivative, x, alpha, tol):
    while True:
        x_next = x - alpha * derivative(x)
        if abs(x_next - x) < tol:
            break
        return x_next
    return x


def iterations_until(derivative, x, alpha, tol):
    k = 0
    while abs(derivative(x)) > tol:
        x = x - alpha * derivative(x)
        k += 1
    return k
