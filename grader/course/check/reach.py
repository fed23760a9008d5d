"""Whether the inputs of an exercise reach every line of its reference, and both sides of every condition.

What no input reaches is a part of the specification that nobody is asked for: a student who leaves it out is right.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from grader.course.check.examine import examine
from grader.course.check.solution_parts import Part, parts_of
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding

_VARIANTS = 3
Following = Mapping[int, set[int]]
"""For each line that was reached, those that were reached next in the same call; 0 for its end."""


def check_reach(key: ExerciseKey, where: str) -> Iterator[Finding]:
    """Lines and sides of conditions of the reference that no case and nothing drawn reaches."""
    module = ast.parse(Path(key.where).read_text(encoding="utf-8"))
    following = _followed(key)
    for part in parts_of(module, {item.function for item in key.exercise.items}):
        yield from _unreached(part, following, where)


def _unreached(part: Part, following: Following, where: str) -> Iterator[Finding]:
    statements = list(_statements(part))
    if not any(statement.lineno in following for statement in statements):
        return  # a constant, or a function that is handed on and called by others
    for statement in statements:
        if statement.lineno not in following:
            yield _finding(part.name, statement, where, "is reached by no input")
            if not isinstance(statement, ast.Raise):
                return  # what stands inside it, and mostly what stands behind it, is not reached either
            continue
        if isinstance(statement, (ast.If, ast.While)) and not isinstance(statement.test, ast.Constant):
            inside = statement.body[0].lineno
            entered = [line == inside for line in following[statement.lineno] if line != statement.lineno]
            if isinstance(statement.body[0], ast.Raise) and not any(entered):
                continue  # told of the exception itself
            if entered and inside != statement.lineno and len(set(entered)) == 1:
                says = "true" if entered[0] else "false"
                yield _finding(part.name, statement, where, f"has a condition that is {says} for every input")


def _finding(name: str, statement: ast.stmt, where: str, says: str) -> Finding:
    fault = f"line {statement.lineno} of {name} {says}: {ast.unparse(statement).splitlines()[0]}"
    is_raise = isinstance(statement, ast.Raise)
    cure = "Add a case that reaches it, or leave out what nobody is asked for"
    if is_raise:
        cure = "Ask for it with `raises=(Raises(arguments=(...), error=...),)`, or leave it out"
    return Finding(
        code="reference.unreached", path=where, line=statement.lineno, fault=fault, cure=cure, is_warning=is_raise
    )


def _statements(part: Part) -> Iterator[ast.stmt]:
    """The statements of a part in their order: no definitions, no docstrings, of those on one line the first."""
    seen: set[int] = set()
    nodes = [node for root in part.roots for node in ast.walk(root) if isinstance(node, ast.stmt)]
    for node in sorted(nodes, key=lambda node: node.lineno):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_definition = isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass))
        if is_text or is_definition or node.lineno in seen:
            continue
        seen.add(node.lineno)
        yield node


def _followed(key: ExerciseKey) -> Following:
    """Run the reference on everything that its items ask for, and watch its lines."""
    following: dict[int, set[int]] = defaultdict(set)
    file = next(iter(key.functions.values())).__code__.co_filename
    before = sys.gettrace()
    sys.settrace(_tracer(file, following))
    try:
        for item in key.exercise.items:
            for variant in range(_VARIANTS):
                examine(key, key.functions, item, variant)
    except AuthoringError:  # told by the check of the key
        pass
    finally:
        sys.settrace(before)
    return following


def _tracer(file: str, following: dict[int, set[int]]) -> Callable[..., Any]:
    def start(frame: FrameType, _event: str, _value: Any) -> Callable[..., Any] | None:
        if frame.f_code.co_filename != file:
            return None
        last = 0

        def step(frame: FrameType, event: str, _value: Any) -> Callable[..., Any]:
            nonlocal last
            if event == "line":
                following[frame.f_lineno]
                if last:
                    following[last].add(frame.f_lineno)
                last = frame.f_lineno
            elif event == "return" and last:
                following[last].add(0)
            return step

        return step

    return start
