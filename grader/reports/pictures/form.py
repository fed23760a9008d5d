"""The quadratic form of a matrix: its level sets with vectors, or what it is along each of them."""

from typing import TYPE_CHECKING

import numpy as np

from grader.model.drawing import Form, FormDirection
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import paint, plot_levels
from grader.reports.pictures.svg import FAINT, GIVEN, INK, RIGHT
from grader.reports.pictures.wording import number, point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SAMPLES = 41
_LEVELS = np.array([0.04, 0.16, 0.36, 0.64])
"""Shares of the greatest height: of a form, they are met at equal distances."""
_STYLES = ("-", "--")


def draw(form: Form, name: str) -> Picture:
    """The picture of a form."""
    lines = len(form.directions) + (2 if form.matrix else 0)
    painter = _paint_levels if form.matrix else _paint_along
    return paint(form, name, _alt(form), lambda axes: painter(axes, form), lines)


def _alt(form: Form) -> str:
    said = " ".join(f"{_whose(direction)} v = {_told(direction)}." for direction in form.directions)
    if form.matrix is None:
        return f"The quadratic form v'Hv along {'each vector' if len(form.directions) > 1 else 'one vector'}. {said}"
    rows = f"[{', '.join(f'[{number(a)}, {number(b)}]' for a, b in form.matrix)}]"
    return f"The level sets of v'Hv for H = {rows}, {_signs(form)}. {said}"


def _signs(form: Form) -> str:
    values = np.linalg.eigvalsh(np.array(form.matrix))
    if values[0] >= 0:
        return "nowhere below 0"
    return "with hatching where it is below 0" if values[1] > 0 else "nowhere above 0"


def _whose(direction: FormDirection) -> str:
    return "You gave" if direction.whose == "given" else "An arrow shows"


def _told(direction: FormDirection) -> str:
    sign = "above 0" if direction.value > 0 else "below 0" if direction.value < 0 else "just 0"
    return f"{point(direction.vector)}, where it is {number(direction.value)}, {sign}"


def _label(direction: FormDirection) -> str:
    whose = "your v" if direction.whose == "given" else "v"
    return f"{whose} = {point(direction.vector)}: v'Hv = {number(direction.value)}"


def _paint_levels(axes: "Axes", form: Form) -> None:
    reach = 1.35 * max([abs(entry) for direction in form.directions for entry in direction.vector] + [1e-9])
    xs, ys = np.linspace(-1.5 * reach, 1.5 * reach, _SAMPLES), np.linspace(-reach, reach, _SAMPLES)
    (a, b), (c, d) = np.array(form.matrix)
    heights = a * xs[None, :] ** 2 + (b + c) * xs[None, :] * ys[:, None] + d * ys[:, None] ** 2
    size = np.abs(heights).max()
    for levels, style in ((_LEVELS * size, "-"), (-_LEVELS[::-1] * size, "--")):
        plot_levels(axes, xs, ys, heights, levels, colors=[FAINT], linewidths=1.0, linestyles=style)
    if heights.min() < -1e-9 * size:
        low = axes.contourf(xs, ys, heights, levels=[2 * heights.min(), -1e-9 * size], colors="none", hatches=["//"])
        low.set_edgecolor(FAINT)
        low.set_linewidth(0.0)
    axes.plot([], [], color=FAINT, linewidth=1.0, label="v'Hv is constant and above 0")
    axes.fill([], [], facecolor="none", edgecolor=FAINT, hatch="//", label="v'Hv is below 0")
    for direction, style in zip(form.directions, _STYLES, strict=False):
        colour = GIVEN if direction.whose == "given" else RIGHT
        tip = direction.vector
        axes.plot([0, tip[0]], [0, tip[1]], color=colour, linestyle=style, linewidth=2.5, label=_label(direction))
        axes.plot([tip[0]], [tip[1]], color=colour, marker="D", markersize=8)
    axes.plot([0], [0], color=INK, marker="o", markersize=4)
    axes.set_xlim(xs[0], xs[-1])
    axes.set_ylim(ys[0], ys[-1])


def _paint_along(axes: "Axes", form: Form) -> None:
    shares = np.linspace(-1.2, 1.2, _SAMPLES)
    axes.axhline(0, color=FAINT, linewidth=1.0)
    for direction, style in zip(form.directions, _STYLES, strict=False):
        colour = GIVEN if direction.whose == "given" else RIGHT
        axes.plot(shares, direction.value * shares**2, color=colour, linestyle=style, label=_label(direction))
        axes.plot([1.0], [direction.value], color=colour, marker="D", markersize=8)
    axes.set_xlabel("s, so far along the vector")
    axes.set_ylabel("form at s v")
