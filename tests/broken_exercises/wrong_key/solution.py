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


def same() -> bool:
    """Whether (x + 1)^2 is x^2 + 1.

    Returns
    -------
    bool
    """
    return True


misconceptions = ()
