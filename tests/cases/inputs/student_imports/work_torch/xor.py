import numpy as np
import torch.nn as nn


def relu(z):
    return np.maximum(z, 0)
