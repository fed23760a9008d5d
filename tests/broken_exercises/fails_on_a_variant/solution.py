def inverse(x: float) -> float:
    """One over a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return 1 / x


misconceptions = ()
