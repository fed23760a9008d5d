"""A typed formula as words, numbers and signs, with what can already be said to be wrong with it.

The words are spelled anew before Python's own parser sees them: `lambda` and `is` are fine names for a number.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from grader.maths.text.vocabulary import CONSTANTS, FUNCTIONS, SUPERSCRIPTS, body, canonical, plain

MAX_DEPTH = 40


class Problem(NamedTuple):
    """What is wrong with a text, in a sentence, and where: an index into the text."""

    sentence: str
    position: int


class Token(NamedTuple):
    """A piece of the text."""

    kind: str
    """`number`, `name`, `function` (no symbol), `constant` (π), `raised` (an exponent's number: x²) or `sign`."""
    text: str
    position: int

    @property
    def ends(self) -> bool:
        """Whether a part of a product can end here."""
        return self.kind in {"number", "name", "constant", "raised"} or self.text == ")"

    @property
    def begins(self) -> bool:
        """Whether a part of a product can begin here."""
        return self.kind in {"number", "name", "function", "constant"} or self.text == "("


def quoted(text: str) -> str:
    """What somebody typed, in quotes: as it stands, without signs that a terminal obeys."""
    if not text.isprintable():
        return repr(text)
    return f'"{text}"' if "'" in text else f"'{text}'"


_SHORT = 4
_SIGNS = {"+", "-"}
_WORDS = {"number", "name", "constant"}


def with_products(pieces: list[Token]) -> list[Token] | Problem:
    """The pieces with `*` where it is left out and nothing else can be meant; else what to write instead."""
    if pieces[-1].kind == "sign" and pieces[-1].text != ")":
        return Problem(f"Something is missing behind `{pieces[-1].text}`.", pieces[-1].position)
    complete: list[Token] = [pieces[0]]
    if pieces[-1].kind == "function":
        return _no_brackets(pieces[-1:])
    for place, (token, after, later) in enumerate(zip(pieces, pieces[1:], [*pieces[2:], None], strict=False)):
        if token.kind == "function" and after.text != "(":
            return _no_brackets(pieces[place:])
        if token.ends and after.begins:
            if not _has_one_reading(token, after, later):
                return _missing(token, after, later)
            if (sign_at := _sign_in_front(complete)) is not None:
                return Problem(
                    f"This can be read in two ways: write {_two_ways(complete, sign_at, after)}.", after.position
                )
            complete.append(Token("sign", "*", after.position))
        complete.append(after)
    return complete


def _no_brackets(pieces: list[Token]) -> Problem:
    """What to write for `sin x`, and for `sin 2x` and `sin x^2`, which can be read in two ways."""
    end = Token("end", "", pieces[-1].position)
    function, after, third, fourth = (*pieces, end, end, end)[:4]
    if after.kind == "end":
        after = end._replace(position=function.position)
    name, inner = function.text, after.text if after.kind in _WORDS else "x"
    is_product = after.kind == "number" and third.kind in {"name", "constant"}
    is_power = after.kind in _WORDS and third.text in {"^", "**"} and fourth.kind in {"raised", *_WORDS}
    if is_product or is_power:
        sign, second = ("*", third.text) if is_product else ("^", fourth.text)
        ways = f"{name}({inner}{sign}{second}) or {name}({inner}){sign}{second}"
        return Problem(f"Write brackets behind {name}: {ways}.", after.position)
    return Problem(f"Write brackets behind {name}, as in {name}({inner}).", after.position)


def _has_one_reading(token: Token, after: Token, later: Token | None) -> bool:
    """A number or a bracket in front, and no number behind: `1 000` is one, `x(x + 1)` may be a function's value.

    In front of a function a name may stand as well: `x sin(x)`.
    """
    if after.kind == "function":
        return True
    if after.kind == "number" or token.kind == "name":
        return False
    may_be_exponent = token.kind == "number" and after.text in {"e", "E"}  # as in 5e-3, but not in 2e^x
    return not may_be_exponent or (later is not None and later.text in {"^", "**"})


def _missing(token: Token, after: Token, later: Token | None) -> Problem:
    if token.kind == after.kind == "number" and after.text.startswith("."):
        return Problem("A number has one decimal point.", after.position)
    text = f"A sign is missing: write {_shown(token)}*{_shown(after)} for a product"
    if token.kind == "number" and after.text in {"e", "E"} and later is not None and later.text in {"+", "-"}:
        text += f", {token.text}*10^(...) for a power of ten"
    return Problem(f"{text}.", after.position)


def _sign_in_front(pieces: list[Token]) -> int | None:
    """Where the sign is that makes a quotient or a power of what stands last: `1/2x` is x/2 or 1/(2x)."""
    sign_at = len(pieces) - 1
    # An exponent that is written raised ends by itself
    if pieces[sign_at].kind == "raised":
        return None
    if pieces[sign_at].text == ")":
        sign_at = _opening(pieces, sign_at)
        sign_at -= sign_at > 0 and pieces[sign_at - 1].kind == "function"  # the function's name too
    sign_at -= 1
    # The sign of a number, as in 1/-2x
    while sign_at > 0 and pieces[sign_at].text in {"+", "-"} and pieces[sign_at - 1].text in {"/", "^", "**"}:
        sign_at -= 1
    return sign_at if sign_at > 0 and pieces[sign_at].text in {"/", "^", "**"} else None


def _opening(pieces: list[Token], position: int) -> int:
    depth = 0
    for here in range(position, -1, -1):
        depth += (pieces[here].text == ")") - (pieces[here].text == "(")
        if not depth:
            return here
    return 0


def _two_ways(pieces: list[Token], sign_at: int, after: Token) -> str:
    """`(1/2)*x or 1/(2*x)`; for longer parts than numbers and names, that as an example."""
    parts = [pieces[sign_at - 1], *pieces[sign_at + 1 :], after]
    is_short = len(parts) <= _SHORT and all(each.text in _SIGNS or each.kind in {*_WORDS, "function"} for each in parts)
    texts = (parts[0].text, "".join(each.text for each in parts[1:-1]), _shown(after))
    left, below, right = texts if is_short else "12x"
    if pieces[sign_at].text == "/":
        return f"{'' if is_short else 'brackets, as in '}({left}/{below})*{right} or {left}/({below}*{right})"
    left, below, right = (left, below, right) if is_short else "x2y"
    return f"{'' if is_short else 'brackets, as in '}{left}^{below}*{right} or {left}^({below}*{right})"


def _shown(token: Token) -> str:
    if token.kind == "function":
        return f"{token.text}(...)"
    return {"(": "(...)", ")": "(...)"}.get(token.text, token.text)


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
    pieces: list[Token] = []
    position, end = body(text, {*names, *FUNCTIONS, *CONSTANTS})
    end = len(text[:end].rstrip())
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            return _unknown(text, position)
        kind = match.lastgroup or ""
        pieces += _token(kind, match[kind], match.start(kind), names)
        position = match.end()
    return pieces or Problem("The text is empty.", 0)


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
    rewritten: list[Token] = []
    waiting = iter(zip(pieces, [*pieces[1:], None], [*pieces[2:], None, None], strict=False))
    for token, inner, after in waiting:
        if token.text != "√":
            rewritten.append(token)
            continue
        root = Token("function", "sqrt", token.position)
        if inner is not None and inner.text == "(":
            rewritten.append(root)
        elif inner is not None and inner.kind in {"number", "name", "constant"} and not _goes_on(after):
            bracket, end = Token("sign", "(", token.position), Token("sign", ")", inner.position)
            rewritten += [root, bracket, inner, end]
            next(waiting)
        else:
            return Problem("How far the root goes is not clear: write sqrt(...) with brackets.", token.position)
    return rewritten


def _goes_on(after: Token | None) -> bool:
    return after is not None and (after.begins or after.kind == "raised" or after.text in {"^", "**"})


def _with_bars(pieces: list[Token]) -> list[Token] | Problem:
    """`|x|` as abs(x): a bar opens where a part of a formula can begin, and closes where one has ended."""
    rewritten: list[Token] = []
    opened: list[Token] = []
    for token in pieces:
        if token.text in {"(", ")"}:
            opened = [*opened, token] if token.text == "(" else opened[:-1]
        if token.text != "|":
            rewritten.append(token)
        # 2|x|: behind a number or a bracket it opens a factor, unless one is open; behind a name it may be either
        elif not rewritten or not rewritten[-1].ends or (rewritten[-1].kind != "name" and not _is_inside(opened)):
            opened.append(token)
            rewritten += [Token("function", "abs", token.position), Token("sign", "(", token.position)]
        elif _is_inside(opened):
            opened.pop()
            rewritten.append(Token("sign", ")", token.position))
        else:
            return Problem("What stands between which bars is not clear: write abs(...).", token.position)
    left = [token for token in opened if token.text == "|"]
    return Problem("A bar `|` is not closed.", left[-1].position) if left else rewritten


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
