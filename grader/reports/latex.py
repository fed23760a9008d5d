r"""LaTeX formulas in Unicode, as far as a terminal can show them.

    \frac{1}{n} \sum_{i=1}^{n} (w^\top x_i - y_i)^2   ->   1/n ∑ᵢ₌₁ⁿ (wᵀ xᵢ - yᵢ)²

The reader is driven by the tables in `grader.reports.latex_signs`. What it doesn't know stays as it is typed, so
nothing is ever lost; it is no typesetter, and its authors are the authors of exercises, not students.
"""

import re
from typing import NamedTuple

from grader.reports.latex_signs import (
    ACCENTS,
    BLACKBOARD,
    BRACKETS,
    FONTS,
    FUNCTIONS,
    RELATIONS,
    SIGNS,
    SIZES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    TEXTS,
)

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_EDGE = "\x00"
"""Beside a word such as log or ≤, a place that becomes a space if letters meet there."""
_FRACTION = "\x01"
"""On both sides of a fraction, a place that becomes a space if a letter, a number or a bracket is there."""
_WIDE = "\u2003"
"""A space that is meant, and so isn't dropped beside another."""
# A number; a letter with its accents and raised or lowered signs, perhaps behind ∂ or ∇; something in parentheses; ∞
_ATOM = re.compile(r"\d+(\.\d+)?|[∂∇]?[^\W\d_][\u0300-\u036f\u20d7]?[⁰¹²³⁴-ⁿ₀-ₜᵀᵢᵣᵤᵥⱼˣᵏᵐᵗ]*|\([^()]*\)|∞")
_FIRST_TABLE = 0xE000
"""Private characters stand for tables until the formula around them is laid out."""


def to_unicode(formula: str) -> str:
    """The formula on one line."""
    reader = _Reader(formula)
    return _tidy(reader.inline(reader.until(None))).replace(_WIDE, " ")


def to_lines(formula: str) -> list[str]:
    """A displayed formula on as many lines as its tallest table has rows; what is beside it stands in the middle."""
    reader = _Reader(formula)
    return [line.replace(_WIDE, " ") for line in beside(reader.pieces(reader.until(None)))]


class _Reader:
    """Reads tokens from left to right; each method returns the Unicode of what it has read."""

    def __init__(self, formula: str) -> None:
        self._tokens = _TOKEN.findall(formula)
        self._at = 0
        self._tables: list[Table] = []

    def until(self, end: str | None) -> str:
        """Everything up to the sign `end`, which is read too, or up to the end of the formula."""
        parts = []
        while self._at < len(self._tokens):
            if self._tokens[self._at] == end:
                self._at += 1
                break
            parts.append(self._next())
        return "".join(parts)

    def inline(self, text: str) -> str:
        """The text with each table on one line."""
        for k, table in enumerate(self._tables):
            text = text.replace(chr(_FIRST_TABLE + k), table.inline)
        return text

    def pieces(self, text: str) -> list[list[str]]:
        """The text cut at its tables, each piece as its lines."""
        # With a group in the pattern, text and tables come by turns: a table at each odd place
        cut = re.split("([\ue000-\uf8ff])", text)
        return [
            self._tables[ord(piece) - _FIRST_TABLE].lines if k % 2 else [_tidy(piece, edges=False)]
            for k, piece in enumerate(cut)
        ]

    def _next(self) -> str:
        sign = self._tokens[self._at]
        self._at += 1
        if sign.isspace():
            return " "
        if sign == "{":
            return self.until("}")
        if sign in "^_":  # a token is never empty, of which this would be true as well
            return self._script(sign)
        if sign == "~":
            return " "
        # A backslash at the very end is a sign and no command
        return self._command(sign[1:]) if sign[0] == "\\" and len(sign) > 1 else sign

    def _command(self, name: str) -> str:
        if name in RELATIONS:
            return f" {RELATIONS[name]} "
        if name in SIGNS:
            return SIGNS[name]
        if name in FUNCTIONS:
            return f"{_EDGE}{name}{_EDGE}"
        if name in SIZES:
            return self._sized()
        if name in TEXTS:
            return self._verbatim()
        if name in FONTS:
            return self._argument()
        return self._with_arguments(name)

    def _with_arguments(self, name: str) -> str:
        if name in {"frac", "dfrac", "tfrac"}:
            return f"{_FRACTION}{_atom(self._argument())}/{_atom(self._argument())}{_FRACTION}"
        if name == "sqrt":
            return self._root()
        if name in ACCENTS:
            argument = self._argument()
            return argument + ACCENTS[name] if len(argument) == 1 else f"{name}({argument})"
        if name == "mathbb":
            return "".join(BLACKBOARD.get(letter, letter) for letter in self._argument())
        if name == "begin":
            return self._environment()
        return self._unknown(name)

    def _unknown(self, name: str) -> str:
        """A command as it is typed, with the braces of its arguments."""
        parts = [f"\\{name}"]
        while self._peek() == "{":
            self._at += 1
            parts.append(f"{{{self.until('}')}}}")
        return "".join(parts)

    def _argument(self) -> str:
        self._skip_space()
        return self._next() if self._at < len(self._tokens) else ""

    def _verbatim(self) -> str:
        self._skip_space()
        if self._peek() != "{":
            return self._argument()
        end = self._at + 1
        while end < len(self._tokens) and self._tokens[end] != "}":
            end += 1
        words = "".join(self._tokens[self._at + 1 : end])
        self._at = end + 1
        return words

    def _script(self, sign: str) -> str:
        argument = _tidy(self._argument())
        if not argument:
            return sign
        table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
        # `_{i = 1}` becomes ᵢ₌₁; there is no raised space
        packed = re.sub(r" ?([=+−×-]) ?", r"\1", argument)
        if all(letter in table for letter in packed):
            return "".join(table[letter] for letter in packed)
        return f"{sign}({argument})"

    def _sized(self) -> str:
        bracket = self._argument()
        return "" if bracket == "." else bracket  # `\right.` closes a bracket and draws none

    def _root(self) -> str:
        degree = ""
        if self._peek() == "[":
            self._at += 1
            degree = self.until("]")
        known = {"": "√", "2": "√", "3": "∛", "4": "∜"}
        return known.get(degree, f"({degree})√") + _atom(self._argument())

    def _environment(self) -> str:
        start = self._at
        name = self._verbatim()
        body = self._until_end_of(name)
        if body is None or name not in BRACKETS:
            # As it is typed then: `\begin` with its name behind it, and its body read as any other text
            self._at = start
            return self._unknown("begin")
        # `\begin{array}{cc|c}`: how columns are aligned, of which nothing is shown
        if name == "array" and body[:1] == ["{"]:
            body = body[body.index("}") + 1 :]
        rows = [[_Reader("".join(cell)) for cell in _split(row, "&")] for row in _split(body, "\\\\")]
        table = Table(name, [[_tidy(cell.inline(cell.until(None))) for cell in row] for row in rows])
        # `\\` behind the last row begins one without cells
        table.rows[:] = [row for row in table.rows if any(row)] or [[""]]
        self._tables.append(table)
        return chr(_FIRST_TABLE + len(self._tables) - 1)

    def _until_end_of(self, name: str) -> list[str] | None:
        """The tokens before the matching end of an environment; None if there is none."""
        # Letter by letter, as the name was cut into tokens: only commands are longer than one sign
        begin, end = (["\\begin", "{", *name, "}"], ["\\end", "{", *name, "}"])
        depth = 1
        for k in range(self._at, len(self._tokens)):
            here = self._tokens[k : k + len(end)]
            wide = self._tokens[k : k + len(begin)]
            depth += (wide == begin) - (here == end)
            if depth == 0:
                body = self._tokens[self._at : k]
                self._at = k + len(end)
                return body
        return None

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self._at += 1


