"""LaTeX as the plain formula that it stands for, so that what is said to who typed it can name that formula."""

import re

_MOST_DEPTH = 20
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SIGNS = {"cdot": "*", "times": "*", "ast": "*", "div": "/", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|"}
_LEFT_OUT = frozenset(
    "left right big Big bigl bigr displaystyle textstyle mathrm mathit operatorname text quad qquad , ; : !".split()
)
_QUOTIENTS = frozenset("frac dfrac tfrac cfrac".split())


def without_latex(text: str) -> str | None:
    """The formula with round brackets and without commands; None where its braces do not fit."""
    try:
        return _plain(re.sub(r"\$|\\[()\[\]]", "", text), 0).strip()
    except (IndexError, ValueError):
        return None


def _plain(text: str, depth: int) -> str:
    if depth > _MOST_DEPTH:
        raise ValueError(depth)
    written, position = "", 0
    while position < len(text):
        if text[position] == "\\":
            piece, position = _command(text, position, depth)
        elif text[position] == "{":
            inner, position = _group(text, position)
            plain = _plain(inner, depth + 1)
            # Behind a word it is what a function is of: exp{x} is exp(x), but x^{2} and log_{2} need no brackets
            piece = f"({plain})" if written[-1:].isalnum() else _bracketed(plain)
        elif text[position] == "}":
            raise ValueError(position)
        else:
            piece, position = text[position], position + 1
        written += piece
    return written


def _command(text: str, position: int, depth: int) -> tuple[str, int]:
    """What one command and its arguments stand for, and where they end."""
    match = _COMMAND.match(text, position)
    if match is None:
        raise ValueError(position)
    name, position = match[1], match.end()
    if name in _QUOTIENTS:
        above, position = _group(text, position)
        below, position = _group(text, position)
        return f"({_bracketed(_plain(above, depth + 1))}/{_bracketed(_plain(below, depth + 1))})", position
    if name == "sqrt":
        return _root(text, position, depth)
    if name in _LEFT_OUT:
        return "", position
    # LaTeX ends a command at a digit, and a name would go on: \pi2 is "pi 2"
    return _SIGNS.get(
        name, f"{name} " if text[position : position + 1].isalnum() else name if name.isalpha() else " "
    ), position


def _root(text: str, position: int, depth: int) -> tuple[str, int]:
    degree = ""
    if text[position : position + 1] == "[":
        end = text.index("]", position)
        degree, position = text[position + 1 : end], end + 1
    inner, position = _group(text, position)
    inside = _plain(inner, depth + 1)
    return (f"({_bracketed(inside)}^(1/{_bracketed(degree)}))" if degree else f"sqrt({inside})"), position


def _group(text: str, position: int) -> tuple[str, int]:
    """What stands between the braces that begin here, or one sign; and where it ends."""
    position += len(text[position:]) - len(text[position:].lstrip())
    if text[position] == "\\" and (command := _COMMAND.match(text, position)):
        return command[0], command.end()
    if text[position] != "{":
        return text[position], position + 1
    depth = 0
    for end in range(position, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if not depth:
            return text[position + 1 : end], end + 1
    raise ValueError(position)


def _bracketed(text: str) -> str:
    is_enclosed = re.fullmatch(r"\s*(?:\w+|\([^()]*\))\s*", text)
    return text.strip() if is_enclosed else f"({text})"
