"""The parts of a solution that mutants change: bodies of functions and methods, fields of classes, constants.

parts_of  in the order of the file, each with the examined functions that lead to it: those that call it, read it, or
          call what does
"""

import ast
import copy
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from grader.course.names import bound, needed


class Part(NamedTuple):
    """Something that is changed as one."""

    name: str
    """What mutants of it are called after: `risk`, `Model.fit`, `Model.rate`, `RATE`."""
    examined: frozenset[str]
    """The examined functions that lead to it: only their items can tell a mutant of it."""
    roots: tuple[ast.AST, ...]
    """The nodes of the file's tree below which it is changed."""


def parts_of(module: ast.Module, examined: Collection[str]) -> Iterator[Part]:
    """The parts that the examined functions lead to.

    Parameters
    ----------
    module : Module
        The solution.
    examined : collection of str
        Names of the functions that items examine.
    """
    leads = _Leads(module)
    reached = {name: leads.reached(name) for name in examined}
    for index, statement in enumerate(module.body):
        leading = frozenset(name for name, indices in reached.items() if index in indices)
        for name, roots in _named(statement, "") if leading else ():
            yield Part(name, leading, tuple(roots))


class _Leads:
    """Which statements of the top level lead to which others, by the names that they need."""

    def __init__(self, module: ast.Module) -> None:
        self._by_name: dict[str, list[int]] = {}
        for index, statement in enumerate(module.body):
            for name in bound(statement):
                self._by_name.setdefault(name, []).append(index)
        self._needed = [needed(_without_annotations(statement)) for statement in module.body]

    def reached(self, start: str) -> set[int]:
        """The statements that a name leads to, by their index."""
        reached: set[int] = set()
        waiting = [start]
        while waiting:
            for index in self._by_name.get(waiting.pop(), ()):
                if index not in reached:
                    reached.add(index)
                    waiting += self._needed[index]
        return reached


def _without_annotations(statement: ast.stmt) -> ast.stmt:
    """A copy: what only an annotation names is no part of what a function does."""
    statement = copy.deepcopy(statement)
    for node in ast.walk(statement):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return statement


def _named(statement: ast.stmt, prefix: str) -> Iterator[tuple[str, Sequence[ast.AST]]]:
    """What is changed in a statement of a file or of a class, by name."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        defaults = (*statement.args.defaults, *statement.args.kw_defaults)
        # other defaults are for callers to choose; what a lambda computes is as much the answer as a body is
        lambdas = [default for default in defaults if isinstance(default, ast.Lambda)]
        yield prefix + statement.name, [*_without_docstring(statement), *lambdas]
    elif isinstance(statement, ast.ClassDef):
        for inner in _without_docstring(statement):
            yield from _named(inner, f"{prefix}{statement.name}.")
    elif names := bound(statement) if not isinstance(statement, (ast.Import, ast.ImportFrom)) else set():
        yield prefix + ", ".join(_targets(statement) or sorted(names)), [statement]


def _without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node) is not None else node.body


def _targets(statement: ast.stmt) -> list[str]:
    """What an assignment is to, as it is written."""
    if isinstance(statement, ast.Assign):
        return [ast.unparse(target) for target in statement.targets]
    return [ast.unparse(statement.target)] if isinstance(statement, (ast.AnnAssign, ast.AugAssign)) else []
