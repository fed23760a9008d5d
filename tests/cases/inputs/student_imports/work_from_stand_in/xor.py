import matplotlib.pyplot as plt
import numpy as np

fig, ax = plt.subplots()


def relu(z):
    return ax.get_ylim()[1] * 0 + z


def slide_outputs():
    return np.array([0.0, 1.0]) * len(ax.lines)
