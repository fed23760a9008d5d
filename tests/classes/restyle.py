"""Writes a student's file anew, in another style: it answers the same, but no two have text or instructions in common.

In a class that is drawn from a few hundred files, most code has been handed in before. Nobody's own code has. What a
file of Python is rewritten by, each drawn anew for each submission:

- names: the local variables of a function get other names;
- order: functions that stand next to each other change places;
- style: a value is named before it is returned, or an expression is wrapped into a condition that always holds;
- leftovers: a variable that nobody reads, with a number of its own in each function and in the file.

The last alone makes all instruction streams differ; the others make them differ in more than a constant.
"""

import ast
import random
from collections.abc import Iterator

_WORDS = (
    "a acc alpha ans arr b buf c col cur d delta entry f g h idx k left m mid n new num out p part q r rest row s sol "
    "t temp total u v val vec w x0 y0 z"
).split()
_LOOKS_AT_NAMES = ("locals(", "globals(", "eval(", "exec(", "vars(", "getsource", "__code__")
"""A file with one of these may depend on what its variables are called."""


def restyled(content: bytes, chance: random.Random, number: int) -> bytes:
    """The same file in another style; one that is no Python, with a comment behind it.

    Parameters
    ----------
    content : bytes
        What somebody handed in.
    chance : random.Random
        What the style is drawn from.
    number : int
        Stands in each function: nobody else may have it.
    """
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return content + f"\n# {number}\n".encode()
    if not any(sign.encode() in content for sign in _LOOKS_AT_NAMES):
        for function in _functions(tree):
            _rename(function, chance)
    for function in _functions(tree):
        function.body = list(_styled(function.body, chance, number))
    tree.body = _reordered(tree.body, chance)
    tree.body.append(_leftover(chance, number))
    return ast.unparse(ast.fix_missing_locations(tree)).encode() + b"\n"


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _rename(function: ast.FunctionDef, chance: random.Random) -> None:
    """Give the local variables other names; those that are a parameter anywhere, or not local, keep theirs."""
    nodes = list(ast.walk(function))
    fixed = {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal):
            fixed.update(node.names)
        elif isinstance(node, ast.alias):
            fixed.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            fixed.add(node.name or "")
    used = {node.id for node in nodes if isinstance(node, ast.Name)} | fixed
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)} - fixed
    fresh = [word for word in _WORDS if word not in used]
    chance.shuffle(fresh)
    new_names = dict(zip(sorted(bound), fresh, strict=False))
    for node in nodes:
        if isinstance(node, ast.Name):
            node.id = new_names.get(node.id, node.id)


def _styled(body: list[ast.stmt], chance: random.Random, number: int) -> Iterator[ast.stmt]:
    """The statements of a function, with a leftover before one of them; a docstring stays the first."""
    first = 1 if len(body) > 1 and ast.get_docstring(ast.Module(body, [])) is not None else 0
    before = chance.randrange(first, len(body))
    for position, statement in enumerate(body):
        if position == before:
            yield _leftover(chance, number)
        yield from _returned(statement, chance)


def _returned(statement: ast.stmt, chance: random.Random) -> Iterator[ast.stmt]:
    """A statement; of `return value`, sometimes another way to say it."""
    if not isinstance(statement, ast.Return) or statement.value is None or _waits(statement.value):
        yield statement
        return
    style = chance.randrange(4)
    if style == 0:
        name = f"returned_{chance.randrange(100)}"
        yield ast.Assign([ast.Name(name, ast.Store())], statement.value)
        yield ast.Return(ast.Name(name, ast.Load()))
    elif style == 1:
        yield ast.Return(ast.IfExp(ast.Constant(value=True), statement.value, ast.Constant(value=None)))
    else:
        yield statement


def _waits(value: ast.expr) -> bool:
    """Whether it is no plain value: then it stays as it is."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom | ast.Await) for node in ast.walk(value))


def _reordered(body: list[ast.stmt], chance: random.Random) -> list[ast.stmt]:
    """Functions that follow each other, in another order; two of one name are not moved, for the later one counts."""
    reordered: list[ast.stmt] = []
    row: list[ast.stmt] = []
    names = [statement.name for statement in body if isinstance(statement, ast.FunctionDef)]
    for statement in body:
        if isinstance(statement, ast.FunctionDef) and names.count(statement.name) == 1 and not statement.decorator_list:
            row.append(statement)
            continue
        reordered += _shuffled(row, chance)
        row = []
        reordered.append(statement)
    return reordered + _shuffled(row, chance)


def _shuffled(row: list[ast.stmt], chance: random.Random) -> list[ast.stmt]:
    return chance.sample(row, len(row))


def _leftover(chance: random.Random, number: int) -> ast.stmt:
    """`unread_37 = 12`."""
    return ast.Assign([ast.Name(f"unread_{chance.randrange(1000)}", ast.Store())], ast.Constant(value=number))
