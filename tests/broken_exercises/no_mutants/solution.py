def root(x: float) -> float:
    """The number itself.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return x


misconceptions = ()
