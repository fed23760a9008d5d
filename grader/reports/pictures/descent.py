"""Gradient descent on the graph of a function: the right iterates, the student's, and where it had to lead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.model.counted import counted
from grader.model.drawing import Descent
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import height_at, limit_heights, paint, plot_graph
from grader.reports.pictures.svg import GIVEN, INK, RIGHT
from grader.reports.pictures.wording import number, told_apart

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw(descent: Descent, name: str) -> Picture:
    """The picture of a descent."""
    lines = 1 + bool(descent.right) + 1 + (descent.target is not None)
    return paint(descent, name, _alt(descent), lambda axes: _paint(axes, descent), lines)


def _alt(descent: Descent) -> str:
    begin = "Gradient descent on the graph of the function"
    if descent.asked == "start":
        rest = f"from {number(descent.gave)}, the start that you gave"
        where = f", gets to {number(descent.given[-1])}" if len(descent.given) > 1 else " leaves the picture"
        return f"{begin} {rest}{where}; the target is {number(descent.target or 0.0)}."
    own, right = told_apart(descent.given[-1], descent.right[-1])
    first = number(descent.right[0])
    if descent.asked == "step":
        return f"{begin}: one step from {first} leads to {right}; you gave {own}{_outside(descent)}."
    if descent.asked == "count":
        steps = counted(descent.steps, "step")
        return f"{begin} from {first}: {steps} lead to {right}. You gave {number(descent.gave)}, which is at {own}."
    return (
        f"{begin} from {first} comes to {right} in {counted(descent.steps, 'step')}; you gave {own}{_outside(descent)}."
    )


def _outside(descent: Descent) -> str:
    return "" if _is_inside(descent, descent.given[-1]) else ", which is outside of the picture"


def _is_inside(descent: Descent, iterate: float) -> bool:
    return descent.graph.low <= iterate <= descent.graph.high


def _paint(axes: "Axes", descent: Descent) -> None:
    plot_graph(axes, descent.graph, color=INK, linewidth=1.5, label="f, up to a constant")
    if descent.right:
        label = "right: " + _steps_to(descent)
        _plot_path(axes, descent, descent.right, color=RIGHT, marker="o", fillstyle="none", linewidth=1.2, label=label)
    inside = [iterate for iterate in descent.given if _is_inside(descent, iterate)]
    label = _own_label(descent)
    if inside:
        look = {"marker": "x", "markeredgewidth": 2.5, "linestyle": "--", "linewidth": 1.2, "markersize": 9}
        _plot_path(axes, descent, inside, color=GIVEN, label=label, **look)
    else:
        is_left = descent.given[-1] < descent.graph.low
        edge = descent.graph.low if is_left else descent.graph.high
        look = {"marker": "<" if is_left else ">", "markersize": 12, "linestyle": "", "clip_on": False}
        _plot_path(axes, descent, [edge], color=GIVEN, label=label, **look)
    if descent.target is not None:
        axes.axvline(descent.target, color=RIGHT, linestyle=":", label=f"target {number(descent.target)}")
    limit_heights(axes, *descent.graph.heights)
    axes.set_xlim(descent.graph.low, descent.graph.high)
    axes.set_xlabel("x")
    axes.set_yticks([])


def _plot_path(axes: "Axes", descent: Descent, iterates: Sequence[float], **look: object) -> None:
    axes.plot(iterates, [height_at(descent.graph, iterate) for iterate in iterates], **look)  # type: ignore[arg-type]


def _steps_to(descent: Descent) -> str:
    steps = counted(descent.steps, "step")
    return f"{steps} from {number(descent.right[0])} to {number(descent.right[-1])}"


def _own_label(descent: Descent) -> str:
    if descent.asked == "start":
        return f"from your start {number(descent.gave)}, {counted(descent.steps, 'step')}"
    own = told_apart(descent.given[-1], descent.right[-1])[0]
    return (
        f"you gave {number(descent.gave)}, which is at {own}"
        if descent.asked == "count"
        else f"you gave {own}{_outside(descent)}"
    )
