"""What stands in a notebook's cells and is not Python's: magics, shell lines, questions. They are left out.

    %matplotlib inline        a comment, so that all other lines keep their numbers
    files = !ls               files = get_ipython(), which does nothing here
    %%time                    a comment; the cell's code counts
    %%bash                    no cell of Python: all of it is a comment
    x = (a                    Python's: the line goes on
      % b)

Whether a line begins a statement is told from the text alone: strings, brackets and backslashes before it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_RUNS_ITS_CELL = frozenset("time capture prun".split())
"""Cell magics that run their cell's code among the notebook's own names; all others do something else with it."""
_MAGIC = re.compile(
    r"(?P<indent>[ \t]*)(?:"
    r"%time[ \t]+(?P<timed>[^\s-][^\n]*)"
    r"|(?P<own>(?:%{1,2}[A-Za-z_]|!|\?)(?:[^\n\\]|\\\n?)*|[%\w.*\[\]]+\?{1,2}[ \t]*(?=\n|\Z))"
    r"|(?P<target>\w[\w., \t\[\]]*=[ \t]*)(?P<value>(?:!|%[A-Za-z_])(?:[^\n\\]|\\\n?)*))"
)
_SHELL = re.compile(r"(?:pip3?|conda|mamba|uv|cd|ls)[ \t]+[^\s=(,][^\n]*")
"""What is one line alone, and IPython understands without a sign in front."""
_TOKEN = re.compile(
    r"#[^\n]*+"
    r"|'''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r'|"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\\?\Z)'
    r"|'(?:[^'\\\n]|\\.)*+'?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|\\\n|(?P<end>\n)",
    re.DOTALL,
)
_DEFINITION = re.compile(r"(?:async[ \t]+)?def[ \t]+(\w+)")
_ASSIGNMENT = re.compile(r"((?:\w+[ \t]*=[ \t]*)*\w+)[ \t]*(?::[^=\n]*)?=[ \t]*(?!=)(.*)", re.DOTALL)
_MAKES_A_FUNCTION = re.compile(r"lambda\b|(?:\w+\.)*(?:partial|vectorize|lambdify)\(")
_ANOTHER = re.compile(r"(?:np|numpy|sp|sympy|math)\.[\w.]+|\w+")


class Plain(NamedTuple):
    """A cell with nothing but Python in it."""

    source: str
    skipped: tuple[int, ...]
    """The lines that were left out, from 1; of a cell in another language the first."""
    defines: frozenset[str]
    """Functions that it defines: by `def`, or by a name for a `lambda` or for another function."""


def plain_python(source: str) -> Plain:
    """The Python in a cell's code; each line stays in its place."""
    text = _from_the_margin(source.replace("\r\n", "\n").replace("\r", "\n"))
    first = len(text) - len(text.lstrip())
    line = text.count("\n", 0, first) + 1
    if (cell_magic := re.match(r"%%(\w*)", text[first:])) and cell_magic[1] not in _RUNS_ITS_CELL:
        return Plain("\n".join(f"# {each}" for each in text.split("\n")), (line,), frozenset())
    if _SHELL.fullmatch(text.strip()):
        return Plain(f"# {text.strip()}", (1,), frozenset())
    parts, skipped, defines = [], [], set[str]()
    for start, statement in _statements(text):
        match = _MAGIC.match(statement)
        if match is None or match["timed"]:
            statement = statement if match is None else match["indent"] + statement[match.start("timed") :]  # noqa: PLW2901
            defines |= _defined(statement, defines)
        else:
            skipped.append(start)
            statement = _inert(match) + statement[match.end() :]  # noqa: PLW2901
        parts.append(statement)
    return Plain("".join(parts), tuple(skipped), frozenset(defines))


def _from_the_margin(text: str) -> str:
    """A cell that is indented as a whole, as IPython runs it."""
    indent = re.match(r"(?:[ \t]*\n)*([ \t]*)", text)
    space = indent[1] if indent else ""
    return "\n".join(line.removeprefix(space) for line in text.split("\n")) if space else text


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements, or what stands in the place of one, each with its line break and its first line's number."""
    start, line = 0, 1
    while start < len(text):
        magic = _MAGIC.match(text, start)
        end = _end(text, start) if magic is None else text.find("\n", magic.end()) + 1 or len(text)
        yield line, text[start:end]
        line += text.count("\n", start, end)
        start = end


def _end(text: str, start: int) -> int:
    """Where the logical line ends that begins there."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth = max(0, depth + (token.lastgroup == "open") - (token.lastgroup == "close"))
        if token.lastgroup == "end" and not depth:
            return token.end()
    return len(text)


def _inert(match: re.Match[str]) -> str:
    """What does nothing, with the line itself as a comment, on as many lines."""
    if match["value"]:
        own, start = match["value"], f"{match['indent']}{match['target']}get_ipython()  # "
    else:
        # A block needs a statement; at the margin there must be none, as `from __future__ import` has to come first
        own, start = match["own"], f"{match['indent']}pass  # " if match["indent"] else "# "
    return start + own.replace("\n", "\n# ")


def _defined(statement: str, before: set[str]) -> set[str]:
    """Functions that a statement at the margin defines, where some others are known."""
    if definition := _DEFINITION.match(statement):
        return {definition[1]}
    assignment = _ASSIGNMENT.match(statement)
    if assignment is None:
        return set()
    value = assignment[2].partition("#")[0].strip()
    is_another = _ANOTHER.fullmatch(value) and ("." in value or value in before)
    return set(re.findall(r"\w+", assignment[1])) if is_another or _MAKES_A_FUNCTION.match(value) else set()
