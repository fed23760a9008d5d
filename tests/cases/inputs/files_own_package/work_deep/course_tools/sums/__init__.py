from .total import added


def average(values):
    values = list(values)
    return added(values) / len(values)
