import matplotlib.pyplot as plt


def relu(z):
    return max(z, plt.gca().get_ylim()[0])
