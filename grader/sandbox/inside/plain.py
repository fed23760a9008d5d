"""Whether code does what its instructions say and no more: it sees no text, line, variable, clock or chance."""

import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dis import Instruction, get_instructions, hasname, opmap
from types import CodeType
from typing import Any

IMPORTS = {
    "__builtins__", "__dict__", "__import__", "builtins", "compile", "eval", "exec", "getattr", "import_module",
    "importlib", "locate", "pkgutil", "runpy", "timeit",
}  # fmt: skip
"""Names by which a module can be imported whose name stands in a string."""
_LIBRARIES = {
    "__future__", "abc", "bisect", "cmath", "collections", "copy", "dataclasses", "decimal", "enum", "fractions",
    "functools", "heapq", "itertools", "math", "numbers", "numpy", "operator", "random", "re", "statistics", "sympy",
    "typing",
}  # fmt: skip
"""Libraries that look at no code, but for what stands below."""
_SEES = {
    "_getframe", "_io", "_os", "_sys", "_warnings", "ast", "attrgetter", "breakpoint", "ctypes", "dir", "dis", "f_back",
    "f_code", "f_globals", "f_lineno", "f_locals", "format", "format_map", "gc", "globals", "help", "inspect", "io",
    "linecache", "locals", "logging", "methodcaller", "open", "os", "pathlib", "setattr", "source", "sys", "testing",
    "tokenize", "traceback", "vars", "warnings",
}  # fmt: skip
"""Names by which code can look at its own text, lines or variables; `"{0.a}".format` reads any attribute."""
_SEES_LIKE = ("__", "ag_", "co_", "cr_", "gi_", "tb_")
_CHANCE = {
    "BitGenerator", "Generator", "MT19937", "PCG64", "PCG64DXSM", "Philox", "Random", "RandomState", "SFC64",
    "SeedSequence", "SystemRandom", "_urandom", "datetime64", "default_rng", "default_timer", "empty", "empty_like",
    "hash", "id", "ndarray", "random_raw", "seed",
}  # fmt: skip
"""Names by which code can behave otherwise on every run: chance, the clock, and memory that nobody has written to."""
_SEEDED = {"Random", "RandomState", "default_rng", "seed"}
"""Those of them that behave the same on every run when they are called with a number that stands in the code."""
_WORDS = re.compile(
    r"\w+(?=\s*\()|(?<=\.)\w+|\b(?:ag|co|cr|f|gi|tb)_\w+|\b__(?:builtins|code|dict|getattribute|globals|loader|spec)__\b"
)
"""Of a text, what is called or read, and what is worth reading only to see code, wherever it stands."""
_BETWEEN = {"PRECALL", "PUSH_NULL"}
"""Instructions of some versions of Python between a function and its call."""
_PLAIN = {"__annotations__", "__call__", "__future__", "__init__", "__main__", "__module__", "__name__", "__qualname__"}
_LOOKED_AT = frozenset(opmap[name] for name in ("IMPORT_NAME", "MATCH_CLASS"))
_NOT_PLAIN = IMPORTS | _SEES | _CHANCE


def is_plain(code: CodeType, own: Collection[str]) -> bool:
    """Whether other code with the same instructions behaves alike.

    Parameters
    ----------
    code : CodeType
        Of a file.
    own : collection of str
        Names of the submission's files that it leads to, which are looked at too.
    """
    libraries = _LIBRARIES | (set(own) - sys.stdlib_module_names)
    return all(
        _has_plain_names(part, libraries) and not any(map(_tells_to_look, strings(part.co_consts)))
        for part in parts(code)
    )


def parts(code: CodeType) -> Iterator[CodeType]:
    """The code itself, and that of all functions and classes in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from parts(constant)


def strings(constants: Collection[Any]) -> Iterator[str]:
    """All texts among constants."""
    for constant in constants:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, (tuple, frozenset)):
            yield from strings(constant)


def _has_plain_names(part: CodeType, libraries: Collection[str]) -> bool:
    names = (name for dotted in part.co_names for name in dotted.split("."))
    if _LOOKED_AT.isdisjoint(part.co_code[::2]) and not any(map(_is_not_plain, names)):
        return True  # without taking it apart, which takes ten times as long
    instructions = [one for one in get_instructions(part) if one.opname not in _BETWEEN]
    return all(
        _is_plain(one, libraries) or _is_seeded(instructions[place : place + 3])
        for place, one in enumerate(instructions)
    )


def _is_plain(instruction: Instruction, libraries: Collection[str]) -> bool:
    if instruction.opname == "MATCH_CLASS":
        return False  # `case object(__code__=code)` reads an attribute whose name is a text
    if instruction.opcode not in hasname:
        return True
    name = instruction.argval.split(".")
    if instruction.opname == "IMPORT_NAME" and name[0] not in libraries:
        return False
    if name == ["__doc__"] and instruction.opname.startswith("STORE_"):
        return True  # read, it can tell names of variables: SymPy writes some into what `lambdify` makes
    return not any(map(_is_not_plain, name))


def _is_seeded(three: Sequence[Instruction]) -> bool:
    """Whether they are a random generator, or its `seed`, called with one whole number: `default_rng(0)`."""
    if [one.opname for one in three[1:]] != ["LOAD_CONST", "CALL"] or not three[0].opname.startswith("LOAD_"):
        return False
    generator, number, call = three
    return generator.argval in _SEEDED and isinstance(number.argval, int) and call.arg == 1


def _tells_to_look(text: str) -> bool:
    """Whether it would call or read what sees, if it were evaluated: SymPy does that, and `format` in a way."""
    return any(map(_is_not_plain, _WORDS.findall(text)))


def _is_not_plain(name: str) -> bool:
    return name in _NOT_PLAIN or (name.startswith(_SEES_LIKE) and name not in _PLAIN)
