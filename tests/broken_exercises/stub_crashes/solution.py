def _half() -> float:
    return 0.5


def double(x: float, half: float = _half()) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float
    half : float

    Returns
    -------
    float
    """
    return x / half


misconceptions = ()
