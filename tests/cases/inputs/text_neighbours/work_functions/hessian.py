def is_positive_semidefinite(H):
    return True


def negative_direction(H):
    return inv(H)