def _tidy(text: str, *, edges: bool = True) -> str:
    """The text without marks of edges and double spaces; with `edges`, also without spaces at both ends."""
    # `2\frac{a}{b}` is `2 a/b`, and `\frac{a}{b}` alone stands without spaces
    text = re.sub(rf"(?<=[\w)]){_EDGE}*{_FRACTION}[{_EDGE}{_FRACTION}]*(?=[\w(√‖])", " ", text).replace(_FRACTION, "")
    # `n\log n` is `n log n`, and `(\log` stays together
    text = re.sub(rf"(?<=[^\W_]|\)){_EDGE}+(?=[^\W_])", " ", text).replace(_EDGE, "")
    text = re.sub(rf" *({_WIDE}+) *", r"\1", text)
    # `\partial f` has a space only because the command has to end somewhere
    text = re.sub(r"(?<=[∂∇]) ", "", re.sub(" +", " ", text))
    return text.strip() if edges else text


def _atom(text: str) -> str:
    """The text in parentheses unless it is one number, one letter with what belongs to it, or in parentheses."""
    text = _tidy(text)
    return text if _ATOM.fullmatch(text) else f"({text})"


def _split(tokens: list[str], separator: str) -> list[list[str]]:
    """The tokens between separators that stand outside every group and environment."""
    parts: list[list[str]] = [[]]
    depth = 0
    for sign in tokens:
        depth += (sign in {"{", "\\begin"}) - (sign in {"}", "\\end"})
        if sign == separator and depth == 0:
            parts.append([])
        else:
            parts[-1].append(sign)
    return parts


class Table(NamedTuple):
    """Rows of cells between brackets."""

    environment: str
    rows: list[list[str]]

    @property
    def inline(self) -> str:
        """The rows on one line, as `(a b; c d)`."""
        left, right = (side[3].strip() for side in BRACKETS[self.environment])
        return left + "; ".join(" ".join(row) for row in self.rows) + right

    @property
    def lines(self) -> list[str]:
        """The rows one below the other, their columns aligned, between tall brackets."""
        columns = max(map(len, self.rows))
        cells = [row + [""] * (columns - len(row)) for row in self.rows]
        widths = [max(len(row[k]) for row in cells) for k in range(columns)]
        left, right = BRACKETS[self.environment]
        gap = " " if self.environment.startswith("align") else "  "
        inner = [gap.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
        return [f"{left[k]} {row} {right[k]}" for k, row in zip(_parts(len(cells)), inner, strict=True)]


def beside(pieces: list[list[str]]) -> list[str]:
    """Blocks of lines side by side, each in the middle of the tallest, moved to the left as far as possible."""
    height = max(map(len, pieces), default=1)
    blocks = [_centred(piece, height) for piece in pieces]
    lines = ["".join(block[k] for block in blocks).rstrip() for k in range(height)]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[indent:] for line in lines]


def _parts(rows: int) -> list[int]:
    """Which part of the bracket each row has: 0 top, 1 middle, 2 bottom, 3 the only one."""
    return [3] if rows == 1 else [0, *[1] * (rows - 2), 2]


def _centred(lines: list[str], height: int) -> list[str]:
    above = (height - len(lines)) // 2
    width = max(map(len, lines))
    blank = " " * width
    return [blank] * above + [line.ljust(width) for line in lines] + [blank] * (height - above - len(lines))
