"""The surface of a network over the plane as bands, with points and the line at which the decision changes."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grader.model.drawing import Network, NetworkPoint
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import paint, plot_levels
from grader.reports.pictures.svg import FAINT, GIVEN, INK, RIGHT
from grader.reports.pictures.wording import number, point, told_apart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SAMPLES, _BANDS = 49, 7
_WRONG = 1e-6
"""Beyond this, the network's value at a point is not the expected one."""


def draw(network: Network, name: str) -> Picture:
    """The picture of a network."""
    lines = 1 + (network.level is not None) + len({*map(_is_wrong, network.points)})
    return paint(network, name, _alt(network), lambda axes: _paint(axes, network), lines)


def _alt(network: Network) -> str:
    said = "The network's value over the plane, in a stronger grey where it is higher."
    came = "it is" if network.level is not None else "you gave"
    for marked in network.points:
        gave, expected = told_apart(marked.gave, marked.expected)
        instead = f" instead of {expected}" if _is_wrong(marked) else ""
        said += f" At {point(marked.point)} {came} {gave}{instead}."
    if network.level is None:
        return said
    wrong = [marked for marked in network.points if _is_wrong(marked)]
    sides = {marked.gave > network.level for marked in network.points}
    line = "A line parts the points where it is above" if len(sides) == 2 else "No line parts points where it is above"
    said += f" {line} {number(network.level)} from those where it is below;"
    return f"{said} {len(wrong)} of {len(network.points)} are wrong."


def _is_wrong(marked: NetworkPoint) -> bool:
    return abs(marked.gave - marked.expected) > _WRONG


def _values(network: Network, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
    """The network on the grid of these coordinates, a row for each y."""
    surface = np.full((len(ys), len(xs)), network.output[0])
    for (bias, first, second), weight in zip(network.hidden, network.output[1:], strict=True):
        surface += weight * np.maximum(bias + first * xs[None, :] + second * ys[:, None], 0.0)
    return surface


def _paint(axes: "Axes", network: Network) -> None:
    places = np.array([marked.point for marked in network.points])
    middle, half = (places.min(axis=0) + places.max(axis=0)) / 2, (np.ptp(places, axis=0).max() or 2.0) * 0.8
    # as wide as the axes are, which are not square
    xs = np.linspace(middle[0] - half * 1.5, middle[0] + half * 1.5, _SAMPLES)
    ys = np.linspace(middle[1] - half, middle[1] + half, _SAMPLES)
    surface = _values(network, xs, ys)
    levels = np.linspace(surface.min(), surface.max(), _BANDS + 1)
    if levels[-1] > levels[0]:
        for index in range(_BANDS):  # each on its own: of one colour, more and more of it
            axes.contourf(xs, ys, surface, levels=levels[index : index + 2], colors=[FAINT], alpha=0.5 * index / _BANDS)
    ends = number(levels[0]), number(levels[-1])
    label = (
        f"higher value, from {ends[0]} to {ends[1]}" if ends[0] != ends[1] else f"the same value everywhere: {ends[0]}"
    )
    axes.fill([], [], color=FAINT, alpha=0.5, label=label)
    if network.level is not None:
        level = np.array([network.level])
        plot_levels(axes, xs, ys, surface, level, colors=[INK], linestyles="--", linewidths=2.0)
        axes.plot([], [], color=INK, linestyle="--", label=f"where it is {number(network.level)}")
    _plot_points(axes, network)
    axes.set_xlim(xs[0], xs[-1])
    axes.set_ylim(ys[0], ys[-1])
    axes.set_xlabel("x1")
    axes.set_ylabel("x2")


def _plot_points(axes: "Axes", network: Network) -> None:
    right = [marked for marked in network.points if not _is_wrong(marked)]
    wrong = [marked for marked in network.points if _is_wrong(marked)]
    if right:
        _plot(axes, right, color=RIGHT, marker="o", label="right points, with the network's value")
    if wrong:
        label = "wrong points: value, and the expected one in brackets"
        _plot(axes, wrong, color=GIVEN, marker="X", label=label)
    for marked in network.points:
        gave, expected = told_apart(marked.gave, marked.expected)
        text = f"{gave} ({expected})" if _is_wrong(marked) else gave
        axes.annotate(text, marked.point, xytext=(8, 6), textcoords="offset points", color=INK, weight="bold")


def _plot(axes: "Axes", points: list[NetworkPoint], **look: object) -> None:
    xs, ys = [marked.point[0] for marked in points], [marked.point[1] for marked in points]
    axes.plot(xs, ys, linestyle="", markersize=9, **look)  # type: ignore[arg-type]
