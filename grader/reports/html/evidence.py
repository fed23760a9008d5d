"""The picture of a witness, where there is one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from grader.model.feedback import Witness


def evidence_picture(witness: "Witness | None") -> "Markup | None":  # noqa: ARG001 - until witnesses have drawings
    """An SVG with its text alternative; None where nothing is to be seen."""
    return None
