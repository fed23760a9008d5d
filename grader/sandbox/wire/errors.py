"""The exceptions of the wire, its limits, and why a value cannot cross it.

The reason is a clause that the student reads: what the value is, and how to mend it.
"""

from typing import Any

import numpy as np

from grader.sandbox.late import Expr, UndefinedFunction

# What no honest answer comes near, and what costs the other side a bounded time and memory: deep nesting, many small
# parts and long numbers are how a short text becomes hours of work (10**10**8, 200,000 brackets, a list of lists).
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_KEYS = 10_000
# Python itself refuses to read whole numbers of more than 4,300 digits, as that takes quadratic time.
MAX_DIGITS = 4000
MAX_TEXT = 100_000
MAX_TREE_DEPTH = 100
MAX_TREE_NODES = 20_000
MAX_PRECISION = 4000
MAX_EXPONENT = 9999
MAX_DIMENSIONS = 8
MAX_ELEMENTS = 2**31
# 50 x 50: SymPy keeps a Python object for each entry.
MAX_MATRIX_ENTRIES = 2_500
# JSON numbers are floats for many readers, and whole up to here.
MAX_HANDLE = 2**53


_LISTS_ITSELF = "list(...) makes it a list"
_CURES = {
    **dict.fromkeys(
        ("zip", "map", "filter", "generator", "enumerate", "reversed", "list_reverseiterator"), _LISTS_ITSELF
    ),
    **dict.fromkeys(("dict_keys", "dict_values", "dict_items", "list_iterator", "range_iterator"), _LISTS_ITSELF),
    **dict.fromkeys(("iterator", "islice", "accumulate", "starmap", "combinations", "permutations"), _LISTS_ITSELF),
    **dict.fromkeys(("deque", "tuple_iterator", "set_iterator", "array", "product", "chain"), _LISTS_ITSELF),
    "coroutine": "the function has to be defined without `async`",
    "bytes": ".decode() makes it a text",
    "DataFrame": ".to_numpy() makes it an array",
    "Series": ".to_numpy() makes it an array",
    "Tensor": ".detach().numpy() makes it an array",
    "MaskedArray": ".filled(...) makes it an array",
    "Poly": ".as_expr() makes it an expression",
}
_ELEMENTS = {"U": "texts", "T": "texts", "S": "bytes", "M": "dates", "m": "times", "V": "records"}
"""What arrays hold, by NumPy's letter for the kind: its name for the type of a text holds the size in bits."""
_NOT_CARRIED_OUT = {"Integral", "Sum", "Product", "Limit"}
_NOT_FOUND = {"Derivative", "Subs"}


class WireError(ValueError):
    """A value that the grammar or its limits do not allow; the message says which, for the student to read."""


class IncomparableError(WireError):
    """An expression that may well be right, and that a limit of this package keeps from being compared."""


class Budget:
    """Counts the parts of one value, so that its size is bounded whatever its shape."""

    def __init__(self) -> None:
        self._parts = MAX_NODES
        self._tree_nodes = MAX_TREE_NODES

    def spend(self) -> None:
        """Count one part; WireError when there are too many."""
        self._parts -= 1
        if self._parts < 0:
            raise WireError(f"it has more than {MAX_NODES:,} parts")

    def spend_tree_node(self) -> None:
        """Count one node of an expression, which takes longer to build; WireError when there are too many."""
        self._tree_nodes -= 1
        if self._tree_nodes < 0:
            raise IncomparableError(f"its expressions have more than {MAX_TREE_NODES:,} parts")


def refusal(value: Any) -> str:
    """`it is a zip object; list(...) makes it a list`."""
    if isinstance(value, type):
        return f"it is the class {value.__name__[:60]} itself; it was not called"
    name = str(type(value).__name__)[:60]
    return f"it is {_a(name)} object" + _cure(name)


def refused_array(dtype: np.dtype[Any]) -> str:
    """For an array whose elements are neither numbers nor objects."""
    cure = "; .tolist() makes it a list of texts" if dtype.kind in "UT" else ""
    return f"it is an array of {_ELEMENTS.get(dtype.kind, f'type {dtype.name[:40]}')}, not of numbers{cure}"


def refused_node(node: Any) -> WireError:
    """For a part of an expression that is none of the known functions.

    A function or an operation that is not known here may be a right answer: that it cannot be compared is our limit.
    """
    name = str(type(node).__name__)[:60]
    if name in _NOT_FOUND:
        return IncomparableError(f"it holds {_a(name)} that SymPy does not carry out, for real symbols either")
    if name in _NOT_CARRIED_OUT:
        cure = "where SymPy can, .doit() carries it out"
        return IncomparableError(f"it holds {_a(name)} that is not carried out; {cure}")
    if name == "Order":
        return WireError("it holds an O(...) term; .removeO() takes it away")
    if name == "Dummy":
        return WireError("it holds a Dummy symbol; Symbol(...) makes one that can be compared")
    if isinstance(type(node), UndefinedFunction):
        return WireError(f"it holds the undefined function {name}")
    text = f"it holds {_a(name)}, which is not an elementary function{_cure(name)}"
    is_sympy_s = isinstance(node, Expr) and type(node).__module__.partition(".")[0] == "sympy"
    return IncomparableError(text) if is_sympy_s and name not in _CURES else WireError(text)


def _cure(name: str) -> str:
    return f"; {_CURES[name]}" if name in _CURES else ""


def _a(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in {*'aeiou'} else 'a'} {noun}"
