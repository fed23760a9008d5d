"""How the evidence of a wrong answer becomes a drawing: plain numbers, made of what the witness tells.

draw(item, ...) ──▶ Drawing or None     asked once an answer is known to be wrong, and never a reason to fail
    │
    ├── table      arrays of numbers, entry by entry: needs no author's word
    ├── chord      a chord and a graph                    ConvexityItem, and `drawing=ChordSketch(...)`
    ├── form       a quadratic form and vectors           DefinitenessItem, and `drawing=FormSketch(...)`
    ├── tangent    a line or parabola at a graph          ConvexityItem, and `drawing=TangentSketch(...)`
    ├── descent    iterates on a graph or level sets      `drawing=DescentSketch(...)`
    ├── fit        points and curves                      `drawing=FitSketch(...)`
    └── network    the surface of a network               `drawing=NetworkSketch(...)`

A sketch is what the author of an item says about it: which argument is which, and what the answer is.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.model.any_drawing import Drawing

if TYPE_CHECKING:
    from grader.items.drawings.sketches import ChordSketch as ChordSketch
    from grader.items.drawings.sketches import DescentSketch as DescentSketch
    from grader.items.drawings.sketches import FitSketch as FitSketch
    from grader.items.drawings.sketches import FormSketch as FormSketch
    from grader.items.drawings.sketches import NetworkSketch as NetworkSketch
    from grader.items.drawings.sketches import TangentSketch as TangentSketch

SKETCHES = {
    "chord": "ChordSketch",
    "descent": "DescentSketch",
    "fit": "FitSketch",
    "form": "FormSketch",
    "network": "NetworkSketch",
    "tangent": "TangentSketch",
}
"""Kind of sketch, which is the name of the file that draws it, to its class in `sketches.py`."""


def attempt(draw: Callable[[], Drawing | None]) -> Drawing | None:
    """A drawing; None where there is none, or it cannot be made of this answer.

    An answer may hold any numbers, and a picture is worth no verdict: whatever fails, the evidence stands in words.
    """
    import numpy as np  # noqa: PLC0415 - this file is imported with every item, and most draw nothing

    try:
        with np.errstate(all="ignore"):
            return draw()
    except Exception:  # noqa: BLE001 - see above
        return None
