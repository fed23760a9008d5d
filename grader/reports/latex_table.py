"""A table in a formula (a matrix, cases, aligned equations), on one line or on as many as it has rows."""

from typing import NamedTuple

from grader.reports.latex_signs import BRACKETS


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
