"""One sentence on a failure that students often meet: what it means here, beyond what Python says.

hint            what a failure means, by its clue or its text
missing_import  which import is missing where a usual name has no value: only names that nobody uses for anything else
"""

import re
from typing import NamedTuple

from grader.items.unreadable import of_line
from grader.model.feedback import Feedback
from grader.sandbox.client.outcome import Failure, FailureKind
from grader.sandbox.imports import PACKAGES

_MODULES = {
    "np": "import numpy as np", "numpy": "import numpy", "sympy": "import sympy", "sp": "import sympy as sp",
    "sym": "import sympy as sym", "math": "import math", "cmath": "import cmath",
    "plt": "import matplotlib.pyplot as plt", "random": "import random",
    "itertools": "import itertools", "functools": "import functools", "fractions": "import fractions",
    "collections": "import collections", "statistics": "import statistics", "decimal": "import decimal",
    "copy": "import copy", "operator": "import operator", "typing": "import typing", "os": "import os",
    "sys": "import sys", "time": "import time", "re": "import re", "la": "import numpy.linalg as la",
    "LA": "import numpy.linalg as LA", "linalg": "from numpy import linalg", "mp": "import mpmath as mp",
    "mpmath": "import mpmath", "heapq": "import heapq", "bisect": "import bisect", "json": "import json",
    "warnings": "import warnings", "datetime": "import datetime", "numbers": "import numbers",
}  # fmt: skip
_MEMBERS = {
    "sympy": "Expr Symbol symbols Matrix Rational Integer Float Function Derivative Piecewise Poly Eq Abs lambdify "
    "sympify simplify diff hessian Interval oo nsimplify",
    "numpy": "ndarray array asarray zeros ones arange linspace maximum minimum einsum",
    "fractions": "Fraction",
    "math": "factorial gcd comb isqrt hypot lcm",
    "copy": "deepcopy",
    "enum": "Enum",
    "pathlib": "Path",
    "decimal": "Decimal",
    "functools": "reduce partial lru_cache cache",
    "itertools": "combinations permutations accumulate chain pairwise",
    "collections": "defaultdict deque Counter namedtuple",
    "dataclasses": "dataclass",
    "numpy.typing": "NDArray ArrayLike",
    "typing": "Any Optional Union List Dict Tuple Set NamedTuple",
    "collections.abc": "Callable Sequence Iterable Iterator Mapping",
}
# names that both numpy and math have; which one is missing can't be told
_SHARED = frozenset("sqrt exp log sin cos tan pi sinh cosh tanh floor ceil inf nan isnan isclose".split())
_OF_NUMPY = {
    **{name: name for name in "dot vstack hstack concatenate column_stack argmin argmax argsort allclose".split()},
    **{name: name for name in "cumsum eye diag matmul ravel heaviside logspace meshgrid".split()},
    **{
        name: f"linalg.{name}"
        for name in "inv pinv det eig eigh eigvals eigvalsh lstsq svd qr cholesky matrix_rank slogdet".split()
    },
}
"""Where NumPy has what is often called without it."""
_JSON = {"null": "None", "true": "True", "false": "False"}
"""What stands in a notebook that was saved as a .py file, and in code of those who know other languages."""
FROM = {name: module for module, names in _MEMBERS.items() for name in names.split()}
"""Name to the module that has it."""


class _Known(NamedTuple):
    """An exception that is known, by its message as Python and the libraries word it."""

    code: str
    pattern: str
    says: str
    """With `{1}` for the first group of the pattern, and so on."""


