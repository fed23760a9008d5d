def step(derivative, x, alpha):
    slope = derivative
    return x - slope * alpha
