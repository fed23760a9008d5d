"""A typed formula as words, numbers and signs, with what can already be said to be wrong with it.

The words are spelled anew before Python's own parser sees them: `lambda` and `is` are fine names for a number.
"""

import re
from collections.abc import Sequence

from grader.maths.text.pieces import MAX_DEPTH, Problem, Token, quoted
from grader.maths.text.products import with_products
from grader.maths.text.signs import SUPERSCRIPTS, body, canonical, plain
from grader.maths.text.vocabulary import CONSTANTS, FUNCTIONS

MAX_LENGTH = 1_000

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+(?![\d.A-Za-z_]))?)"
    r"|(?P<name>[A-Za-z_\u0370-\u03ff][A-Za-z_0-9\u0370-\u03ff₀-₉]*)"
    r"|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]+)"
    r"|(?P<sign>\*\*|[-+*/^(),|√]))"
)
_INSTEAD = {
    "=": "Write the expression alone, without `=`",
    "<": "Write the expression alone",
    **dict.fromkeys(">≤≥≠≈", "Write the expression alone"),
    "[": "Use round brackets",
    "]": "Use round brackets",
    "{": "Use round brackets",
    "}": "Use round brackets",
    "!": "Write the factorial out as a product",
    ":": "Write / for a quotient",
    ";": "Arguments stand with commas between them",
    "∛": "Write x^(1/3) for the root",
    "∜": "Write x^(1/4) for the root",
    "ⁿ": "Write x^n for the power",
    "∞": "No number is infinite",
}


def tokens(text: str, names: Sequence[str]) -> list[Token] | Problem:
    """The pieces of a text, with signs that are left out and have one reading; or what is wrong first."""
    if len(text) > MAX_LENGTH:
        return Problem(f"The text is longer than {MAX_LENGTH:,} characters.", MAX_LENGTH)
    pieces = _pieces(plain(text), names)
    for step in (_with_roots, _with_bars, _with_brackets, with_products):
        if isinstance(pieces, Problem):
            return pieces
        pieces = step(pieces)
    return pieces


def _pieces(text: str, names: Sequence[str]) -> list[Token] | Problem:
    found: list[Token] = []
    position, end = body(text, {*names, *FUNCTIONS, *CONSTANTS})
    end = len(text[:end].rstrip())
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            return _unknown(text, position)
        kind = match.lastgroup or ""
        found += _token(kind, match[kind], match.start(kind), names)
        position = match.end()
    return found or Problem("The text is empty.", 0)


def _token(kind: str, text: str, position: int, names: Sequence[str]) -> list[Token]:
    if kind == "raised":
        power = text.translate(SUPERSCRIPTS)
        number = Token("raised", power.lstrip("+-"), position)
        minus = [Token("sign", "-", position)] if power.startswith("-") else []
        return [Token("sign", "^", position), *minus, number]
    return [Token(kind, text, position)] if kind != "name" else _words(text, position, names)


def _words(text: str, position: int, names: Sequence[str]) -> list[Token]:
    """A name; or what stands before, at and behind π, which is no letter of a name unless the author says so."""
    word = canonical(text, names)
    if word in names:
        return [Token("name", word, position)]
    if text == "π":
        return [Token("constant", "pi", position)]
    if "π" in text:
        parts = re.finditer("π|[^π]+", text)
        return [token for part in parts for token in _words(part[0], position + part.start(), names)]
    return [Token("function" if word in FUNCTIONS else "name", word, position)]


def _unknown(text: str, position: int) -> Problem:
    position += len(text[position:]) - len(text[position:].lstrip())
    cure = _INSTEAD.get(text[position], "Use letters, digits, + - * / ^, brackets and commas")
    return Problem(f"The character {quoted(text[position])} has no meaning here. {cure}.", position)


def _with_roots(pieces: list[Token]) -> list[Token] | Problem:
    """`√(x + 1)` and `√x` as sqrt(...); how far a root goes over more than one word is not known."""
    found: list[Token] = []
    waiting = iter(zip(pieces, [*pieces[1:], None], [*pieces[2:], None, None], strict=False))
    for token, inner, after in waiting:
        if token.text != "√":
            found.append(token)
            continue
        root = Token("function", "sqrt", token.position)
        if inner is not None and inner.text == "(":
            found.append(root)
        elif inner is not None and inner.kind in {"number", "name", "constant"} and not _goes_on(after):
            bracket, end = Token("sign", "(", token.position), Token("sign", ")", inner.position)
            found += [root, bracket, inner, end]
            next(waiting)
        else:
            return Problem("How far the root goes is not clear: write sqrt(...) with brackets.", token.position)
    return found


def _goes_on(after: Token | None) -> bool:
    return after is not None and (after.begins or after.kind == "raised" or after.text in {"^", "**"})


def _with_bars(pieces: list[Token]) -> list[Token] | Problem:
    """`|x|` as abs(x): a bar opens where a part of a formula can begin, and closes where one has ended."""
    found: list[Token] = []
    opened: list[Token] = []
    for token in pieces:
        if token.text in {"(", ")"}:
            opened = [*opened, token] if token.text == "(" else opened[:-1]
        if token.text != "|":
            found.append(token)
        elif not found or not found[-1].ends or (found[-1].kind != "name" and not _is_inside(opened)):
            opened.append(token)
            found += [Token("function", "abs", token.position), Token("sign", "(", token.position)]
        elif _is_inside(opened):
            opened.pop()
            found.append(Token("sign", ")", token.position))
        else:
            return Problem("What stands between which bars is not clear: write abs(...).", token.position)
    left = [token for token in opened if token.text == "|"]
    return Problem("A bar `|` is not closed.", left[-1].position) if left else found


def _is_inside(opened: list[Token]) -> bool:
    return bool(opened) and opened[-1].text == "|"


def _with_brackets(pieces: list[Token]) -> list[Token] | Problem:
    opened: list[int] = []
    for token in pieces:
        if token.text == "(":
            opened.append(token.position)
            if len(opened) > MAX_DEPTH:
                return Problem(f"Brackets are nested deeper than {MAX_DEPTH} levels.", token.position)
        elif token.text == ")":
            if not opened:
                return Problem("A bracket is closed that was not opened.", token.position)
            opened.pop()
    return Problem("A bracket is not closed.", opened[-1]) if opened else pieces
