"""Evidence as a program: the calls with all that they need, so that they run in a fresh Python."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from grader.items.answers.show import show, show_call, whole
from grader.model.feedback import Witness
from grader.model.snippet import Snippet
from grader.sandbox.client.outcome import Outcome, Returned
from grader.sandbox.late import MatrixBase, Symbol, sympy

Call = tuple[str, tuple[Any, ...]]
"""Name of a function, and arguments."""

_IMPORTS = {
    "np": "import numpy as np",
    "sympy": "import sympy",
    "Fraction": "from fractions import Fraction",
    "inf": "from math import inf",
    "nan": "from math import nan",
}


def snippet(
    call: Call,
    outcome: Outcome | None = None,
    *,
    expected: Returned | None = None,
    compared: str = "",
    before: Sequence[Call] = (),
) -> Snippet | None:
    """The program that makes a call again; None if an argument has no source, or one too long to be pasted.

    Parameters
    ----------
    call : tuple
        Function and arguments.
    outcome : Outcome, optional
        What came of it.
    expected : Returned, optional
        The value that should have come, if it may be shown.
    compared : str
        How the two were compared.
    before : sequence of Call
        Calls that are made first.
    """
    made = (*before, call)
    values = [argument for _, arguments in made for argument in arguments]
    sources = list(map(whole, values))
    setup = _setup(sources, values)
    if setup is None:
        return None
    wanted = None if expected is None else whole(expected.value)
    if wanted is not None and expected is not None:
        for_both = _setup([*sources, wanted], [*values, expected.value])
        setup, wanted = (setup, None) if for_both is None else (for_both, wanted)
    written = iter(map(str, sources))
    *first, last = [f"{function}({', '.join(islice(written, len(arguments)))})" for function, arguments in made]
    gave = show(outcome.value) if isinstance(outcome, Returned) else None
    return Snippet(setup=setup, before=tuple(first), call=last, gave=gave, expected=wanted, compared=compared)


def value_witness(call: Call, outcome: Returned) -> Witness:
    """As evidence, what a call gave, where no expected value is shown."""
    text = f"{show_call(*call)} gave {show(outcome.value)}"
    return Witness(kind="value", text=text, snippet=snippet(call, outcome))


def _setup(sources: Sequence[str | None], values: Iterable[Any]) -> tuple[str, ...] | None:
    """Imports and symbols; None where a source is none, or holds a name of which nothing is known."""
    try:
        names = {name for source in sources for name in _free(ast.parse(source or "", mode="eval").body)}
    except (SyntaxError, ValueError, MemoryError, RecursionError):  # such as `<a function>`
        return None
    symbols = {symbol.name: symbol for symbol in _symbols(list(values)) if symbol.name in names}
    of_sympy = sorted(names - set(_IMPORTS) - set(symbols) - set(dir(builtins)))
    if any(not hasattr(sympy, name) for name in of_sympy):
        return None
    known = names | ({"sympy"} if symbols else set())
    lines = [line for name, line in _IMPORTS.items() if name in known]
    lines += [f"from sympy import {', '.join(of_sympy)}"] if of_sympy else []
    return (*lines, *_definitions([symbols[name] for name in sorted(symbols)]))


def _free(node: ast.AST, bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """Names that an expression reads and does not bind itself."""
    if isinstance(node, ast.Lambda):
        arguments = node.args
        bound |= {argument.arg for argument in (*arguments.args, *filter(None, [arguments.vararg]))}
    if isinstance(node, ast.Name) and node.id not in bound:
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _free(child, bound)


def _symbols(value: Any) -> Iterator[sympy.Symbol]:
    if isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _symbols(part)
    elif isinstance(value, dict):
        yield from _symbols([*value, *value.values()])
    elif isinstance(value, (sympy.Basic, MatrixBase)):
        yield from (symbol for symbol in value.free_symbols if isinstance(symbol, Symbol))


def _definitions(symbols: Sequence[sympy.Symbol]) -> Iterator[str]:
    """One line for those of which the same is assumed."""
    for assumed, alike in groupby(symbols, _assumed):
        names = [symbol.name for symbol in alike]
        told = "".join(f", {name}={value}" for name, value in sorted(assumed.items()))
        maker = "Symbol" if len(names) == 1 else "symbols"
        yield f'{", ".join(names)} = sympy.{maker}("{" ".join(names)}"{told})'


def _assumed(symbol: sympy.Symbol) -> dict[str, bool]:
    """What was said when it was made, and not all that follows from it."""
    return dict(symbol.__getnewargs_ex__()[1])
