"""What a function's code refers to, and what the code that it refers to refers to, within a submission."""

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from grader.items.source.module import Module, read_module

_BUILTINS = frozenset(dir(builtins))


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
            found = {argument.arg for node in inside for argument in ast.walk(node) if isinstance(argument, ast.arg)}
            return frozenset(found)
        return frozenset(_bound_inside(self.statement))

    def dotted(self, node: ast.AST) -> str | None:
        """The full name of what an expression refers to: `numpy.linalg.eigvalsh`; None where that is not known."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id in self.local:
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
        seen: set[tuple[str, str]] = set()
        waiting = list(self.references.get(start, ()))
        while waiting:
            here = waiting.pop()
            if here == start:
                return True
            if here not in seen:
                seen.add(here)
                waiting += self.references.get(here, ())
        return False


def reach(files: Mapping[str, bytes], module: str, function: str) -> Reach:
    """What a function of a submission's file leads to, itself first; empty if the file has no such function."""
    return _reach(files, [(module, function)])


def reach_from(files: Mapping[str, bytes], definition: Definition) -> Reach:
    """What a statement of a submission's file leads to, without itself."""
    return _reach(files, sorted(_leads_to(definition, files)))


def _reach(files: Mapping[str, bytes], waiting: list[tuple[str, str]]) -> Reach:
    modules: dict[str, Module | None] = {}
    found: list[Definition] = []
    references: dict[tuple[str, str], set[tuple[str, str]]] = {}
    while waiting:
        place = waiting.pop(0)
        if place in references:
            continue
        references[place] = set()
        for definition in _definitions(files, modules, *place):
            found.append(definition)
            references[place] |= set(_leads_to(definition, files))
        waiting += sorted(references[place])
    return Reach(tuple(found), references)


def _definitions(
    files: Mapping[str, bytes], modules: dict[str, Module | None], module: str, name: str
) -> Iterator[Definition]:
    if module not in modules:
        content = files.get(f"{module}.py")
        modules[module] = None if content is None else read_module(module, content)
    read = modules[module]
    if read is not None:
        yield from (Definition(read, name, statement) for statement in read.definitions.get(name, ()))


def _leads_to(definition: Definition, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Names of the submission's files that a definition refers to."""
    for node in ast.walk(definition.statement):
        dotted = definition.dotted(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
        module, _, name = (dotted or "").partition(".")
        if name and f"{module}.py" in files:
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
