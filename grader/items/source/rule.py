"""A right answer whose code uses what its item forbids earns nothing; the evidence is the line."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.items.places import source_line
from grader.items.source.recursion import hidden_recursion, inner_recursion
from grader.items.source.references import Definition, Reach, is_part_of, reach
from grader.items.source.unclear import reasons_unclear
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement, wrong
from grader.model.verdict import Verdict
from grader.sandbox.cells import shown_name
from grader.sandbox.imports import file_of

_WORDS = {"loop": "a loop", "recursion": "recursion"}
_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Use(NamedTuple):
    """A place in a student's source."""

    name: str
    """What is used there, as the item names it or as it is written."""
    file: str
    line: int
    source: str
    """That line, without its indentation."""


class Uses(NamedTuple):
    """What is seen in the source."""

    forbidden: Use | None = None
    """The first use of something forbidden."""
    unclear: str = ""
    """Why it cannot be told from the source alone; empty if it can."""


def name_of(forbidden: str) -> str:
    """What is forbidden, as a student reads it."""
    return _WORDS.get(forbidden, f"`{forbidden}`")


def apply_rule(
    judgement: Judgement, files: Mapping[str, bytes], module: str, function: str, forbidden: Sequence[str]
) -> Judgement:
    """The judgement with regard to the source.

    Wrong if something forbidden is used; undecided if the source does not tell; as it was for an answer that earns
    nothing anyway.
    """
    # after the answer, not before: whose answer earns nothing anyway is told what is wrong with the answer
    if not forbidden or not (judgement.fraction or judgement.is_open):
        return judgement
    seen = uses(files, module, function, forbidden)
    if seen.forbidden is not None:
        name = name_of(seen.forbidden.name)
        said = "could not be compared" if judgement.is_open else "is right"
        text = f"The answer {said}, but the code uses {name}, which this item asks to do without."
        return wrong(Feedback(code="use.forbidden", text=text), witness=_witness(seen.forbidden))
    if seen.unclear and not judgement.is_open:
        text = f"Whether the code does without {_all(forbidden)} cannot be told from its source: {seen.unclear}."
        return judgement.model_copy(update={"verdict": Verdict.UNDECIDED}).with_feedback(
            Feedback(code="use.undecided", text=text)
        )
    return judgement


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
        file = file_of(module, files) or f"{module}.py"
        shown = shown_name(file, files.get(file, b""))
        return Uses(unclear=f"{shown} does not define {function} in a way that can be read")
    for definition in reached.definitions:
        for name in forbidden:
            for node in _find(definition, name, reached):
                return Uses(_use(definition, node, name))
    # Only where nothing forbidden is seen: a use that stands there is a use, whatever else is hidden
    return Uses(unclear=next(_why_unclear(reached, forbidden, files), ""))


def _find(definition: Definition, forbidden: str, reached: Reach) -> Iterator[ast.AST]:
    if forbidden == "loop":
        yield from (node for node in ast.walk(definition.statement) if isinstance(node, _LOOPS))
    elif forbidden == "recursion":
        if reached.is_recursive((definition.module.name, definition.name)):
            yield definition.statement
        elif (node := inner_recursion(definition.statement)) is not None:
            yield node
    elif forbidden.startswith("."):
        yield from (node for node in ast.walk(definition.statement) if getattr(node, "attr", None) == forbidden[1:])
    else:
        yield from (node for node in ast.walk(definition.statement) if _is_named(definition, node, forbidden))


def _is_named(definition: Definition, node: ast.AST, forbidden: str) -> bool:
    """Whether an expression refers to a forbidden name or to a part of it; an import alone is no use."""
    names = definition.meanings(node) if isinstance(node, (ast.Name, ast.Attribute)) else ()
    return any(is_part_of(name, forbidden) for name in names)


def _why_unclear(reached: Reach, forbidden: Sequence[str], files: Mapping[str, bytes]) -> Iterator[str]:
    names = [name for name in forbidden if name not in {"loop", "recursion"}]
    yield from reasons_unclear(reached.definitions, names, files)
    for definition in reached.definitions if "recursion" in forbidden else ():
        if (node := hidden_recursion(definition.statement)) is not None:
            line = definition.module.line(getattr(node, "lineno", 1))
            yield f"by {line} a function may come back to itself"


def _use(definition: Definition, node: ast.AST, name: str) -> Use:
    number = getattr(node, "lineno", 1)
    file, line = definition.module.place(number)
    return Use(name, file, line, definition.module.lines[number - 1].strip())


def _witness(use: Use) -> Witness:
    text = f"line {use.line} of {use.file}:\n    {use.source}"
    return Witness(kind="source", text=text, place=source_line(use.file, use.line))


def _all(forbidden: Sequence[str]) -> str:
    return " and ".join(map(name_of, forbidden))
