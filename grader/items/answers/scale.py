"""The size of arguments, which rounding errors are relative to."""

from typing import Any

import numpy as np


def input_scale(arguments: Any) -> float:
    """Largest absolute value among the numbers in the arguments; 0 if there is none."""
    if isinstance(arguments, (list, tuple)):
        return max(map(input_scale, arguments), default=0.0)
    if isinstance(arguments, (int, float, np.number, np.ndarray)) and np.asarray(arguments).dtype.kind in "iuf":
        return float(np.abs(np.asarray(arguments, dtype=np.float64)).max(initial=0.0))
    return 0.0
