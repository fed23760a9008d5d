def direction(slope):
    if slope > 0:
        return -1
    if slope < 0:
        return 1
    return 0


def step(derivative, x, alpha):
    return x - alpha * derivative(x)


def gradient_descent(derivative, x, alpha, tol):
    x_old = x
    while True:
        x_next = x_old - alpha * derivative(x_old)
        if abs(x_next - x_old) < tol:
            break
        x_old = x_next
    return x


def iterations_until(derivative, x, alpha, tol):
    k = 0
    while abs(derivative(x)) > tol:
        x = x - alpha * derivative(x)
        k += 1
    return k
