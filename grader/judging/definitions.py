"""Where a student's functions are defined, by the look of the lines, so that a report can point there.

Nothing is parsed: hostile source can crash a parser, and this is worked out in the process that holds the report. What
only looks like a definition, such as a line of a docstring, can at most send a reader to the wrong line.
"""

import re
from collections.abc import Mapping, Sequence

from grader.exercise import Exercise
from grader.model.feedback import SourceLine
from grader.sandbox.cells import NOTEBOOK, Cell, cell_at, cells_of
from grader.sandbox.imports import file_of

# At the top level, so at the start of a line; a value is a definition too: `relu = lambda z: ...`
_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?def[ \t]+(\w+)|class[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]*)?=(?!=))", re.MULTILINE
)


def definitions(content: bytes) -> dict[str, int]:
    """Name to the line, counted from 1, on which a file defines it; the last one where it is defined again."""
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines: dict[str, int] = {}
    line, end = 1, 0
    for match in _DEFINITION.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        lines[match[1] or match[2] or match[3]] = line
    return lines


def defined_at(name: str, exercise: Exercise, files: Mapping[str, bytes]) -> dict[str, SourceLine]:
    """Function to where an exercise's file defines it, under its own or its former name; without those that it lacks.

    Parameters
    ----------
    name : str
        The exercise's name, which is also its file's.
    exercise : Exercise
        Whose functions are looked for.
    files : mapping of str to bytes
        The submission.
    """
    file = file_of(name, files) or f"{name}.py"
    content = files.get(file, b"")
    cells = cells_of(content) if file.endswith(NOTEBOOK) else []
    lines, former = definitions(content), exercise.former_functions
    functions = {item.function for item in exercise.items}
    known = {function: lines.get(function) or lines.get(former.get(function, "")) for function in functions}
    return {function: _place(file, cells, line) for function, line in known.items() if line}


def _place(file: str, cells: Sequence[Cell], line: int) -> SourceLine:
    cell = cell_at(cells, line)
    if cell is None:
        return SourceLine(file=file, line=line)
    return SourceLine(file=cell.notebook, line=line - cell.start, cell=cell.number)
