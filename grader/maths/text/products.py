"""Products without a sign: `2x` and `(x + 1)(x - 1)` have one reading, `x(x + 1)`, `xy` and `1/2x` have two."""

from grader.maths.text.pieces import Problem, Token

_SHORT = 4
_SIGNS = {"+", "-"}
_WORDS = {"number", "name", "constant"}


def with_products(pieces: list[Token]) -> list[Token] | Problem:
    """The pieces with `*` where it is left out and nothing else can be meant; else what to write instead."""
    if pieces[-1].kind == "sign" and pieces[-1].text != ")":
        return Problem(f"Something is missing behind `{pieces[-1].text}`.", pieces[-1].position)
    found: list[Token] = [pieces[0]]
    if pieces[-1].kind == "function":
        return _no_brackets(pieces[-1], pieces[-1])
    for token, after, later in zip(pieces, pieces[1:], [*pieces[2:], None], strict=False):
        if token.kind == "function" and after.text != "(":
            return _no_brackets(token, after)
        if token.ends and after.begins:
            if not _has_one_reading(token, after, later):
                return _missing(token, after, later)
            if (place := _sign_in_front(found)) is not None:
                return Problem(f"This can be read in two ways: write {_two_ways(found, place, after)}.", after.position)
            found.append(Token("sign", "*", after.position))
        found.append(after)
    return found


def _no_brackets(function: Token, after: Token) -> Problem:
    inner = after.text if after.kind in {"name", "number"} else "x"
    return Problem(f"Write brackets behind {function.text}, as in {function.text}({inner}).", after.position)


def _has_one_reading(token: Token, after: Token, later: Token | None) -> bool:
    """A number or a bracket in front, and no number behind: `1 000` is one, `x(x + 1)` may be a function's value."""
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


def _sign_in_front(found: list[Token]) -> int | None:
    """Where the sign is that makes a quotient or a power of what stands last: `1/2x` is x/2 or 1/(2x)."""
    place = len(found) - 1
    if found[place].kind == "raised":
        return None
    if found[place].text == ")":
        place = _opening(found, place)
        place -= place > 0 and found[place - 1].kind == "function"
    place -= 1
    while place > 0 and found[place].text in {"+", "-"} and found[place - 1].text in {"/", "^", "**"}:
        place -= 1
    return place if place > 0 and found[place].text in {"/", "^", "**"} else None


def _opening(found: list[Token], place: int) -> int:
    depth = 0
    for here in range(place, -1, -1):
        depth += (found[here].text == ")") - (found[here].text == "(")
        if not depth:
            return here
    return 0


def _two_ways(found: list[Token], place: int, after: Token) -> str:
    """`(1/2)*x or 1/(2*x)`; for longer parts than numbers and names, that as an example."""
    parts = [found[place - 1], *found[place + 1 :], after]
    is_short = len(parts) <= _SHORT and all(each.text in _SIGNS or each.kind in _WORDS for each in parts)
    left, below, right = (parts[0].text, "".join(each.text for each in parts[1:-1]), after.text) if is_short else "12x"
    if found[place].text == "/":
        return f"{'' if is_short else 'brackets, as in '}({left}/{below})*{right} or {left}/({below}*{right})"
    left, below, right = (left, below, right) if is_short else "x2y"
    return f"{'' if is_short else 'brackets, as in '}{left}^{below}*{right} or {left}^({below}*{right})"


def _shown(token: Token) -> str:
    return {"(": "(...)", ")": "(...)"}.get(token.text, token.text)
