def x4_second_derivative(x):
    return 4 * x**3
