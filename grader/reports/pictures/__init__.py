"""Pictures of the evidence: each kind of drawing is one file with a pure function `draw(drawing, name)`.

    Drawing --> Picture(svg, alt)

The SVG stands in a page as it is: it takes the width that it is given, its colours follow the page (`svg.py` names
them), its ids are its own, its texts are escaped, and it loads and runs nothing. The alt text says in words what is to
be seen, with its numbers. The same drawing gives the same bytes.

`svg` is what is around every picture, `plane` the axes on which most are painted, by matplotlib, `wording` their
numbers. Importing this package imports none of them.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from grader.model.any_drawing import Drawing

KINDS: Mapping[str, str] = {
    "chord": "chord",
    "descent": "descent",
    "descent_plane": "descent_plane",
    "network": "network",
    "tangent": "tangent",
    "form": "form",
    "fit": "fit",
    "table": "table",
}
"""Kind of drawing to the file that draws it."""


class Picture(NamedTuple):
    """A drawing as it is seen, and in words."""

    svg: str
    """One `svg` element, which says the alt text too."""
    alt: str
    """What is seen, in sentences."""


def draw(drawing: Drawing, name: str = "") -> Picture:
    """The picture of a drawing.

    Parameters
    ----------
    drawing : Drawing
        The evidence of a witness.
    name : str
        What tells this picture from others on one page, such as `exercise/item`: two of the same drawing would else
        have the same ids.

    Raises
    ------
    UsageError
        If matplotlib is not installed, which most kinds need.
    """
    picture: Picture = import_module(f"grader.reports.pictures.{KINDS[drawing.kind]}").draw(drawing, name)
    return picture
