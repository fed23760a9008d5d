"""A notebook as it is graded: the code of its cells, one after the other in one text, with a line of ours on top.

    # {"notebook": "week1.ipynb", "cells": [[2, 2], [5, 1]], "skipped": [[2, 1]], "defines": ["relu"]}
    # %matplotlib inline
    relu = lambda z: max(z, 0)
    print(relu(-1))

The second cell has two lines, of which the first is not Python's, and the fifth has one; cells are counted from the
top, those of text as well. All that only looks at text, such as for imports, reads this as any other file. Lines are
told within their cells: `line 2 of cell 2 of week1.ipynb`.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

NOTEBOOK = ".ipynb"
_CELL_OF = re.compile(r"cell (\d+) of ")


class Cell(NamedTuple):
    """Code of one cell."""

    number: int
    notebook: str
    start: int
    """Lines of the whole text that come before it."""
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """What tracebacks and messages call it: `cell 2 of week1.ipynb`."""
        return f"cell {self.number} of {self.notebook}"

    @property
    def source(self) -> str:
        """Its text."""
        return "\n".join(self.lines)


class Head(NamedTuple):
    """What the first line says."""

    notebook: str = ""
    """The notebook's name, as it was handed in."""
    cells: tuple[tuple[int, int], ...] = ()
    """Number of each cell with code, and how many lines it has."""
    skipped: tuple[tuple[int, int], ...] = ()
    """Cell and line of what is Jupyter's own, and not Python's."""
    defines: frozenset[str] = frozenset()
    """Functions that it defines."""


def write_cells(
    notebook: str, cells: Sequence[tuple[int, str]], skipped: Sequence[tuple[int, int]], defines: Collection[str]
) -> bytes:
    """The text.

    Parameters
    ----------
    notebook : str
        The notebook's name.
    cells : sequence of (int, str)
        Number and code of each cell.
    skipped : sequence of (int, int)
        Cell and line of what is left out.
    defines : collection of str
        Names of the functions in it.
    """
    counts = [[number, source.count("\n") + 1] for number, source in cells]
    head = {"notebook": notebook, "cells": counts, "skipped": skipped, "defines": sorted(defines)}
    # In ASCII, so that whatever a notebook is called the line is text
    text = "\n".join([f"# {json.dumps(head)}", *(source for _, source in cells)])
    return f"{text}\n".encode("utf-8", "replace")


def head_of(content: bytes) -> Head:
    """What the first line says; nothing where it is none of ours."""
    try:
        head: dict[str, Any] = json.loads(content.partition(b"\n")[0].removeprefix(b"# "))
        cells, skipped = (tuple((int(a), int(b)) for a, b in head[name]) for name in ("cells", "skipped"))
        return Head(str(head["notebook"]), cells, skipped, frozenset(map(str, head["defines"])))
    except (ValueError, TypeError, KeyError):
        return Head()


def cells_of(content: bytes) -> list[Cell]:
    """The cells with code, in order."""
    head = head_of(content)
    lines = content.decode("utf-8", "replace").split("\n")
    cells, start = [], 1
    for number, count in head.cells:
        cells.append(Cell(number, head.notebook, start, tuple(lines[start : start + count])))
        start += count
    return cells


def compiled(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """What is compiled as a file, and named in tracebacks: each file, and of a notebook each cell."""
    for name, content in files.items():
        if name.endswith(NOTEBOOK):
            yield from ((cell.name, cell.source.encode()) for cell in cells_of(content))
        else:
            yield name, content


def cell_at(cells: Sequence[Cell], line: int) -> Cell | None:
    """The cell in which a line of the whole text is."""
    return next((cell for cell in cells if cell.start < line <= cell.start + len(cell.lines)), None)


def shown_name(file: str, content: bytes) -> str:
    """What a file is called, as it was handed in: a notebook may be graded under an exercise's name."""
    return (head_of(content).notebook or file) if file.endswith(NOTEBOOK) else file


def notebook_of(name: str) -> str:
    """The notebook that a cell with this name is in; of another file its own name."""
    match = _CELL_OF.match(name)
    return name[match.end() :] if match and name.endswith(NOTEBOOK) else name
