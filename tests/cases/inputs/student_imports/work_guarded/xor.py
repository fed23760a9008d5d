import importlib.util

import numpy as np

try:
    import torch
except ImportError:
    torch = None

HAS_SCIPY = importlib.util.find_spec("scipy") is not None


def relu(z):
    return np.maximum(z, 0) if torch is None and not HAS_SCIPY else None
