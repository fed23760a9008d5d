def abs_pieces():
    return [(1, 0)]
