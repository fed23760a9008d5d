def x3_witness():
    return (-2, 0, 0)
