"""What a function's code refers to, and what the code that it refers to refers to, within a submission.

read_module  a file as a table of names: what each is imported as, and which statements define it
reach        all definitions that a function leads to, over the submission's files
is_part_of   what a full name stands for in the libraries: `numpy.ma.core.np.linalg` is `numpy.linalg` as well
"""

import ast
import builtins
import importlib
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from types import ModuleType
from typing import Any

from grader.items.source.recursion import comes_back
from grader.sandbox.cells import NOTEBOOK, Cell, cell_at, cells_of, shown_name
from grader.sandbox.imports import file_of
from grader.sandbox.inside.loader import text_of

_BUILTINS = frozenset(dir(builtins))
_LIBRARIES = frozenset("numpy sympy mpmath builtins".split())
"""Others are not imported here: whose names are the student's choice."""
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file of a submission."""

    name: str
    file: str
    """What it is called, as it was handed in."""
    lines: tuple[str, ...]
    cells: tuple[Cell, ...]
    """Of a notebook; its lines are counted over all of them."""
    imports: dict[str, str]
    """Name in this file to the dotted name of what it stands for: `np` to `numpy`."""
    stars: tuple[str, ...]
    """Modules from which everything is imported."""
    definitions: dict[str, list[ast.stmt]]
    """Name to the statements of the file that bind it."""
    others: tuple[ast.stmt, ...]
    """Statements of the file that bind no name, without those that run only when it is the main program."""

    def place(self, line: int) -> tuple[str, int]:
        """The name of a line's file or cell, and its number there."""
        cell = cell_at(self.cells, line)
        return (self.file, line) if cell is None else (cell.name, line - cell.start)

    def line(self, number: int) -> str:
        """A line as a sentence names it: `line 3 of xor.py`, `line 1 of cell 2 of xor.ipynb`."""
        file, line = self.place(number)
        return f"line {line} of {file}"


def read_module(name: str, file: str, content: bytes) -> Module | None:
    """The table of a file that is imported, or graded, by a name; None if Python cannot read it."""
    try:
        text = text_of(file, content)
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two of code nested very deeply
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
    cells = tuple(cells_of(content)) if file.endswith(NOTEBOOK) else ()
    # Lines as Python counts them: `splitlines` ends one at a form feed as well
    lines, shown = tuple(text.split("\n")), shown_name(file, content)
    return Module(name, shown, lines, cells, imports, tuple(stars), dict(definitions), tuple(others))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements on the level of the file, also those under `if`, `try` and `with`."""
    for statement in body:
        # what runs only as the main program is the student's own trials
        if isinstance(statement, ast.If) and _is_main_guard(statement.test):
            yield from _statements(statement.orelse)
        elif isinstance(statement, (ast.If, ast.Try, ast.With)):  # `try: import scipy`, or a function by version
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
            for alias in node.names:  # `import numpy.linalg` binds `numpy`, and with `as la` the module itself
                first = alias.name.partition(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name == "*":
                    stars.append(node.module)
                else:
                    names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names, stars


@dataclass(frozen=True)
class Definition:
    """A statement that binds a name at the level of a file, with the names that are bound inside it."""

    module: Module
    name: str
    statement: ast.stmt

    @cached_property
    def local(self) -> frozenset[str]:
        """Names that mean something else inside: parameters, variables, functions in the function."""
        if isinstance(self.statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            inside: list[ast.AST] = [node for node in ast.walk(self.statement) if isinstance(node, ast.Lambda)]
            return frozenset(part.arg for node in inside for part in ast.walk(node) if isinstance(part, ast.arg))
        return frozenset(_bound_inside(self.statement))

    def dotted(self, node: ast.AST) -> str | None:
        """The full name of what an expression refers to: `numpy.linalg.eigvalsh`; None where that is not known."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id in self.local:  # `f().T`, or a variable: of what, is not known
            return None
        return ".".join([self._meaning(node.id), *reversed(parts)])

    def meanings(self, node: ast.AST) -> tuple[str, ...]:
        """All full names that an expression may have, those included that `from ... import *` may give it."""
        dotted = self.dotted(node)
        if dotted is None:
            return ()
        is_starred = self.is_unknown(dotted.partition(".")[0])
        return (dotted, *(f"{star}.{dotted}" for star in self.module.stars if is_starred))

    def _meaning(self, name: str) -> str:
        if name in self.module.definitions:
            return f"{self.module.name}.{name}"
        return self.module.imports.get(name, name)

    def is_unknown(self, name: str) -> bool:
        """Whether a name can only come from `from ... import *`."""
        known = name in self.local or name in self.module.definitions or name in self.module.imports
        return not known and name not in _BUILTINS