# The first that fits is told: a text that speaks of None, say, is about None, whatever else stands in it. The wording
# is that of Python, NumPy and SymPy, and changes with them: `tests/items/test_crashes.py` makes each of them happen.
_KNOWN = (
    _Known(
        "shapes",
        r"operands could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
        "Arrays of shapes {1} and {2} do not fit together element by element: compare the axes from the last one on.",
    ),
    _Known(
        "shapes",
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned",
        "A product of shapes {1} and {2}: the last axis of the first has to be as long as the second's first.",
    ),
    _Known(
        "shapes",
        r"matmul: .*size (\d+) is different from (\d+)",
        "A product `A @ B` in which B has {1} where A has {2}: the last axis of A has to be as long as B's first.",
    ),
    _Known(
        "shapes",
        r"all the input arrays? must have same number of dimensions",
        "Only arrays with as many axes can be joined; `a[:, None]` makes a column of a vector.",
    ),
    _Known(
        "none",
        r"NoneType",
        "Something here is None: a function without `return` gives None, and so do `list.sort` and `list.append`.",
    ),
    _Known(
        "math_on_symbol",
        # NumPy names the type that has no such function; the ones left out are no formulas, and have hints of their own
        r"Cannot convert expression to float|loop of ufunc does not support argument 0 of type "
        r"(?!NoneType|str|list|tuple|dict|set|int|float|complex|bool|Fraction|Decimal|function|method|\w*Function\b)\w+",
        "A SymPy expression has no number to work with; `sympy.exp`, `sympy.sqrt` and so on take expressions.",
    ),
    _Known(
        "join",
        r"dispatcher for __array_function__ did not return an iterable|only integer scalar arrays can be converted",
        "NumPy joins the arrays of one list or tuple: `np.concatenate([a, b])`, with two pairs of brackets.",
    ),
    _Known(
        "math_on_array",
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted",
        "`float` and the functions of `math` take one number; `numpy` has the same functions for arrays.",
    ),
    _Known(
        "truth_of_array",
        r"truth value of an array with more than one element",
        "`if`, `and`, `max` and `min` ask for one truth value, an array has many: `np.where`, `np.maximum`, `&`.",
    ),
    _Known(
        "truth_of_symbol",
        r"cannot determine truth value of Relational",
        "Whether a symbol is above a number is not known: `sympy.Max`, `sympy.Abs` and `sympy.Piecewise` wait for it.",
    ),
    _Known(
        "whole_number",
        r"'float' object cannot be interpreted as an integer|indices must be integers|only integers, slices",
        "A whole number is needed here, and `/` always gives a float; `//` divides whole numbers.",
    ),
    _Known(
        "list_arithmetic",
        r"(?:unsupported|bad) operand type.*'(?:list|tuple)'|can't multiply sequence",
        "Lists and tuples do not calculate; `np.asarray(...)` makes an array that does.",
    ),
    _Known(
        "list_attribute",
        r"'(?:list|tuple|int|float)' object has no attribute '(?:shape|T|dot|mean|sum|ndim|size)'",
        "That belongs to arrays; `np.asarray(...)` makes one of a list, a tuple or a number.",
    ),
    _Known("name", r"NameError: name '(\w+)' is not defined", "`{1}` is given no value before this line is reached."),
    _Known(
        "local",
        r"UnboundLocalError: .*variable '(\w+)'",
        "`{1}` is assigned to in this function, so it is a variable of its own here, and has no value yet.",
    ),
    _Known(
        "not_a_function",
        r"'(?:numpy\.ndarray|list|tuple)' object is not callable",
        "An array or a list is called like a function: square brackets take an entry out, as in `a[0]`.",
    ),
    _Known(
        "not_a_function",
        r"'(?:Symbol|Add|Mul|Pow|exp|log|Abs|Max|One|Zero|Integer|Rational)' object is not callable",
        "A SymPy expression is called like a function: `f.subs(x, value)` gives its value; for a product, write `*`.",
    ),
    _Known(
        "not_a_function",
        r"'(?:int|float|numpy.\w+)' object is not callable",
        "A number is called like a function: is a `*` missing?",
    ),
    _Known(
        "singular", r"LinAlgError: Singular matrix", "The matrix has no inverse; `np.linalg.lstsq` does without one."
    ),
    _Known(
        "index",
        r"index (\S+) is out of bounds for axis \d+ with size (\d+)",
        "Counting starts at 0: the last index is one less than the size, {2}.",
    ),
    _Known("index", r"list index out of range", "Counting starts at 0: the last of n entries has the index n - 1."),
    _Known(
        "relative",
        r"attempted relative import with no known parent package",
        "A file at the top of the work is in no package: write `from helper import ...`, without the first dot.",
    ),
    _Known(
        "recursion",
        r"RecursionError",
        "More calls are open at once than Python allows: they never come to an end, or a loop has to take their place.",
    ),
    _Known("input", r"EOFError: the code asks for input\(\)", "Give the variable a value in the code instead."),
    _Known(
        "threads",
        r"RuntimeError: can't start new thread",
        "Code cannot start threads while it is graded: call the function itself.",
    ),
)


