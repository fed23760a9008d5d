"""Points with the student's curve, its residuals, and the curve with the smallest sum of squares."""

from typing import TYPE_CHECKING

from grader.model.counted import counted
from grader.model.drawing import Fit
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import paint, plot_graph
from grader.reports.pictures.svg import GIVEN, INK, RIGHT
from grader.reports.pictures.wording import told_apart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MANY = 20
"""Points from here on are small ones."""


def draw(fit: Fit, name: str) -> Picture:
    """The picture of a fit."""
    return paint(fit, name, _alt(fit), lambda axes: _paint(axes, fit), 3 + (fit.best is not None))


def _alt(fit: Fit) -> str:
    own, best = _sums(fit)
    shown = "" if fit.count == len(fit.points) else f", of which {len(fit.points)} are shown"
    said = f"{counted(fit.count, 'point')}{shown}, with your curve and the residuals from it to the points."
    said += f" Your sum of squares is {own}"
    return f"{said}." if fit.best is None else f"{said}; the smallest possible is {best}, on the other curve."


def _sums(fit: Fit) -> tuple[str, str]:
    return told_apart(fit.given_squares, fit.best_squares if fit.best_squares is not None else 0.0)


def _paint(axes: "Axes", fit: Fit) -> None:
    own, best = _sums(fit)
    size = 4 if len(fit.points) > _MANY else 8
    xs, ys = [x for x, _ in fit.points], [y for _, y in fit.points]
    axes.vlines(xs, ys, fit.predicted, colors=GIVEN, linewidth=1.0, label="residuals of your curve")
    if fit.best is not None:
        plot_graph(axes, fit.best, color=RIGHT, linestyle="-.", label=f"least squares: sum of squares {best}")
    plot_graph(axes, fit.given, color=GIVEN, linestyle="--", label=f"your curve: sum of squares {own}")
    axes.plot(xs, ys, color=INK, linestyle="", marker="o", markersize=size, label=counted(fit.count, "point"))
    axes.margins(y=0.12)
