"""The files of an exercise: all are there, the stub is what the reference gives, docstrings say what they must."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from grader.course.check.docstring_types import contradiction, kind_of, promised, read, takes_many_forms
from grader.course.check.examine import seed_of
from grader.course.check.findings import finding_of, seen_from
from grader.course.listing import STUBS
from grader.course.stubs import make_stub
from grader.errors import AuthoringError
from grader.items.answers.show import brief
from grader.items.drawn import DrawnItem
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding

_CONTAINERS: dict[str | None, str] = {"array": "an array", "list": "a list", "tuple": "a tuple"}
_CURE_OF_TYPES = (
    "Say in the docstring what is given (`array_like` where it may be a list or an array), or give what it says: "
    "`container` of Vectors says what holds the numbers, and arrays are drawn as float64"
)


def check_files(folder: Path, key: ExerciseKey) -> Iterator[Finding]:
    """Faults of the stub and of docstrings."""
    name = f"{STUBS}/{key.name}.py"
    try:
        wanted = make_stub(key)
    except AuthoringError as error:
        yield finding_of(error, folder, "docstring.missing")
        return
    path = folder / name
    if not path.is_file():
        yield Finding(code="stub.missing", path=name, fault="there is no stub", cure="Run `grade stubs`")
    elif path.read_text(encoding="utf-8") != wanted:
        fault = "it is not what the reference gives"
        yield Finding(code="stub.stale", path=name, fault=fault, cure="Run `grade stubs`")
    yield from _docstrings(folder, key)


def _docstrings(folder: Path, key: ExerciseKey) -> Iterator[Finding]:
    """What a student goes by: what a function takes, with shapes, and what it returns."""
    source = Path(key.where).read_text(encoding="utf-8")
    examined = {item.function for item in key.exercise.items}
    path = seen_from(folder, key.where)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in examined:
            text = ast.get_docstring(node) or ""
            # numpydoc's sections: a heading with a line below it that is as long
            wanted = ["Returns", *(["Parameters"] if node.args.args else [])]
            missing = [section for section in wanted if f"{section}\n{'-' * len(section)}" not in text]
            if missing:
                fault = f"the docstring of {node.name} has no section {' and '.join(missing)}"
                cure = "Say what it takes and returns, with types, shapes and units (numpydoc)"
                yield Finding(code="docstring.sections", path=path, line=node.lineno, fault=fault, cure=cure)
            for name, fault in _broken_promises(key, node.name, text):
                line = _line_of_parameter(source, node, name)
                yield Finding(code="docstring.types", path=path, line=line, fault=fault, cure=_CURE_OF_TYPES)


def _broken_promises(key: ExerciseKey, function: str, docstring: str) -> Iterator[tuple[str, str]]:
    """Parameters that are given what the docstring does not say, each with the first such argument."""
    types = promised(docstring)
    given = list(_arguments(key, function))
    for position, name in enumerate(inspect.signature(key.functions[function]).parameters):
        arguments = [(how, call[position]) for how, call in given if position < len(call)]
        written = types.get(name, "")
        forms = read(written)
        broken = ((how, value, contradiction(forms, value)) for how, value in arguments) if forms else ()
        if (first := next((fault for fault in broken if fault[2] is not None), None)) is not None:
            how, value, instead = first
            yield name, f"the docstring of {function} says `{name} : {written}`, but {how} {instead}: {brief(value)}"
        elif forms is None and not takes_many_forms(written):  # cases and what is drawn should at least agree
            containers = {kind: how for how, value in arguments if (kind := kind_of(value)) in _CONTAINERS}
            if len(containers) > 1:
                both = " and ".join(f"{how} {_CONTAINERS[kind]}" for kind, how in containers.items())
                yield name, f"for `{name}` of {function} {both}, and the docstring does not say so"


def _arguments(key: ExerciseKey, function: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What the items of a function call it with, and how they come by it."""
    for item in key.exercise.items:
        if isinstance(item, DrawnItem) and item.function == function:
            rng = Random(seed_of(key.name, item.id, 0))  # noqa: S311 - reproducible, not secret
            try:
                calls = item.calls(rng)
            except AuthoringError:  # told by the check of the key
                continue
            for index, call in enumerate(calls):
                yield f"a case of {item.id} has" if index < len(item.cases) else f"{item.id} draws", call


def _line_of_parameter(source: str, node: ast.FunctionDef, name: str) -> int:
    """The line of the docstring that has its type; else that of the `def`."""
    lines = source.splitlines()
    inside = range(node.lineno, node.body[0].end_lineno or node.lineno)
    has_it = re.compile(rf"\s*(\*{{0,2}}\w+\s*,\s*)*\*{{0,2}}{re.escape(name)}\s*(,[^:]*)?:")
    return next((index + 1 for index in inside if has_it.match(lines[index])), node.lineno)
