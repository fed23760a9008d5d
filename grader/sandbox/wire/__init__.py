"""The wire: plain data as JSON in a closed grammar, decoded with limits and never by evaluating anything.

    None, bool, str, finite float       themselves
    int                                 themselves up to 53 bits, else ["int", "digits"]
    nan, inf, -inf                      ["float", "nan"]
    complex, Fraction, Decimal          ["complex", re, im]  ["fraction", "num", "den"]  ["decimal", "text"]
    list, tuple, set, frozenset         ["list", item, ...]  ["tuple", ...]  ["set", ...]  ["frozenset", ...]
    dict                                ["dict", [key, value], ...]
    NumPy scalar, array                 ["scalar", dtype, base64]  ["array", dtype, shape, base64]
    array of objects                    ["objects", shape, item, ...]
    SymPy expression, matrix            ["sympy", tree]  ["matrix", rows, columns, tree, ...]
    function given by an expression     ["function", [symbol, ...], tree]      (to the student's side only)
    the same, of a point                ["point_function", [symbol, ...], tree]    (the same)
    function from vectors to vectors    ["vector_function", [symbol, ...], [tree, ...]]    (the same)
    function on the student's side      ["handle", number]

A value of a subclass (a named tuple, an IntEnum, a defaultdict) crosses as the built-in that it is; a range as a
list; a SymPy Tuple, Dict, FiniteSet or Array as tuple, dict, set or list; an np.matrix as an array; a mutable matrix as
an immutable one; a long double as a float64. Derivatives in an expression are carried out, for real symbols.
"""

from grader.sandbox.wire.decoder import Decoder
from grader.sandbox.wire.encoder import Encoder
from grader.sandbox.wire.errors import IncomparableError, WireError

__all__ = ["Decoder", "Encoder", "IncomparableError", "WireError"]
