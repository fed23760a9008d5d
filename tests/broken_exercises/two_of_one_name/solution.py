def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return x + x


misconceptions = ()
