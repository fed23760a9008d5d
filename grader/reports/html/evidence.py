"""The picture of a witness, where there is one."""

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from grader.model.any_drawing import Drawing
from grader.reports.pictures import draw

if TYPE_CHECKING:
    from grader.model.feedback import Witness


def evidence_picture(witness: "Witness | None", anchor: str) -> Markup | None:
    """An SVG that says in words what is seen; None where nothing is to be seen.

    Parameters
    ----------
    witness : Witness or None
        The evidence.
    anchor : str
        The item's id on the page, which tells its picture's ids from those of others.

    Raises
    ------
    UsageError
        If matplotlib is not installed.
    """
    if witness is None or witness.drawing is None:
        return None
    return drawn(witness.drawing, anchor)


@lru_cache(maxsize=1000)
def drawn(drawing: Drawing, anchor: str) -> Markup:
    """Drawn once for a whole class: who makes the same mistake has the same evidence, and a picture takes 50 ms."""
    # Markup of our own making, in which every text is escaped
    return Markup(draw(drawing, anchor).svg)  # noqa: S704
