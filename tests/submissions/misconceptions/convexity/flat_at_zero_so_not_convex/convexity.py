def x4_is_convex():
    return False
