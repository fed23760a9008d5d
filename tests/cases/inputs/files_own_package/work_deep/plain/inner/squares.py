import helper


def squared(value):
    return helper.power(value, 2)
