def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return 30 * x / 15


misconceptions = ()
