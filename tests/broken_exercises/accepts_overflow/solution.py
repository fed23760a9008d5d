def root() -> float:
    """A number whose eighth power is 256.

    Returns
    -------
    float
    """
    return -2.0


misconceptions = ()
