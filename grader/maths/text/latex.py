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
        return _plain(text.replace("$", ""), 0).strip()
    except (IndexError, ValueError):
        return None


def _plain(text: str, depth: int) -> str:
    if depth > _MOST_DEPTH:
        raise ValueError(depth)
    written, place = "", 0
    while place < len(text):
        if text[place] == "\\":
            piece, place = _command(text, place, depth)
        elif text[place] == "{":
            inner, place = _group(text, place)
            piece = _bracketed(_plain(inner, depth + 1))
        elif text[place] == "}":
            raise ValueError(place)
        else:
            piece, place = text[place], place + 1
        written += piece
    return written


def _command(text: str, place: int, depth: int) -> tuple[str, int]:
    """What one command and its arguments stand for, and where they end."""
    found = _COMMAND.match(text, place)
    if found is None:
        raise ValueError(place)
    name, place = found[1], found.end()
    if name in _QUOTIENTS:
        above, place = _group(text, place)
        below, place = _group(text, place)
        return f"({_bracketed(_plain(above, depth + 1))}/{_bracketed(_plain(below, depth + 1))})", place
    if name == "sqrt":
        return _root(text, place, depth)
    if name in _LEFT_OUT:
        return "", place
    return _SIGNS.get(name, f"{name} " if text[place : place + 1].isalnum() else name if name.isalpha() else " "), place


def _root(text: str, place: int, depth: int) -> tuple[str, int]:
    degree = ""
    if text[place : place + 1] == "[":
        end = text.index("]", place)
        degree, place = text[place + 1 : end], end + 1
    inner, place = _group(text, place)
    inside = _plain(inner, depth + 1)
    return (f"({_bracketed(inside)}^(1/{_bracketed(degree)}))" if degree else f"sqrt({inside})"), place


def _group(text: str, place: int) -> tuple[str, int]:
    """What stands between the braces that begin here, or one sign; and where it ends."""
    place += len(text[place:]) - len(text[place:].lstrip())
    if text[place] == "\\" and (command := _COMMAND.match(text, place)):
        return command[0], command.end()
    if text[place] != "{":
        return text[place], place + 1
    depth = 0
    for end in range(place, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if not depth:
            return text[place + 1 : end], end + 1
    raise ValueError(place)


def _bracketed(text: str) -> str:
    return text.strip() if re.fullmatch(r"\s*\w+\s*", text) else f"({text})"
