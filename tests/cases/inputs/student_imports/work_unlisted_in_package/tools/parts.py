import pandas


def positive(z):
    return max(z, 0)
