import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from IPython.display import HTML, display
from mpl_toolkits.mplot3d import Axes3D
from tqdm import tqdm, trange

matplotlib.use("Agg")
plt.rcParams["figure.figsize"] = (8, 4)
sns.set_theme()


def relu(z):
    return np.maximum(z, 0)


def plot():
    fig, ax = plt.subplots()
    fig, ((first, second), (third, _)) = plt.subplots(2, 2, figsize=(8, 4))
    (line,) = ax.plot([0, 1], [0, 1], label="ReLU")
    counts, *rest = plt.hist([1, 2])
    first.set_ylim(0, 2 * ax.get_ylim()[1])
    for each in fig.axes:
        each.grid(True)
    with plt.style.context("ggplot"):
        plt.savefig("relu.png")
    while plt.fignum_exists(1):
        plt.pause(0.1)
    display(HTML(f"{line.get_color():>10}"))


plot()
total = 0
for step in tqdm(range(4), desc="warm up"):
    total += step
with tqdm(total=3) as bar:
    for step in trange(3):
        total += step
        bar.update(1)
assert total == 9
