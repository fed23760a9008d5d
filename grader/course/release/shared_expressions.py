"""Expressions that students get with a check, and that a reference computes: they answer a part of another item.

A check that is right for an item as a whole stays behind (`gives_away`); one that holds a piece of an answer is the
author's to judge.
"""

import ast
import copy
from collections.abc import Collection, Iterator
from typing import NamedTuple

LEAST = 10
"""Nodes of an expression that says something: `(1 - t) * a + t * b`, which many statements name, has 9."""


class Shared(NamedTuple):
    """An expression on both sides, each as it is written there."""

    function: str
    """The reference that computes it."""
    of_reference: str
    released: str


def shared_expressions(released: str, solution: str, functions: Collection[str]) -> Iterator[Shared]:
    """The largest expression of each reference that students get, whatever its variables are called.

    Parameters
    ----------
    released : str
        Source of what students get.
    solution : str
        Source of the references.
    functions : collection of str
        Names of the references that items examine.
    """
    given = {_nameless(node): ast.unparse(node) for node in _expressions(ast.parse(released))}
    for statement in ast.parse(solution).body:
        if isinstance(statement, ast.FunctionDef) and statement.name in functions:
            # outer expressions come before their parts
            both = ((node, _nameless(node)) for node in _expressions(statement))
            node, key = next(((node, key) for node, key in both if key in given), (None, ""))
            if node is not None:
                yield Shared(statement.name, ast.unparse(node), given[key])


def without(source: str, functions: Collection[str]) -> str:
    """Source without some functions of its top level: of equations it is clear what they compute."""
    module = ast.parse(source)
    is_left_out = [isinstance(statement, ast.FunctionDef) and statement.name in functions for statement in module.body]
    body = [statement for statement, left_out in zip(module.body, is_left_out, strict=True) if not left_out]
    return ast.unparse(ast.Module(body, []))


def _expressions(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or isinstance(node, (ast.FormattedValue, ast.JoinedStr)):
            continue
        if sum(isinstance(part, ast.expr) for part in ast.walk(node)) >= LEAST:
            yield node


def _nameless(node: ast.expr) -> str:
    """The expression with its variables numbered in the order in which they come up."""
    node, numbers = copy.deepcopy(node), dict[str, str]()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            part.id = numbers.setdefault(part.id, f"_{len(numbers)}")
        elif isinstance(part, ast.arg):
            part.arg = numbers.setdefault(part.arg, f"_{len(numbers)}")
    return ast.dump(node)
