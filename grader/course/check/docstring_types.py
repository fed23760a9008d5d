"""What a docstring promises of an argument, held against what an item gives.

    `y : ndarray of int, shape (n,)`  ──▶  Promise  ──▶  in words what else is given, or nothing

Only plain contradictions are told: a list where an array is promised, a float where a whole number is. What is not
understood, and what takes several forms (`array_like`, `sequence`), promises nothing.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import sympy

_PARAMETER = re.compile(r"^(\*{0,2}\w+(?:\s*,\s*\*{0,2}\w+)*)\s*:\s*(\S.*)$")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_BETWEEN_FORMS = re.compile(r"\bor\b|\band\b|\||,(?![^\[(]*[\])])")
_OF = re.compile(r"\bof\b|(?<=\w)\[")

# words, in lower case and without a plural's s, of what they promise
_CONTAINERS = {"ndarray": "array", "array": "array", "list": "list", "tuple": "tuple", "dict": "dict", "set": "set",
               "callable": "callable", "function": "callable"}  # fmt: skip
_SCALARS = {"int": "int", "integer": "int", "float": "float", "complex": "complex", "bool": "bool", "boolean": "bool",
            "str": "str", "string": "str", "none": "none"}  # fmt: skip
_MANY_FORMS = frozenset("""
    array_like arraylike like sequence iterable iterator collection mapping any object number scalar vector matrix
    point structure
""".split())  # fmt: skip
_MORE = {"float": {"float", "int", "bool"}, "int": {"int", "bool"}, "complex": {"complex", "float", "int", "bool"}}
"""What is as good as what is promised."""
_WORDS = {"array": "an array", "list": "a list", "tuple": "a tuple", "dict": "a dictionary", "set": "a set",
          "int": "a whole number", "float": "a float", "complex": "a complex number", "bool": "a truth value",
          "str": "a text", "none": "None", "callable": "a function"}  # fmt: skip


class Promise(NamedTuple):
    """One form that an argument may have."""

    kind: str
    """`array`, `list`, `int` and so on."""
    entries: "tuple[Promise, ...] | None" = None
    """What its entries may be; None where nothing is promised of them."""


def promised(docstring: str) -> dict[str, str]:
    """The types in a docstring's section `Parameters`, by parameter, as they are written."""
    lines = docstring.splitlines()
    starts = (
        index for index in range(1, len(lines)) if _is_heading(lines, index - 1) and lines[index - 1] == "Parameters"
    )
    types: dict[str, str] = {}
    for index in range(next(starts, len(lines)) + 1, len(lines)):
        if _is_heading(lines, index):
            break
        if (match := _PARAMETER.match(lines[index])) is not None:
            types |= {name.strip().lstrip("*"): match[2].strip() for name in match[1].split(",")}
    return types


def _is_heading(lines: list[str], index: int) -> bool:
    return bool(lines[index].strip()) and index + 1 < len(lines) and set(lines[index + 1].strip()) == {"-"}


def takes_many_forms(text: str) -> bool:
    """Whether a type says that lists, arrays and tuples will do."""
    return any(word in _MANY_FORMS for word in _words(text))


def read(text: str) -> tuple[Promise, ...] | None:
    """The forms that a type allows; None where one of them is not understood.

    Parameters
    ----------
    text : str
        As in numpydoc: `ndarray of float, shape (n,)`, `list[int] or None`, `int, optional`.
    """
    text = re.sub(r"\{[^}]*\}", "", text)
    promises: list[Promise] = []
    for index, separator_and_form in enumerate(_forms(text)):
        separator, form = separator_and_form
        promise = _read_form(form)
        if promise is not None:
            promises.append(promise)
        elif index == 0 or separator != ",":  # behind a comma stands what is no form: a shape, `optional`
            return None
    if takes_many_forms(text):
        return None
    # `list of int or float` may be a list of both: of several forms none says what its entries are
    return tuple(promises) if len(promises) == 1 else tuple(promise._replace(entries=None) for promise in promises)


def _forms(text: str) -> Iterator[tuple[str, str]]:
    """Each form with what separates it from the one before."""
    separator, start = "", 0
    for match in _BETWEEN_FORMS.finditer(text):
        yield separator, text[start : match.start()]
        separator, start = match[0], match.end()
    yield separator, text[start:]


def _read_form(form: str) -> Promise | None:
    split = _OF.search(form)
    before, behind = (form[: split.start()], form[split.end() :]) if split else (form, "")
    words = _words(before)
    containers = [_CONTAINERS[word] for word in words if word in _CONTAINERS]
    scalars = [_SCALARS[word] for word in words if word in _SCALARS]
    if not containers:
        return Promise(scalars[-1]) if scalars and not behind else None
    # "integer array" promises of its entries what "array of int" does
    entries = read(behind) if behind else tuple(map(Promise, scalars)) or None
    return Promise(containers[-1], entries)


def _words(text: str) -> list[str]:
    """In lower case, in the singular, without the size of a type: `floats` and `float64` are float."""
    words = (word.lower().removesuffix("s") for word in _WORD.findall(text))
    return [re.sub(r"(?<=int|oat)\d+$", "", word) for word in words]


def contradiction(promises: tuple[Promise, ...], value: Any) -> str | None:
    """What is given instead, in words; None if it may be what is promised."""
    kind = kind_of(value)
    if kind is None:
        return None
    fitting = [promise for promise in promises if kind in _MORE.get(promise.kind, {promise.kind})]
    if not fitting:
        return _WORDS[kind]
    faults = [_in_entries(promise, value, kind) for promise in fitting]
    return None if None in faults else faults[0]


def _in_entries(promise: Promise, value: Any, kind: str) -> str | None:
    """What is wrong with the entries of an array, a list or a tuple."""
    if promise.entries is None:
        return None
    if kind == "array":
        only_whole = all(entry.kind in {"int", "bool"} for entry in promise.entries)
        return f"an array of {value.dtype}" if only_whole and promise.entries and value.dtype.kind in "fc" else None
    if kind in {"list", "tuple"}:
        faults = (contradiction(promise.entries, entry) for entry in value)
        fault = next(filter(None, faults), None)
        return fault and f"{_WORDS[kind]} that holds {fault}"
    return None


_KINDS: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("none", lambda value: value is None),
    ("bool", lambda value: isinstance(value, (bool, np.bool_))),
    ("int", lambda value: isinstance(value, (int, np.integer))),
    ("float", lambda value: isinstance(value, (float, np.floating))),
    ("complex", lambda value: isinstance(value, (complex, np.complexfloating))),
    ("str", lambda value: isinstance(value, str)),
    ("array", lambda value: isinstance(value, np.ndarray) and value.ndim > 0),
    ("list", lambda value: isinstance(value, list)),
    ("tuple", lambda value: isinstance(value, tuple)),
    ("dict", lambda value: isinstance(value, dict)),
    ("set", lambda value: isinstance(value, (set, frozenset))),
    # symbols can be called as well, to make a function of their name
    ("callable", lambda value: callable(value) and not isinstance(value, (type, sympy.Basic))),
)


def kind_of(value: Any) -> str | None:
    """What a value is; None for what has no word here, such as an expression."""
    return next((kind for kind, is_it in _KINDS if is_it(value)), None)
