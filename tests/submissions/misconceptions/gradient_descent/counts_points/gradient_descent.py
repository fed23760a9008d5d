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
        x = x_next
    return x


def iterations_until(derivative, x, alpha, tol):
    points = [x]
    while abs(derivative(points[-1])) > tol:
        points.append(points[-1] - alpha * derivative(points[-1]))
    return len(points)
