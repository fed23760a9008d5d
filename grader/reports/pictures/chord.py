"""The chord and the graph, and how far it is from the one to the other at the place that is looked at."""

from typing import TYPE_CHECKING

from grader.model.drawing import Chord
from grader.reports.pictures import Picture
from grader.reports.pictures.plane import limit_heights, paint, plot_graph
from grader.reports.pictures.svg import GIVEN, INK, RIGHT
from grader.reports.pictures.wording import number, point, told_apart

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw(chord: Chord, name: str) -> Picture:
    """The picture of a chord."""
    return paint(chord, name, _alt(chord), lambda axes: _paint(axes, chord), 3 + (chord.gave is not None))


def _alt(chord: Chord) -> str:
    of = f" of {chord.function}" if chord.function else ""
    heights = told_apart(chord.chord_height, chord.graph_height)
    where, ends = f"At {chord.axis} = {number(chord.at)}", f"{point(chord.ends[0])} to {point(chord.ends[1])}"
    if chord.axis.startswith("share"):  # in several variables a and b are points, and stand for themselves
        where, ends = f"At {number(chord.at)} of the way from a to b", "a to b"
    said = (
        f"The graph{of} with the chord from {ends}. {where} the chord is at {heights[0]} and the graph at {heights[1]}:"
    )
    said += f" {_side(chord)}."
    return said if chord.gave is None else f"{said} You gave a gap of {number(chord.gave)}."


def _side(chord: Chord) -> str:
    gap = chord.chord_height - chord.graph_height
    if gap == 0:
        return "they touch there"
    return f"the chord runs {number(abs(gap))} {'above' if gap > 0 else 'below'} the graph"


def _paint(axes: "Axes", chord: Chord) -> None:
    (a, first), (b, last) = chord.ends
    colour = GIVEN if chord.gave is None else RIGHT
    plot_graph(axes, chord.graph, color=INK, label=f"graph of {chord.function or 'the function'}")
    axes.plot([a, b], [first, last], color=colour, linestyle="--", marker="o", label="chord from a to b")
    heights = [chord.chord_height, chord.graph_height]
    gap = chord.chord_height - chord.graph_height
    label = f"gap at {number(chord.at)}: chord minus graph is {number(gap)}"
    axes.plot([chord.at] * 2, heights, color=colour, linewidth=3.5, marker="_", markersize=11, label=label)
    if chord.gave is not None:
        tip = chord.graph_height + chord.gave
        label = f"the gap that you gave: {number(chord.gave)}"
        axes.plot([chord.at], [tip], color=GIVEN, linestyle="", marker="x", markeredgewidth=2.5, label=label)
        heights.append(tip)
    limit_heights(axes, *chord.graph.heights, first, last, *heights)
    axes.set_xlabel(chord.axis)
