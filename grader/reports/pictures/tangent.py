"""The graph with a line or parabola that should touch it at one point."""

from math import isfinite
from typing import TYPE_CHECKING

from grader.model.drawing import Tangent
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import height_at, limit_heights, paint, plot_graph
from grader.reports.pictures.svg import GIVEN, INK, RIGHT
from grader.reports.pictures.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NEAR = 1e-3
_WHAT = {"line": "tangent line", "parabola": "tangent parabola", "curvature": "parabola bent by f''"}


def draw(tangent: Tangent, name: str) -> Picture:
    """The picture of a tangent."""
    lines = 3 + (tangent.right is not None)
    return paint(tangent, name, _alt(tangent), lambda axes: _paint(axes, tangent), lines)


def _alt(tangent: Tangent) -> str:
    of = f" of f = {tangent.function}" if tangent.function else " of f"
    at = f"x0 = {number(tangent.at)}"
    said = f"The graph{of} with the {_WHAT[tangent.asked]} that you gave, at {at}."
    own, beside = height_at(tangent.given, tangent.at), min(tangent.at + 1, tangent.graph.high)
    if not _meets(tangent, own):
        yours = f"yours at {number(own)}" if isfinite(own) else "yours has no value"
        return f"{said} At {at} the graph is at {number(tangent.height)} and {yours}: they do not meet."
    curves = [("yours", tangent.given), ("the graph", tangent.graph), ("the right one", tangent.right)]
    heights = [(words, height_at(graph, beside)) for words, graph in curves if graph is not None]
    told = [f"{words} {number(height)}" for words, height in heights if isfinite(height)]
    return f"{said} They meet at {at}. Heights at {number(beside)}, beside it: {', '.join(told) or 'none'}."


def _meets(tangent: Tangent, own: float) -> bool:
    return abs(own - tangent.height) <= _NEAR * (1 + abs(tangent.height))


def _paint(axes: "Axes", tangent: Tangent) -> None:
    what = _WHAT[tangent.asked]
    plot_graph(axes, tangent.graph, color=INK, label=f"f = {tangent.function}" if tangent.function else "graph of f")
    if tangent.right is not None:
        plot_graph(axes, tangent.right, color=RIGHT, linestyle="-.", label=f"right {what}")
    plot_graph(axes, tangent.given, color=GIVEN, linestyle="--", label=f"your {what}")
    place = f"x0 = {number(tangent.at)}"
    axes.plot([tangent.at], [tangent.height], color=INK, linestyle="", marker="o", label=place)
    near = [height_at(tangent.graph, tangent.at + step) for step in (-1, -0.5, 0, 0.5, 1)]
    limit_heights(axes, *near, height_at(tangent.given, tangent.at), share=0.7)  # and not what is far off to the side
    axes.set_xlabel("x")
