def power(value, exponent):
    return value**exponent
