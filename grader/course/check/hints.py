"""Whether a hint gives the answer away: students get hints, in a release as well, and no line of the reference."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.course.check.solution_parts import parts_of
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding

_SHORTEST = 8
"""Signs of a line, without spaces, that somebody would not write by chance."""
_STATEMENTS = (ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)
_WORKED_OUT = (ast.BinOp, ast.BoolOp, ast.Call, ast.Compare)
_NO_CODE = re.compile(r"[\s`]+")


def check_hints(key: ExerciseKey) -> Iterator[Finding]:
    """Hints in which a line of the reference stands, whatever the spaces in it."""
    if not any(item.hints for item in key.exercise.items):
        return
    module = ast.parse(Path(key.where).read_text(encoding="utf-8"))
    lines = {_plain(line): line for line in _lines(module, {item.function for item in key.exercise.items})}
    known = _plain(key.exercise.statement)  # what stands there is no secret
    told = {plain: line for plain, line in lines.items() if len(plain) >= _SHORTEST and plain not in known}
    for item in key.exercise.items:
        for number, hint in enumerate(item.hints, start=1):
            if line := next((told[plain] for plain in told if plain in _plain(hint)), None):
                yield Finding(
                    code="hint.tells",
                    path=f"exercises/{key.name}.py",
                    fault=f"item {item.id}: hint {number} holds a line of the reference: {line}",
                    cure="Ask for the step that leads there, or name it in words",
                )


def _lines(module: ast.Module, functions: set[str]) -> Iterator[str]:
    """What the statements of the examined functions, and of what they call, work out."""
    for part in parts_of(module, functions):
        for root in part.roots:
            for node in ast.walk(root):
                if isinstance(node, _STATEMENTS) and isinstance(node.value, _WORKED_OUT):
                    yield ast.unparse(node.value)


def _plain(text: str) -> str:
    return _NO_CODE.sub("", text)
