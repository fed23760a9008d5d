"""Whether a function uses what its item forbids: a name, an attribute, a loop, or recursion."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.items.source.libraries import is_part_of
from grader.items.source.reach import Definition, Reach, reach
from grader.items.source.recursion import hidden_recursion, inner_recursion
from grader.items.source.veils import veils

_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


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
    return Uses(veiled=next(_why_veiled(reached, forbidden, files), ""))


def _find(definition: Definition, what: str, reached: Reach) -> Iterator[ast.AST]:
    if what == "loop":
        yield from (node for node in ast.walk(definition.statement) if isinstance(node, _LOOPS))
    elif what == "recursion":
        if reached.is_recursive((definition.module.name, definition.name)):
            yield definition.statement
        elif (node := inner_recursion(definition.statement)) is not None:
            yield node
    elif what.startswith("."):
        yield from (node for node in ast.walk(definition.statement) if getattr(node, "attr", None) == what[1:])
    else:
        yield from (node for node in ast.walk(definition.statement) if _is_named(definition, node, what))


def _is_named(definition: Definition, node: ast.AST, what: str) -> bool:
    """Whether an expression refers to a forbidden name or to a part of it; an import alone is no use."""
    names = definition.meanings(node) if isinstance(node, (ast.Name, ast.Attribute)) else ()
    return any(is_part_of(name, what) for name in names)


def _why_veiled(reached: Reach, forbidden: Sequence[str], files: Mapping[str, bytes]) -> Iterator[str]:
    names = [what for what in forbidden if what not in {"loop", "recursion"}]
    yield from veils(reached.definitions, names, files)
    for definition in reached.definitions if "recursion" in forbidden else ():
        if (node := hidden_recursion(definition.statement)) is not None:
            line = getattr(node, "lineno", 1)
            yield f"by line {line} of {definition.module.name}.py a function may come back to itself"


def _use(definition: Definition, node: ast.AST, what: str) -> Use:
    line = getattr(node, "lineno", 1)
    return Use(what, f"{definition.module.name}.py", line, definition.module.lines[line - 1].strip())
