"""Whether a function uses what its item forbids: a name, an attribute, a loop, or recursion."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.items.source.reach import Definition, Reach, reach

_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_VEILS = frozenset("eval exec compile getattr __import__ globals locals vars importlib.import_module".split())
_VEILING_ATTRIBUTES = frozenset("__dict__ __getattribute__ __globals__".split())


class Use(NamedTuple):
    """A place in a student's source."""

    what: str
    """What is used there, as the item names it or as it is written."""
    file: str
    line: int
    source: str
    """That line, without its indentation."""


class Uses(NamedTuple):
    """What was found."""

    forbidden: Use | None = None
    """The first use of something forbidden."""
    veiled: str = ""
    """Why it cannot be told from the source alone; empty if it can."""


def uses(files: Mapping[str, bytes], module: str, function: str, forbidden: Sequence[str]) -> Uses:
    """Whether a function, or what it leads to in the submission, uses something forbidden.

    Parameters
    ----------
    files : mapping of str to bytes
        The submission.
    module, function : str
        Where to begin.
    forbidden : sequence of str
        `numpy.linalg.eigvalsh` (and all that a longer name begins with), `.eigenvals` (an attribute of anything),
        `loop` (for, while, and comprehensions), `recursion`.
    """
    reached = reach(files, module, function)
    if not reached.definitions:
        return Uses(veiled=f"{module}.py does not define {function} in a way that can be read")
    for definition in reached.definitions:
        for what in forbidden:
            for node in _find(definition, what, reached):
                return Uses(_use(definition, node, what))
    return Uses(veiled=next(_veils(reached.definitions, forbidden), ""))


def _find(definition: Definition, what: str, reached: Reach) -> Iterator[ast.AST]:
    if what == "loop":
        yield from (node for node in ast.walk(definition.statement) if isinstance(node, _LOOPS))
    elif what == "recursion":
        if reached.is_recursive((definition.module.name, definition.name)):
            yield definition.statement
    elif what.startswith("."):
        yield from (node for node in ast.walk(definition.statement) if getattr(node, "attr", None) == what[1:])
    else:
        yield from (node for node in ast.walk(definition.statement) if _is_named(definition, node, what))


def _is_named(definition: Definition, node: ast.AST, what: str) -> bool:
    """Whether an expression refers to a forbidden name or to a part of it; an import alone is no use."""
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return False
    dotted = definition.dotted(node)
    if dotted is None:
        return False
    names = [dotted]
    if definition.is_unknown(dotted.partition(".")[0]):
        names += [f"{star}.{dotted}" for star in definition.module.stars]
    return any(name == what or name.startswith(f"{what}.") for name in names)


def _veils(definitions: Sequence[Definition], forbidden: Sequence[str]) -> Iterator[str]:
    """Reasons why the source does not tell, as when a forbidden function may go by another name."""
    names = [what for what in forbidden if what not in {"loop", "recursion"}]
    for definition in definitions:
        for node in ast.walk(definition.statement):
            if isinstance(node, (ast.Name, ast.Attribute)) and _is_veil(definition, node, names):
                yield f"line {node.lineno} of {definition.module.name}.py uses {ast.unparse(node)}"
        for name in sorted(definition.local):
            meaning = definition.module.imports.get(name, name)
            if any(what == meaning or what.startswith(f"{meaning}.") for what in names):
                yield f"{definition.module.name}.py gives {name} another meaning in {definition.name}"
    for module in {definition.module.name: definition.module for definition in definitions}.values():
        for statement in module.others:
            aside = Definition(module, "", statement)
            if any(_is_named(aside, node, what) for node in ast.walk(statement) for what in names):
                yield f"line {statement.lineno} of {module.name}.py, outside of all functions, refers to it"


def _is_veil(definition: Definition, node: ast.Name | ast.Attribute, forbidden: Sequence[str]) -> bool:
    dotted = definition.dotted(node)
    if dotted in _VEILS or getattr(node, "attr", "") in _VEILING_ATTRIBUTES:
        return True
    is_own = dotted is None or dotted.partition(".")[0] == definition.module.name
    return is_own and isinstance(node, ast.Attribute) and node.attr in {what.rpartition(".")[2] for what in forbidden}


def _use(definition: Definition, node: ast.AST, what: str) -> Use:
    line = getattr(node, "lineno", 1)
    return Use(what, f"{definition.module.name}.py", line, definition.module.lines[line - 1].strip())
