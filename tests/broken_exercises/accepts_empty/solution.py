import numpy as np
from numpy.typing import NDArray


def orthogonal(v: NDArray[np.float64]) -> NDArray[np.float64]:
    """A nonzero vector that is orthogonal to another one.

    Parameters
    ----------
    v : ndarray of float, shape (n,)

    Returns
    -------
    ndarray of float, shape (n,)
    """
    w = np.zeros_like(v)
    if v[0] == 0:
        w[0] = 1.0
    else:
        w[:2] = -v[1], v[0]
    return w


misconceptions = ()
