"""Similar pairs as text: how much of each is in the other, and where; side by side if that is asked for."""

from collections.abc import Sequence

from grader.gradebook.similar.collect import Files
from grader.gradebook.similar.pairs import Pair
from grader.gradebook.similar.runs import Run
from grader.gradebook.similar.tokens import text_of
from grader.reports.clean import clean, one_line
from grader.sandbox.cells import cell_at, cells_of

HEAD = """\
For a human to look at, not a verdict: code is alike when it was copied, and also when it was written together, taken
from the same book, or when there are few ways to write it.
"""
_MAX_LINES = 60


def show(pairs: Sequence[Pair], files: Files, width: int = 100, *, side_by_side: bool = False) -> str:
    """The text of some pairs of files; the stretches in common are shown side by side if that is asked for."""
    if not pairs:
        return "No two submissions are that much alike.\n"
    return HEAD + "".join(f"\n{_pair(pair, files, max(width, 40) if side_by_side else 0)}" for pair in pairs)


def _pair(pair: Pair, files: Files, width: int) -> str:
    first, second = one_line(pair.first), one_line(pair.second)
    lines = [
        f"{one_line(pair.exercise)}: {first} and {second}",
        f"  {pair.first_share:.0%} of what {first} wrote is in {second}'s, {pair.second_share:.0%} the other way round",
    ]
    one, other = (files[student, pair.exercise] for student in (pair.first, pair.second))
    for run in pair.runs:
        lines.append(f"  lines {_lines(one, run.first)} and {_lines(other, run.second)} ({run.tokens} tokens)")
        lines += _side_by_side(one, other, run, width) if width else []
    return "\n".join(lines) + "\n"


def _lines(content: bytes, span: tuple[int, int]) -> str:
    """`3-10`; of a notebook `3-10 of cell 2`, or `3 of cell 2 to 1 of cell 4`."""
    cells = cells_of(content)
    first, last = (cell_at(cells, line) for line in span)
    if first is None or last is None:
        return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"
    start, end = span[0] - first.start, span[1] - last.start
    if first != last:
        return f"{start} of cell {first.number} to {end} of cell {last.number}"
    return f"{start if start == end else f'{start}-{end}'} of cell {first.number}"


def _side_by_side(one: bytes, other: bytes, run: Run, width: int) -> list[str]:
    column = (width - 5) // 2  # beside the two in front and ` | `
    left, right = _cut(one, run.first, column), _cut(other, run.second, column)
    count = max(len(left), len(right))
    left, right = left + [""] * (count - len(left)), right + [""] * (count - len(right))
    shown = [f"  {a:<{column}} | {b}".rstrip() for a, b in zip(left, right, strict=True)]
    more = [f"  … {count - _MAX_LINES} more lines"] if count > _MAX_LINES else []
    return [*shown[:_MAX_LINES], *more, ""]


def _cut(content: bytes, span: tuple[int, int], column: int) -> list[str]:
    """The lines of a stretch, made harmless, with their numbers; a line that is too long is cut."""
    lines = text_of(content).split("\n")[span[0] - 1 : span[1]]
    return [f"{number:>4} {clean(line.expandtabs(), limit=column - 5)}" for number, line in enumerate(lines, span[0])]