@dataclass(frozen=True)
class Reach:
    """All definitions that a function's code leads to, and between which of them there are references."""

    definitions: tuple[Definition, ...] = ()
    references: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=dict)

    def is_recursive(self, start: tuple[str, str]) -> bool:
        """Whether references lead from a definition back to itself."""
        return comes_back(start, self.references)


def reach(files: Mapping[str, bytes], module: str, function: str) -> Reach:
    """What a function of a submission's file leads to, itself first; empty if the file has no such function."""
    return _reach(files, [(module, function)])


def reach_from(files: Mapping[str, bytes], definition: Definition) -> Reach:
    """What a statement of a submission's file leads to, without itself."""
    return _reach(files, sorted(_leads_to(definition, files)))


def _reach(files: Mapping[str, bytes], waiting: list[tuple[str, str]]) -> Reach:
    modules: dict[str, Module | None] = {}
    reached: list[Definition] = []
    references: dict[tuple[str, str], set[tuple[str, str]]] = {}
    while waiting:
        name = waiting.pop(0)  # the nearest first: what is found there is told first
        if name in references:
            continue
        references[name] = set()
        for definition in _definitions(files, modules, *name):
            reached.append(definition)
            references[name] |= set(_leads_to(definition, files))
        waiting += sorted(references[name])
    return Reach(tuple(reached), references)


def _definitions(
    files: Mapping[str, bytes], modules: dict[str, Module | None], module: str, name: str
) -> Iterator[Definition]:
    if module not in modules:
        file = file_of(module, files)
        modules[module] = None if file is None else read_module(module, file, files[file])
    read = modules[module]
    if read is not None:
        yield from (Definition(read, name, statement) for statement in read.definitions.get(name, ()))


def _leads_to(definition: Definition, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Names of the submission's files that a definition refers to."""
    for node in ast.walk(definition.statement):
        dotted = definition.dotted(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
        module, _, name = (dotted or "").partition(".")
        if name and file_of(module, files) is not None:
            yield module, name.partition(".")[0]
        elif dotted and definition.is_unknown(dotted):
            yield from ((star, dotted) for star in definition.module.stars if f"{star}.py" in files)


def _bound_inside(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node is not statement:
            yield node.name


def resolve(dotted: str) -> Any:
    """The object that a full name stands for in Python's builtins or a library; None for any other name."""
    root, *rest = dotted.split(".")
    # looking a name up may run anything that a library does when it is asked, and warn or fail in any way
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = importlib.import_module(root) if root in _LIBRARIES else getattr(builtins, root)
        for name in rest:
            value = getattr(value, name)
        return value
    return None


def is_part_of(dotted: str, whole: str) -> bool:
    """Whether a full name stands for an object, or for a part of it, by this name or by another one."""
    if dotted == whole or dotted.startswith(f"{whole}."):
        return True
    wanted = resolve(whole)
    names = dotted.split(".")
    return wanted is not None and any(resolve(".".join(names[:count])) is wanted for count in range(1, len(names) + 1))


def is_module_of(dotted: str, name: str) -> bool:
    """Whether a full name stands for a module of the library in which something lies."""
    return dotted.partition(".")[0] == name.partition(".")[0] and isinstance(resolve(dotted), ModuleType)
