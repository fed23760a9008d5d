def pick() -> str:
    """The letter of the answer to 1 + 1.

    Returns
    -------
    str
    """
    return "b"


misconceptions = ()
