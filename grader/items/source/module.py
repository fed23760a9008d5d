"""A file of source as a table of names: what each is imported as, and which statements define it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from grader.sandbox.inside.sources import read_source

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file of a submission."""

    name: str
    lines: tuple[str, ...]
    imports: dict[str, str]
    """Name in this file to the dotted name of what it stands for: `np` to `numpy`."""
    stars: tuple[str, ...]
    """Modules from which everything is imported."""
    definitions: dict[str, list[ast.stmt]]
    """Name to the statements of the file that bind it."""
    others: tuple[ast.stmt, ...]
    """Statements of the file that bind no name, without those that run only when it is the main program."""


def read_module(name: str, content: bytes) -> Module | None:
    """The table of a file `name`.py; None if Python cannot read it."""
    try:
        text = read_source(f"{name}.py", content)
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    imports, stars = _imports(tree)
    definitions: defaultdict[str, list[ast.stmt]] = defaultdict(list)
    others = []
    for statement in _statements(tree.body):
        names = list(_bound(statement))
        for bound in names:
            definitions[bound].append(statement)
        if not names and not isinstance(statement, (ast.Import, ast.ImportFrom)):
            others.append(statement)
    return Module(name, tuple(text.splitlines()), imports, tuple(stars), dict(definitions), tuple(others))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements on the level of the file, also those under `if`, `try` and `with`."""
    for statement in body:
        if isinstance(statement, ast.If) and _is_main_guard(statement.test):
            yield from _statements(statement.orelse)
        elif isinstance(statement, (ast.If, ast.Try, ast.With)):
            for part in ("body", "handlers", "orelse", "finalbody"):
                for inner in getattr(statement, part, []):
                    yield from _statements(inner.body if isinstance(inner, ast.ExceptHandler) else [inner])
        else:
            yield statement


def _is_main_guard(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, _Definition):
        yield statement.name
    elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def _imports(tree: ast.Module) -> tuple[dict[str, str], list[str]]:
    """Names that are imported anywhere in the file, and modules of which everything is."""
    names: dict[str, str] = {}
    stars: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                first = one.name.partition(".")[0]
                names[one.asname or first] = one.name if one.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for one in node.names:
                if one.name == "*":
                    stars.append(node.module)
                else:
                    names[one.asname or one.name] = f"{node.module}.{one.name}"
    return names, stars
