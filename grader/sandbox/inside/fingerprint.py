"""What a file's code does, apart from how it is written: files with the same fingerprint behave alike.

Comments, blank lines, brackets that change nothing, and the names of local variables do not count: Python compiles
them to the same instructions. Everything else counts, and so do the files that are imported. Code that looks at its
own text, or at the names of its variables, or that leaves something to chance, has no fingerprint.
"""

import hashlib
import struct
from collections.abc import Callable, Collection, Iterator, Mapping
from dis import get_instructions, opmap
from inspect import CO_VARARGS, CO_VARKEYWORDS
from re import findall
from types import CodeType
from typing import Any

from grader.sandbox.inside.plain import IMPORTS, is_plain, parts, strings

_MOST_CHARACTERS = 100_000
_IMPORT = opmap["IMPORT_NAME"]

GetCode = Callable[[str], CodeType]


def needed(module: str, others: Collection[str], get_code: GetCode) -> dict[str, CodeType | None]:
    """The code of a module, and of those among the others that it, or one of these, imports.

    Parameters
    ----------
    module : str
        Name of a file, without `.py`.
    others : collection of str
        Names of all files.
    get_code : callable
        The code of a file.

    Returns
    -------
    dict of str to CodeType or None
        None for a file that cannot be compiled.
    """
    found: dict[str, CodeType | None] = {}
    left = {module}
    while left:
        found |= {name: _compiled(name, get_code) for name in sorted(left)}
        left = _leads_to([code for code in found.values() if code is not None], set(others)) - found.keys()
    return found


def fingerprints(code: Mapping[str, CodeType | None], texts: Mapping[str, str]) -> tuple[str, str]:
    """Two fingerprints of a module, from all that `needed` has found; both are empty if it has none.

    The first is that of what it does. The second is the same only for those whose text is the same as well, up to the
    last line that holds code: what Python says of a failure, with names, lines and their text, is the same too.

    Parameters
    ----------
    code : mapping of str to CodeType or None
        Name to code.
    texts : mapping of str to str
        Name to text, as Python quotes it.
    """
    compiled = {name: each for name, each in sorted(code.items()) if each is not None and is_plain(each, code)}
    if len(compiled) < len(code) or any(len(texts[name]) > _MOST_CHARACTERS for name in code):
        return "", ""
    # Python names a variable without a value in the exception, whose text code can read that handles exceptions
    names_count = any(part.co_exceptiontable for each in compiled.values() for part in parts(each))
    does, says = hashlib.sha256(), hashlib.sha256()
    for name, each in compiled.items():
        steps = repr(_steps(each, names_count=names_count)).encode("utf-8", "surrogatepass")
        does.update(f"{name} {len(steps)} ".encode() + steps)
        text = "\n".join(texts[name].split("\n")[: _last_line(each)]).encode()
        says.update(f"{name} {len(text)} ".encode() + text)
    says.update(does.digest())
    return does.hexdigest(), says.hexdigest()


def _last_line(code: CodeType) -> int:
    return max((line for part in parts(code) for _, _, line in part.co_lines() if line is not None), default=0)


def _compiled(name: str, get_code: GetCode) -> CodeType | None:
    try:
        return get_code(name)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def _leads_to(codes: Collection[CodeType], others: set[str]) -> set[str]:
    """Those of the others that some code imports; if it can import by a string, all whose names it mentions."""
    everything = [part for code in codes for part in parts(code)]
    names = {name for part in everything for dotted in part.co_names for name in dotted.split(".")}
    if names & IMPORTS:
        return others & (names | {word for part in everything for word in _words(part)})
    return others & names and others & {name for part in everything for name in _imported(part)}


def _words(code: CodeType) -> Iterator[str]:
    """All words in its strings."""
    for text in strings(code.co_consts):
        yield from findall(r"\w+", text)


def _imported(code: CodeType) -> Iterator[str]:
    """What its import statements name."""
    if _IMPORT in code.co_code[::2]:
        for one in get_instructions(code):
            if one.opcode == _IMPORT:
                yield one.argval.partition(".")[0]


def _steps(code: CodeType, *, names_count: bool) -> tuple[Any, ...]:
    """Everything in the code but where it stands and, unless they count, what its local variables are called."""
    arguments = code.co_argcount + code.co_kwonlyargcount
    arguments += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return (
        code.co_name,
        code.co_flags,
        code.co_argcount,
        code.co_posonlyargcount,
        code.co_kwonlyargcount,
        code.co_varnames[: None if names_count else arguments],
        code.co_nlocals,
        code.co_cellvars,
        code.co_freevars,
        code.co_names,
        code.co_code,
        code.co_exceptiontable,
        tuple(_constant(value, names_count=names_count) for value in code.co_consts),
    )


def _constant(value: Any, *, names_count: bool) -> Any:
    """A constant so that its text tells it from every other one: 1 from 1.0 and True, 0.0 from -0.0."""
    if isinstance(value, CodeType):
        return _steps(value, names_count=names_count)
    if isinstance(value, (tuple, frozenset)):  # in order: the entries of {0, 8} and of {8, 0} come in another one
        return (type(value).__name__, *(_constant(each, names_count=names_count) for each in value))
    if isinstance(value, (float, complex)):  # the text `nan` hides the sign
        return (type(value).__name__, struct.pack("<2d", value.real, value.imag))
    return (type(value).__name__, repr(value))
