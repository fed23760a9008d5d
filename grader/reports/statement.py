"""An exercise's statement, which is Markdown with LaTeX between dollar signs, for a terminal.

    Markdown --> its formulas in Unicode, as text that Markdown leaves alone --> rich --> lines for the terminal

Formulas between single dollars stay in their line, those between double dollars get lines of their own. Code is not
searched for formulas.
"""

import re
import string
from typing import Any

from rich.markdown import Markdown

from grader.reports.clean import clean
from grader.reports.latex import to_lines, to_unicode
from grader.reports.terminal import NARROWEST, ascii_only, console

# In this order: what is code takes its dollars with it, `\$` is no formula's, and `$$` is not an empty `$...$`.
# Inline, a formula begins with no space and crosses no blank line, so that prices in a text are not one
FORMULA = re.compile(
    r"(?P<code>^(?P<fence>```+|~~~+).*?^(?P=fence)|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escaped>\\\$)"
    r"|(?P<indent>^[ \t]*)?\$\$(?P<display>.+?)\$\$"
    r"|\$(?P<inline>[^\s$](?:[^$\n]|\n(?!\n))*?)(?<!\\)\$",
    re.DOTALL | re.MULTILINE,
)
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_HARD_SPACE = "\uf8ff"
"""Private stand-in for a space at the start of a line, which Markdown would drop; `clean` lets no other one through."""


def render(markdown_text: str, *, width: int = 80, color: bool = False, unicode: bool = True) -> str:
    """The statement in at most `width` columns, without escape sequences unless `color`.

    In ASCII unless `unicode`: formulas then stay LaTeX, which says more than the escapes of their signs.
    """
    text = FORMULA.sub(_formula if unicode else _as_written, clean(markdown_text, lines=True, limit=100_000))
    page = console(max(NARROWEST, width), color=color)
    page.print(Markdown(text, hyperlinks=False, code_theme="ansi_dark"))
    file: Any = page.file  # a StringIO, which rich calls an IO
    lines = file.getvalue().replace(_HARD_SPACE, " ").split("\n")
    shown = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
    return shown if unicode else ascii_only(shown)


def _formula(match: re.Match[str]) -> str:
    if match["inline"] is not None:
        return _literal(to_unicode(match["inline"]))
    if match["display"] is not None:
        indent = match["indent"] or ""
        lines = [_literal(_hard_indent(f"    {line}")) for line in to_lines(match["display"])]
        # A backslash at the end of a line keeps the break; without it Markdown would join the lines of a matrix
        return f"\n\n{indent}" + f"\\\n{indent}".join(lines) + "\n\n"
    return match[0]


def _as_written(match: re.Match[str]) -> str:
    return match[0] if match["inline"] is None and match["display"] is None else _literal(match[0])


def _literal(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def _hard_indent(line: str) -> str:
    return _HARD_SPACE * (len(line) - len(line.lstrip())) + line.lstrip()
