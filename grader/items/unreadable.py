"""One sentence on a line that Python cannot read: what it is instead of Python, where that is to be seen.

Only what no Python can be is told, so that no sentence is wrong; anything else is left to Python's own message.
"""

import re

from grader.model.feedback import Feedback

_LINES = (
    (
        "notebook_line",
        r"^\s*(?:%%?[a-zA-Z]|!\s*[a-z]|(?:In|Out) ?\[\d*\]:)",
        "That is a line of a notebook: in a .py file leave it out, or hand in the notebook itself.",
    ),
    ("prompt", r"^\s*>>>(?: |$)", "`>>>` is Python's prompt: only what stands behind it is code."),
    (
        "merge_conflict",
        r"^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)",
        "Git marks with such lines where two versions of the file differ: keep one version, and delete the marks.",
    ),
    ("fence", r"^\s*(?:```|~~~)", "That line fences code in a text, and is no code itself: leave it out."),
    (
        "web_page",
        r"(?i)^\s*<(?:!doctype|html|\?xml)",
        "The file holds a web page instead of Python: save the code itself under this name.",
    ),
    ("rich_text", r"^\s*\{\\rtf", "The file is saved as rich text: save it as plain text, from an editor for code."),
)
"""Code, pattern and sentence; the first pattern that is found in the line is told."""


def of_line(line: str) -> Feedback | None:
    """What a line is at which reading ended, with the code `crash.hint.*`; None for what may be meant as Python.

    Parameters
    ----------
    line : str
        As the student wrote it, or the beginning of a long one.
    """
    for code, pattern, says in _LINES:
        if re.search(pattern, line):
            return Feedback(code=f"crash.hint.{code}", text=says)
    return None
