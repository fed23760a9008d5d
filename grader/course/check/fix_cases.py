"""Writes the cases that decide into an exercise's file, as `grade check --fix` does; nothing else of it changes.

check ▸ cases for what it found by chance ▸ check of what was written to, a few times over

An argument is written as the author would: by the name that it has in the file (`BASES[2]`), as a number, or as
`np.array(...)` where the file imports NumPy. One that cannot be written so is left to the author.
"""

import ast
import io
import tokenize
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sympy

from grader.course.check.decisive import Chance, chances_of_inputs
from grader.course.check.mutation import chances_of_mutants
from grader.course.check.run import check
from grader.course.load import load_course, names_in
from grader.model.checked import Checked

_ROUNDS = 3
"""A case that decides one thing may leave another to chance."""


class _CannotBeWrittenError(Exception):
    """No text in the file's names gives this argument."""


def check_and_fix(
    folder: Path, names: Sequence[str], *, again: bool = False, tell: Callable[[Checked], None] = lambda _: None
) -> list[Checked]:
    """What is known of each exercise once the cases are written that its check found to be lacking.

    Parameters
    ----------
    folder, names, again, tell
        As of `check`. It is told of an exercise once more when it is checked once more.
    """
    known = {checked.exercise: checked for checked in check(folder, names, again=again, tell=tell)}
    by_chance = list(names)
    for _ in range(_ROUNDS):
        by_chance = [name for name in by_chance if _is_by_chance(known[name]) and _fix(folder, name)]
        known |= {checked.exercise: checked for checked in check(folder, by_chance, tell=tell)}
    return [known[name] for name in names]


def _is_by_chance(checked: Checked) -> bool:
    return any(finding.code == "decides.by_chance" for finding in checked.findings)


def _fix(folder: Path, name: str) -> int:
    """Write the cases that an exercise lacks, where anything is caught by chance; how many were written."""
    key, path = load_course(folder, [name]).exercises[0], folder / "exercises" / f"{name}.py"
    return write_cases(path, names_in(path), [*chances_of_inputs(key), *chances_of_mutants(key)])


def write_cases(path: Path, names: Mapping[str, Any], chances: Sequence[Chance]) -> int:
    """Add the arguments to the cases of their items; how many were written.

    Parameters
    ----------
    path : Path
        The exercise's file.
    names : mapping of str to object
        What its module defines.
    chances : sequence of Chance
        What is caught by chance, with arguments that decide.
    """
    written = 0
    for chance in chances:
        source = path.read_text(encoding="utf-8")
        try:
            added = _with_case(source, names, chance)
        except _CannotBeWrittenError:
            continue
        path.write_text(added, encoding="utf-8")
        written += 1
    return written


def _with_case(source: str, names: Mapping[str, Any], chance: Chance) -> str:
    if chance.arguments is None:
        raise _CannotBeWrittenError
    parts = [_text(argument, names) for argument in chance.arguments]
    case = f"({', '.join(parts)}{',' if len(parts) == 1 else ''}),"
    call = _item_of(ast.parse(source), chance.item)
    cases = next((keyword.value for keyword in call.keywords if keyword.arg == "cases"), None)
    lines = source.splitlines(keepends=True)
    indent = " " * (call.keywords[0].value.col_offset - len(call.keywords[0].arg or "") - 1)
    added = f"{indent}    # {chance.short}\n{indent}    {case}\n{indent}"
    if cases is None:
        start = _offset(lines, call.func.end_lineno or 1, call.func.end_col_offset or 0)
        end = _offset(lines, call.end_lineno or 1, call.end_col_offset or 0) - 1
        inside = _with_comma(source[start:end])
        return f"{source[:start]}{inside.rstrip()}\n{indent}cases=(\n{added}),\n{indent[:-4]}{source[end:]}"
    start = _offset(lines, cases.lineno, cases.col_offset)
    end = _offset(lines, cases.end_lineno or 1, cases.end_col_offset or 0)
    if isinstance(cases, ast.Tuple) and source[end - 1] == ")":
        inside = _with_comma(source[start : end - 1])
        return f"{source[:start]}{inside.rstrip()}\n{added}{source[end - 1 :]}"
    return f"{source[:start]}(\n{indent}    *{source[start:end]},\n{added}){source[end:]}"


def _with_comma(opened: str) -> str:
    """An opened tuple with a comma behind its last part, which a comment may follow."""
    tokens = tokenize.generate_tokens(io.StringIO(f"{opened})").readline)
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    *_, last, _ = (token for token in tokens if token.type not in skipped)
    if last.string in {",", "("}:
        return opened
    end = _offset(opened.splitlines(keepends=True), last.end[0], 0) + last.end[1]
    return f"{opened[:end]},{opened[end:]}"


def _item_of(module: ast.Module, item: str) -> ast.Call:
    """The call that makes an item, found by its id."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            ids = [keyword.value for keyword in node.keywords if keyword.arg == "id"]
            if ids and isinstance(ids[0], ast.Constant) and ids[0].value == item:
                return node
    raise _CannotBeWrittenError


def _offset(lines: Sequence[str], line: int, column: int) -> int:
    """Position in the text; Python counts columns in bytes."""
    characters = len(lines[line - 1].encode()[:column].decode())
    return sum(map(len, lines[: line - 1])) + characters


def _text(value: Any, names: Mapping[str, Any]) -> str:
    for name, known in _known(names):
        if known is value:
            return name
    if isinstance(value, (bool, int, float, str)):
        return repr(value)
    if isinstance(value, np.ndarray) and names.get("np") is np:
        return f"np.array({value.tolist()})"
    if isinstance(value, sympy.Expr):
        return _expression(value, names)
    if isinstance(value, tuple):
        return f"({', '.join(_text(part, names) for part in value)}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(_text(part, names) for part in value)}]"
    raise _CannotBeWrittenError


def _known(names: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What has a name, and behind it what stands in a list or tuple that has one."""
    public = {name: value for name, value in names.items() if not name.startswith("__")}
    # a number or a text is written out: that it happens to have a name says nothing
    yield from ((name, value) for name, value in public.items() if not isinstance(value, (int, float, str)))
    for name, value in public.items():
        if isinstance(value, (list, tuple)):
            parts = enumerate(value)
            yield from ((f"{name}[{index}]", part) for index, part in parts if not isinstance(part, (int, float, str)))


def _expression(value: sympy.Expr, names: Mapping[str, Any]) -> str:
    """A polynomial with whole coefficients, written out in the symbols of the file: as Python it means the same."""
    plain = (sympy.Symbol, sympy.Integer, sympy.Add, sympy.Mul, sympy.Pow)
    if not all(isinstance(part, plain) for part in sympy.preorder_traversal(value)):
        raise _CannotBeWrittenError
    if any(names.get(str(symbol)) != symbol for symbol in value.free_symbols):
        raise _CannotBeWrittenError
    return str(value)
