def abs_is_convex():
    return False
