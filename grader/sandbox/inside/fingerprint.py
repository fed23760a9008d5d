"""What a file's code does, apart from how it is written: files with the same fingerprint behave alike.

Comments, blank lines, brackets that change nothing, and the names of local variables do not count: Python compiles
them to the same instructions. Everything else counts, and so do the files that are imported. Code that looks at its
own text, or at the names of its variables, is taken as it is written.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from inspect import CO_VARARGS, CO_VARKEYWORDS
from re import findall
from types import CodeType
from typing import Any

_MOST_BYTES = 100_000
_IMPORTS = {"__import__", "importlib", "import_module", "exec", "eval", "compile", "runpy", "pkgutil", "getattr"}
"""Names by which a module can be imported whose name stands in a string."""
_LOOKS = _IMPORTS | {
    "_getframe", "ast", "breakpoint", "dir", "dis", "exc_info", "f_lineno", "gc", "globals", "inspect", "io",
    "linecache", "locals", "logging", "open", "os", "pathlib", "sys", "tb_lineno", "tokenize", "traceback", "vars",
    "warnings",
}  # fmt: skip
"""Names by which code can look at its own text, lines or variables."""
_PLAIN = {"__annotations__", "__call__", "__doc__", "__future__", "__init__", "__main__", "__module__", "__name__",
          "__qualname__"}  # fmt: skip

GetCode = Callable[[str], CodeType]


def needed(module: str, others: Collection[str], get_code: GetCode) -> dict[str, CodeType | None]:
    """The code of a module, and of those among the others that it, or one of these, names.

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
    left = [module]
    while left:
        name = left.pop()
        if name in found:
            continue
        try:
            found[name] = get_code(name)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            found[name] = None
        else:
            left += sorted(_mentioned(found[name]) & set(others))
    return found


def fingerprint(code: Mapping[str, CodeType | None], files: Mapping[str, bytes]) -> str:
    """The fingerprint of a module, from all that `needed` has found; empty if it has none.

    Parameters
    ----------
    code : mapping of str to CodeType or None
        Name to code.
    files : mapping of str to bytes
        File name to content.
    """
    total = hashlib.sha256()
    for name, each in sorted(code.items()):
        content = files[f"{name}.py"]
        if each is None or len(content) > _MOST_BYTES:
            return ""
        says = repr(content if _looks_at_itself(each) else _parts(each)).encode("utf-8", "surrogatepass")
        total.update(f"{name} {len(says)} ".encode() + says)
    return total.hexdigest()


def _all(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _all(constant)


def _mentioned(code: CodeType | None) -> set[str]:
    """All names in the code, and, if it can import by a string, all words in its strings."""
    if code is None:
        return set()
    parts = list(_all(code))
    names = {name for part in parts for dotted in part.co_names for name in dotted.split(".")}
    if names & _IMPORTS:
        names |= {word for part in parts for text in _strings(part.co_consts) for word in findall(r"\w+", text)}
    return names


def _strings(constants: Collection[Any]) -> Iterator[str]:
    for constant in constants:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, (tuple, frozenset)):
            yield from _strings(constant)


def _looks_at_itself(code: CodeType) -> bool:
    return any(
        name in _LOOKS or (name.startswith("__") and name not in _PLAIN)
        for part in _all(code)
        for dotted in (*part.co_names, *part.co_varnames)
        for name in dotted.split(".")
    )


def _parts(code: CodeType) -> tuple[Any, ...]:
    """Everything in the code but where it stands and what its local variables are called."""
    arguments = code.co_argcount + code.co_kwonlyargcount
    arguments += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return (
        code.co_name,
        code.co_flags,
        code.co_argcount,
        code.co_posonlyargcount,
        code.co_kwonlyargcount,
        code.co_varnames[:arguments],
        code.co_nlocals,
        code.co_cellvars,
        code.co_freevars,
        code.co_names,
        code.co_code,
        code.co_exceptiontable,
        tuple(map(_constant, code.co_consts)),
    )


def _constant(value: Any) -> Any:
    """A constant so that its text tells it from every other one: 1 from 1.0 and True, 0.0 from -0.0."""
    if isinstance(value, CodeType):
        return _parts(value)
    if isinstance(value, tuple):
        return tuple(map(_constant, value))
    if isinstance(value, frozenset):
        return ("frozenset", sorted(repr(_constant(each)) for each in value))
    return (type(value).__name__, repr(value))
