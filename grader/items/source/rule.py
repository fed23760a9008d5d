"""A right answer whose code uses what its item forbids earns nothing; the evidence is the line."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.items.source.recursion import hidden_recursion, inner_recursion
from grader.items.source.references import Definition, Reach, reach
from grader.items.source.unclear import is_part_of, veils
from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.judgement import Judgement, wrong
from grader.model.verdict import Verdict

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


_WORDS = {"loop": "a loop", "recursion": "recursion"}


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
    if not forbidden or not (judgement.fraction or judgement.is_open):
        return judgement
    found = uses(files, module, function, forbidden)
    if found.forbidden is not None:
        what = name_of(found.forbidden.what)
        said = "could not be compared" if judgement.is_open else "is right"
        text = f"The answer {said}, but the code uses {what}, which this item asks to do without."
        return wrong(Feedback(code="use.forbidden", text=text), witness=_witness(found.forbidden))
    if found.veiled and not judgement.is_open:
        text = f"Whether the code does without {_all(forbidden)} cannot be told from its source: {found.veiled}."
        return judgement.model_copy(update={"verdict": Verdict.UNDECIDED}).with_feedback(
            Feedback(code="use.undecided", text=text)
        )
    return judgement


def _witness(use: Use) -> Witness:
    place = SourceLine(file=use.file, line=use.line)
    return Witness(kind="source", text=f"line {use.line} of {use.file}:\n    {use.source}", place=place)


def _all(forbidden: Sequence[str]) -> str:
    return " and ".join(map(name_of, forbidden))
