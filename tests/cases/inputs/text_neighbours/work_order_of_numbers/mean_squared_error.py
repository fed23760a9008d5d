def risk(ys, x):
    return 0.0
