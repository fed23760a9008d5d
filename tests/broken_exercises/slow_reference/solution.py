import time


def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    start = time.process_time()
    while time.process_time() < start + 0.022:
        pass
    return x + x


misconceptions = ()
