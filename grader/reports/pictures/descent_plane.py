"""Gradient descent across the level sets of a function of two variables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.model.counted import counted
from grader.model.drawing import DescentPlane, Point
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import paint, plot_levels
from grader.reports.pictures.svg import FAINT, GIVEN, INK, RIGHT
from grader.reports.pictures.wording import point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 380
_LEVELS = np.array([0.05, 0.13, 0.25, 0.41, 0.6, 0.82])
"""Shares of the greatest height: denser where it is low, as the levels of a bowl at equal distances are."""


def draw(descent: DescentPlane, name: str) -> Picture:
    """The picture of a descent in the plane."""
    return paint(descent, name, _alt(descent), lambda axes: _paint(axes, descent), 3, height=_HEIGHT)


def _alt(descent: DescentPlane) -> str:
    begin = "Gradient descent across the level sets of the function"
    first, last, own = (point(iterate) for iterate in (descent.right[0], descent.right[-1], descent.given[-1]))
    outside = "" if _is_inside(descent, descent.given[-1]) else ", which is outside of the picture"
    if descent.asked == "step":
        return f"{begin}: one step from {first} leads to {last}; you gave {own}{outside}."
    return f"{begin} from {first} comes to {last} in {counted(descent.steps, 'step')}; you gave {own}{outside}."


def _is_inside(descent: DescentPlane, iterate: Point) -> bool:
    return all(low <= entry <= high for low, entry, high in zip(descent.low, iterate, descent.high, strict=True))


def _paint(axes: "Axes", descent: DescentPlane) -> None:
    heights = np.array(descent.heights)
    xs, ys = (np.linspace(descent.low[axis], descent.high[axis], heights.shape[1 - axis]) for axis in (0, 1))
    plot_levels(axes, xs, ys, heights, _LEVELS * heights.max(), colors=[FAINT], linewidths=1.0)
    axes.plot([], [], color=FAINT, linewidth=1.0, label="level sets of f")
    right, own = descent.right, point(descent.given[-1])
    label = f"right: {counted(descent.steps, 'step')} from {point(right[0])} to {point(right[-1])}"
    _plot_path(axes, right, color=RIGHT, marker="o", fillstyle="none", linewidth=1.2, label=label)
    axes.plot([right[0][0]], [right[0][1]], color=INK, marker="s", markersize=6)
    look = {"color": GIVEN, "marker": "x", "markeredgewidth": 2.5, "markersize": 10, "linestyle": "--"}
    if _is_inside(descent, descent.given[-1]):
        _plot_path(axes, descent.given, label=f"you gave {own}", **look)
    else:
        edge = tuple(np.clip(descent.given[-1], descent.low, descent.high))
        _plot_path(axes, [edge], label=f"you gave {own}, outside of the picture", **look, clip_on=False)
    axes.set_xlim(descent.low[0], descent.high[0])
    axes.set_ylim(descent.low[1], descent.high[1])
    axes.set_aspect("equal", adjustable="box")


def _plot_path(axes: "Axes", iterates: Sequence[Point], **look: object) -> None:
    axes.plot([x for x, _ in iterates], [y for _, y in iterates], **look)  # type: ignore[arg-type]
