def x3_witness():
    return (0, 2, 0.5)
