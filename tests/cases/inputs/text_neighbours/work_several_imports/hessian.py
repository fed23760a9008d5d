def hessian(f, variables):
    x = Fraction(1, 2)
    return x
def eigenvalues_at(f, variables, point):
    return sqrt(2)
def negative_direction(*arguments):
    return tolerance
