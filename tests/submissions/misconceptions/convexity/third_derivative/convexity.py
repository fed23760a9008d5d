def x4_second_derivative(x):
    return 24 * x
