def risk(x, ys):
    total = 0
    for y in ys:
        total += (int(x) - int(y))^2
    return total / len(ys)
