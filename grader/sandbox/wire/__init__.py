"""The wire: plain data as JSON in a closed grammar, decoded with limits and never by evaluating anything.

    None, bool, str, finite float       themselves
    int                                 themselves up to 53 bits, else ["int", "digits"]
    nan, inf, -inf                      ["float", "nan"]
    complex, Fraction                   ["complex", re, im]  ["fraction", "num", "den"]
    list, tuple, set, dict              ["list", ...]  ["tuple", ...]  ["set", ...]  ["dict", [key, value], ...]
    NumPy scalar, array                 ["scalar", dtype, item]  ["array", dtype, shape, base64]
    array of objects                    ["objects", shape, item, ...]
    SymPy expression, matrix            ["sympy", tree]  ["matrix", rows, columns, tree, ...]
    function given by an expression     ["function", [symbol, ...], tree]
    function on the student's side      ["handle", number]
"""

from grader.sandbox.wire.codec import Decoder, Encoder
from grader.sandbox.wire.errors import WireError

__all__ = ["Decoder", "Encoder", "WireError"]
