"""An exercise's statement, which is Markdown with LaTeX between dollar signs, as HTML.

    Markdown --> its formulas as single signs --> markdown-it, without HTML --> the formulas as MathML

Formulas are found as `grade show` finds them. Pictures are not shown, as nothing is loaded; links stay.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from grader.reports.clean import clean
from grader.reports.html.mathml import to_mathml
from grader.reports.statement import FORMULA

_FIRST, _MOST = 0xE000, 0x1900
"""Private characters stand for formulas; `clean` lets no other one through."""
_STANDS_FOR = re.compile("[\ue000-\uf8ff]")
_HIGHEST, _LOWEST = 3, 6
"""Levels of headings: those of the page and of the exercise stand above."""

_READER = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"]).disable("image")


def to_html(markdown_text: str) -> Markup:
    """The statement as HTML that loads and runs nothing; UsageError where the extra for pages is not installed."""
    formulas: list[re.Match[str]] = []

    def put_aside(match: re.Match[str]) -> str:
        if (match["inline"] is None and match["display"] is None) or len(formulas) == _MOST:
            return match[0]
        formulas.append(match)
        return f"{match['indent'] or ''}{chr(_FIRST + len(formulas) - 1)}"

    tokens = _READER.parse(FORMULA.sub(put_aside, clean(markdown_text, lines=True, limit=100_000)))
    _lower_headings(tokens)
    for token in _all(tokens):
        if token.type != "text":  # in code and in the title of a link a formula stays as it is typed
            token.content = _STANDS_FOR.sub(lambda sign: formulas[ord(sign[0]) - _FIRST][0], token.content)
            token.attrs = {
                name: _STANDS_FOR.sub(lambda sign: formulas[ord(sign[0]) - _FIRST][0], str(value))
                for name, value in token.attrs.items()
            }
    page = _READER.renderer.render(tokens, _READER.options, {})
    # markdown-it has escaped every text, and to_mathml has every formula
    return Markup(_STANDS_FOR.sub(lambda sign: _as_mathml(formulas[ord(sign[0]) - _FIRST]), page))  # noqa: S704


def _as_mathml(match: re.Match[str]) -> Markup:
    if match["inline"] is not None:
        return to_mathml(match["inline"])
    return to_mathml(match["display"], is_display=True)


def _lower_headings(tokens: Sequence[Token]) -> None:
    """Put the statement's headings below those of the page, without a level left out."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(_LOWEST, _HIGHEST + levels.index(token.tag))}"


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with those inside them, an inline one's own text left out: it is that of its children."""
    for token in tokens:
        yield from _all(token.children) if token.children else [token]
