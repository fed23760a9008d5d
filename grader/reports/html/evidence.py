"""The picture of a witness, where there is one."""

from typing import TYPE_CHECKING

from markupsafe import Markup

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
    # Markup of our own making, in which every text is escaped
    return Markup(draw(witness.drawing, anchor).svg)  # noqa: S704
