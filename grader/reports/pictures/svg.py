"""What is around every picture: one `svg` element with its own ids, the page's colours and the alt text.

Painting is done in colours that stand for others, which the page may choose by custom properties:

    --picture-ink    axes, texts, graphs; else the page's colour of text
    --picture-soft   level sets, shades, grids; else a grey
    --picture-wrong  what the student gave; else an orange
    --picture-right  what is right; else a blue

The colours behind `else` stand out from white and from black alike, so that a page which chooses none is readable in
dark mode and on paper too. No two things are told apart by colour alone.
"""

import hashlib
import re
from html import escape

from grader.reports.clean import clean
from grader.reports.pictures import Picture

INK, FAINT, GIVEN, RIGHT = "#010101", "#020202", "#030303", "#040404"
COLOURS = {
    INK: "var(--picture-ink, currentColor)",
    FAINT: "var(--picture-soft, #808080)",
    GIVEN: "var(--picture-wrong, #c4541c)",
    RIGHT: "var(--picture-right, #2b7cc4)",
}
"""What is painted with, and what stands in the picture."""
WIDTH = 480
"""Of a picture in pixels, if there is room for it."""
_LONGEST_ALT = 1500


def picture(inside: str, alt: str, key: str, height: float, width: float = WIDTH) -> Picture:
    """The picture of what is painted.

    Parameters
    ----------
    inside : str
        SVG elements, in the colours above; texts in it are escaped.
    alt : str
        What is seen.
    key : str
        What tells the picture from all others; its ids are made of it.
    height, width : float
        Its size in pixels.
    """
    said = clean(alt, limit=_LONGEST_ALT)
    for painted, shown in COLOURS.items():
        inside = inside.replace(painted, shown)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-label="{escape(said)}" viewBox="0 0 {width:g} {height:g}" '
        f'style="width: 100%; max-width: {width:g}px; height: auto; font-family: system-ui, sans-serif">'
    )
    return Picture(svg=f"{start}{_with_own_ids(inside, key)}</svg>", alt=said)


def _with_own_ids(inside: str, key: str) -> str:
    """Only the ids that are referred to, each behind a prefix of its own."""
    prefix = f"picture-{hashlib.sha256(key.encode()).hexdigest()[:10]}-"
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', inside))
    inside = re.sub(r' id="([^"]*)"', lambda match: f' id="{prefix}{match[1]}"' if match[1] in used else "", inside)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}", inside)