_CLUES = {
    "hat": "`^` is no power in Python: a power is written `**`.",
    "not_called": "`{1}` is a function here: call it, as in `{1}(...)`.",
    "lambdified": '`lambdify` wrote code with `{1}`, which its module does not have; with `"numpy"` it knows more.',
    "newer": "It holds {1}, which needs Python {2}; work is graded with Python {3}.",
    "package": f"needs `{{1}}`, but while work is graded there are only {', '.join(PACKAGES)} and Python's standard "
    "library: do without it, or hand it in if it is a file of your own.",
    "file read": "Code cannot read files while it is graded, so {1} is not there for it.",
    "file write": "Code cannot write files while it is graded, so {1} is not written.",
}
_WITHOUT_EXIT = (
    'Leave that line out; what is to run only when you start the file goes below `if __name__ == "__main__":`.'
)
_INSTEAD_OF_A_FILE = {
    "read": "Numbers that it needs can be written into the code itself.",
    "write": "A line that only saves something can be left out.",
}

_LENGTHS = {"hat": 0, "not_called": 1, "lambdified": 1, "newer": 3, "package": 1, "file read": 2, "file write": 2}
"""How many words belong to each."""


def hint(failure: Failure) -> Feedback | None:
    """What a failure means, with the code `crash.hint.*`; None for one that is not known.

    A clue from where it happened says more than the text of the exception does.
    """
    if failure.clue[:1] == ("file",):  # that it is not read is said already, in the place of what Python says
        text = _INSTEAD_OF_A_FILE.get(" ".join(failure.clue[2:]))
        return Feedback(code="crash.hint.file", text=text) if text else None
    if failure.clue[:1] == ("package",):  # the same
        return None
    if failure.clue and (told := told_of(failure.clue)):
        return Feedback(code=f"crash.hint.{failure.clue[0]}", text=told)
    if failure.kind is FailureKind.EXITED:
        return Feedback(code="crash.hint.exited", text=_WITHOUT_EXIT)
    if failure.kind is FailureKind.SYNTAX:
        return of_line(failure.place.source) if failure.place else None
    return of_exception(failure.text) if failure.kind is FailureKind.RAISED else None


def told_of(clue: tuple[str, ...]) -> str:
    """The sentence of a clue; empty for one that the student's side made up."""
    # A clue comes from the student's process, and may say anything: only known words with as many others are told
    word, *rest = clue
    if word == "unbound" and len(rest) == 1:
        return missing_import(rest[0])
    if word == "file" and len(rest) == _LENGTHS["file read"]:
        word = f"file {rest[1]}"
    if word not in _CLUES or len(rest) != _LENGTHS[word]:
        return ""
    return _CLUES[word].format("", *rest)


def of_exception(text: str) -> Feedback | None:
    """What an exception means by its text alone.

    Parameters
    ----------
    text : str
        Name and message of the exception: `ValueError: shapes (2,3) and (2,) not aligned`.
    """
    for known in _KNOWN:
        if match := re.search(known.pattern, text):
            groups = ("", *(_one_line(group) for group in match.groups()))
            return Feedback(code=f"crash.hint.{known.code}", text=known.says.format(*groups))
    return None


def _one_line(text: str) -> str:
    """A short piece of the message: it may come from an exception that the student's code made up."""
    return " ".join(text.split())[:40]


def missing_import(name: str) -> str:
    """A sentence on a name that the file gives no value: the import that is missing, if it is the name of one."""
    if name in _JSON:
        return f"`{name}` is JSON, and `{_JSON[name]}` in Python; a notebook's name has to end with .ipynb."
    if name in _MODULES:
        return f"`{_MODULES[name]}` is missing at the top of the file."
    if name in FROM:
        return f"`from {FROM[name]} import {name}` is missing at the top of the file."
    if name in _SHARED:
        return f"`{name}` comes from a module: with `import numpy as np` at the top of the file, it is `np.{name}`."
    if name in _OF_NUMPY:
        return f"`{name}` is NumPy's: with `import numpy as np` at the top of the file, it is `np.{_OF_NUMPY[name]}`."
    return f"Nothing in this file gives `{name}` a value."
