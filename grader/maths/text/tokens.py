"""A typed formula as words, numbers and signs, with what can already be said to be wrong with it.

The words are spelled anew before Python's own parser sees them: `lambda` and `is` are fine names for a number.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MAX_LENGTH = 1_000
MAX_DEPTH = 40

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+(?![\d.A-Za-z_]))?)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)|(?P<sign>\*\*|[-+*/^(),]))"
)
_SPELLINGS = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/"})
_INSTEAD = {
    "=": "Write the expression alone, without `=`",
    "|": "Write abs(x) for the absolute value",
    "[": "Use round brackets",
    "{": "Use round brackets",
    "!": "Write the factorial out as a product",
    "√": "Write sqrt(x) for the root",
    "π": "Write pi",
    "²": "Write x**2 for the square",
    "³": "Write x**3 for the cube",
}


class Problem(NamedTuple):
    """What is wrong with a text, in a sentence, and where: an index into the text."""

    sentence: str
    position: int


class Token(NamedTuple):
    """A piece of the text."""

    kind: str
    """`number`, `name` or `sign`."""
    text: str
    position: int


def tokens(text: str, functions: Sequence[str]) -> list[Token] | Problem:
    """The pieces of a text, or the first thing that is wrong with how they stand beside each other."""
    if len(text) > MAX_LENGTH:
        return Problem(f"The text is longer than {MAX_LENGTH:,} characters.", MAX_LENGTH)
    found: list[Token] = []
    spelled, place = text.translate(_SPELLINGS).rstrip(), 0
    while place < len(spelled):
        match = _TOKEN.match(spelled, place)
        if match is None:
            return _unknown(spelled, place)
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(kind)))
        place = match.end()
    if not found:
        return Problem("The text is empty.", 0)
    return _brackets(found) or _missing_sign(found, functions) or found


def _unknown(text: str, place: int) -> Problem:
    place += len(text[place:]) - len(text[place:].lstrip())
    sign = text[place]
    cure = _INSTEAD.get(sign, "Use letters, digits, + - * / ^, brackets and commas")
    return Problem(f"The character {sign!r} has no meaning here. {cure}.", place)


def _brackets(found: list[Token]) -> Problem | None:
    opened: list[int] = []
    for token in found:
        if token.text == "(":
            opened.append(token.position)
            if len(opened) > MAX_DEPTH:
                return Problem(f"Brackets are nested deeper than {MAX_DEPTH} levels.", token.position)
        elif token.text == ")":
            if not opened:
                return Problem("A bracket is closed that was not opened.", token.position)
            opened.pop()
    return Problem("A bracket is not closed.", opened[-1]) if opened else None


def _missing_sign(found: list[Token], functions: Sequence[str]) -> Problem | None:
    """2x is not read as 2*x: somebody else may mean x_2, or a name of two letters."""
    if found[-1].kind == "sign" and found[-1].text != ")":
        return Problem(f"Something is missing behind `{found[-1].text}`.", found[-1].position)
    for one, other in pairwise(found):
        if one.text in functions and other.text != "(":
            return Problem(f"Write brackets behind {one.text}, as in {one.text}(x).", other.position)
        ends = (one.kind != "sign" or one.text == ")") and one.text not in functions
        if ends and (other.kind != "sign" or other.text == "("):
            pair = f"{_shown(one)}*{_shown(other)}"
            return Problem(f"A sign is missing: write {pair} for a product.", other.position)
    return None


def _shown(token: Token) -> str:
    return {"(": "(...)", ")": "(...)"}.get(token.text, token.text)
