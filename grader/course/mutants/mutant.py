"""The mutants of a reference: its source with one small change."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from grader.course.mutants.operators import OPERATORS
from grader.exercise import Exercise

_MOST = 150
"""Of one exercise; beyond that they are thinned out evenly, which the check says."""


class Mutant(NamedTuple):
    """A reference with one small change."""

    name: str
    """Function, what stood there, and what stands there now: `risk: x - y -> x + y`."""
    function: str
    examined: frozenset[str]
    """The examined functions that lead to it: only their items can tell it apart."""
    line: int
    source: str
    """The whole file."""


def mutants(source: str, exercise: Exercise) -> tuple[list[Mutant], int]:
    """The mutants of the functions that an exercise examines and of what they call; and how many there were in all."""
    module = ast.parse(source)
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    examined = {item.function for item in exercise.items if item.function in functions}
    reached = {name: _reached(functions, name) for name in examined}
    found: dict[str, Mutant] = {}
    for name, function in functions.items():
        leading = frozenset(start for start in examined if name in reached[start])
        for mutant in _of_function(module, function, leading) if leading else ():
            found.setdefault(mutant.name, mutant)
    every = max(1, -(-len(found) // _MOST))
    return list(found.values())[::every], len(found)


def _reached(functions: dict[str, ast.FunctionDef], start: str) -> set[str]:
    """A function and those that it leads to."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            names = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
            waiting += [other for other in names if other in functions]
    return reached


def _of_function(module: ast.Module, function: ast.FunctionDef, examined: frozenset[str]) -> Iterator[Mutant]:
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    for statement in function.body:
        if statement is docstring:
            continue
        for parent, field, place, node in _expressions(statement):
            for operator in OPERATORS:
                for other in operator(node):
                    ast.copy_location(other, node)
                    _put(parent, field, place, other)
                    before, after = ast.unparse(node), ast.unparse(ast.fix_missing_locations(other))
                    name = f"{function.name}: {before} -> {after}"
                    yield Mutant(name, function.name, examined, node.lineno, ast.unparse(module))
                    _put(parent, field, place, node)


def _expressions(statement: ast.stmt) -> Iterator[tuple[ast.AST, str, int | None, ast.expr]]:
    """Every expression with its place in its parent; annotations and the insides of f-strings are left alone."""
    for parent in ast.walk(statement):
        if isinstance(parent, (ast.JoinedStr, ast.Raise)):
            continue
        for field, value in ast.iter_fields(parent):
            if field in {"annotation", "returns", "exc", "msg"}:
                continue
            if isinstance(value, ast.expr):
                yield parent, field, None, value
            elif isinstance(value, list):
                for place, one in enumerate(value):
                    if isinstance(one, ast.expr):
                        yield parent, field, place, one


def _put(parent: ast.AST, field: str, place: int | None, node: ast.expr) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node
