"""Axes with a legend below, painted by matplotlib without its windows, its global state or its clock."""

import io
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from grader.errors import UsageError
from grader.model.any_drawing import Drawing
from grader.model.drawing import Graph
from grader.reports.clean import clean
from grader.reports.pictures import Picture
from grader.reports.pictures.svg import FAINT, INK, WIDTH, picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT, _LEGEND_LINE = 300, 18
_POINTS_PER_INCH = 72
"""An inch has as many pixels here: then a size in points is one in pixels."""
_STYLE: Any = {
    "svg.fonttype": "none",  # texts stay texts
    "svg.hashsalt": "grader",  # ids by what they stand for, and not by chance
    "font.size": 12,
    "text.parse_math": False,  # a dollar sign is one
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": FAINT,
    "grid.linewidth": 0.5,
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "legend.handlelength": 2.4,
    "lines.linewidth": 2.0,
    "lines.markersize": 7,
}

Array = NDArray[np.float64]
Paint = Callable[["Axes"], None]


def paint(drawing: Drawing, name: str, alt: str, painter: Paint, legend_lines: int, height: int = _HEIGHT) -> Picture:
    """The picture of what the painter paints on axes.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    name : str
        What tells the picture from others of the same drawing.
    alt : str
        What is seen.
    painter : callable
        Paints on the axes, in the colours of `svg.py`, with labels for the legend.
    legend_lines : int
        How many labels there are.
    height : int
        Of the axes with their numbers, in pixels.

    Raises
    ------
    UsageError
        If matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context  # noqa: PLC0415 - an extra, and slow to import
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
        from matplotlib.text import Text  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("pictures need matplotlib: pip install 'coursegrade[html]'") from error
    height += legend_lines * _LEGEND_LINE
    written = io.StringIO()
    with rc_context(_STYLE), warnings.catch_warnings(), np.errstate(all="ignore"):
        # of signs that a font lacks, though none is drawn, and of odd numbers: the student's
        warnings.simplefilter("ignore")
        figure = Figure(figsize=(WIDTH / _POINTS_PER_INCH, height / _POINTS_PER_INCH), dpi=_POINTS_PER_INCH)
        FigureCanvasSVG(figure)
        bottom = (legend_lines * _LEGEND_LINE + 52) / height
        axes = figure.add_axes((0.13, bottom, 0.84, 1 - bottom - 12 / height))
        painter(axes)
        figure.legend(loc="lower left", bbox_to_anchor=(0.1, 0), borderaxespad=0.2, labelspacing=0.3)
        for text in figure.findobj(Text):
            text.set_text(clean(text.get_text()))
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return picture(_inside(written.getvalue()), alt, f"{name} {drawing.model_dump_json()}", height)


def _inside(text: str) -> str:
    """The elements of a figure, without what is the same in all, or would change the page around it."""
    inside = text[text.index("</metadata>") + len("</metadata>") : text.rindex("</svg>")]
    # a rule for `*` would hold for the whole page
    inside = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", inside, flags=re.DOTALL)
    inside = re.sub(r"<!--.*?-->", "", inside, flags=re.DOTALL)
    # the font is inherited
    inside = re.sub(r"font-family: [^;\"]*;? ?", "", inside)
    inside = re.sub(r' transform="rotate\(-0(\.0)? [^)]*\)"', "", inside)
    # nobody sees the hundredth part of a pixel; texts stand between elements, and stay as they are
    inside = re.sub(r"<[^>]*>", lambda element: re.sub(r"(\d\.\d)\d+", r"\1", element[0]), inside)
    return re.sub(r"\s*\n\s*", " ", inside)


def plot_graph(axes: "Axes", graph: Graph, **look: Any) -> None:
    """The graph as a line, with a gap where there is no height."""
    heights = [np.nan if height is None else height for height in graph.heights]
    axes.plot(np.linspace(graph.low, graph.high, len(heights)), heights, **look)


def plot_levels(axes: "Axes", xs: Array, ys: Array, heights: Array, levels: Array, **look: Any) -> None:
    """Level sets, of those levels that are met."""
    met = [level for level in levels if heights.min() < level < heights.max()]
    if met:
        axes.contour(xs, ys, heights, levels=met, **look)


def height_at(graph: Graph, abscissa: float) -> float:
    """Height of the graph at a place, between those that are known."""
    heights = np.array([np.nan if height is None else height for height in graph.heights])
    return float(np.interp(abscissa, np.linspace(graph.low, graph.high, len(heights)), heights))


def limit_heights(axes: "Axes", *shown: float | None, share: float = 0.15) -> None:
    """Show these heights, and of all lines what lies there."""
    heights = [height for height in shown if height is not None and np.isfinite(height)]
    if not heights:
        return
    low, high = min(heights), max(heights)
    room = share * (high - low) or 1.0
    axes.set_ylim(low - room, high + room)
