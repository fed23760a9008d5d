"""SymPy, imported when something of it is first used: that takes a third of a second, and many exercises need none.

    sympy, mpmath          the modules
    Basic, MatrixBase ...  its classes, for `isinstance` only: as long as SymPy is not imported, nothing is one

Modules that every grading imports take these from here, and have `from __future__ import annotations` where a signature
names a class of SymPy's.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = [
    "Basic",
    "BooleanAtom",
    "Dict",
    "EmptySet",
    "Expr",
    "ExprCondPair",
    "FiniteSet",
    "FunctionClass",
    "Integer",
    "MatrixBase",
    "NDimArray",
    "Rational",
    "Relational",
    "Symbol",
    "Tuple",
    "UndefinedFunction",
    "mpmath",
    "sympy",
]

if TYPE_CHECKING:
    import mpmath
    import sympy
    from sympy import Basic, Dict, Expr, FiniteSet, Integer, MatrixBase, NDimArray, Rational, Symbol, Tuple
    from sympy.core.function import FunctionClass, UndefinedFunction
    from sympy.core.relational import Relational
    from sympy.functions.elementary.piecewise import ExprCondPair
    from sympy.logic.boolalg import BooleanAtom
    from sympy.sets.sets import EmptySet
else:

    class _Late:
        """A module in whose place this stands until an attribute of it is asked for."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            value = getattr(import_module(self._name), attribute)
            setattr(self, attribute, value)  # the next time, it is found without this
            return value

    class _Kind(type):
        """A class in whose place this stands: of one that nobody has imported there are no instances."""

        _home: str
        _real: type | None = None

        def __instancecheck__(cls, value: object) -> bool:
            return cls._is_there() and isinstance(value, cls._real)

        def __subclasscheck__(cls, other: type) -> bool:
            return cls._is_there() and issubclass(other, cls._real)

        def _is_there(cls) -> bool:
            if cls._real is None and "sympy" in sys.modules:
                cls._real = getattr(import_module(cls._home), cls.__name__)
            return cls._real is not None

    def _kind(name: str, home: str = "sympy") -> type:
        return _Kind(name, (), {"_home": home})

    sympy, mpmath = _Late("sympy"), _Late("mpmath")
    Basic, Dict, Expr, FiniteSet, Integer = map(_kind, ("Basic", "Dict", "Expr", "FiniteSet", "Integer"))
    MatrixBase, NDimArray, Rational, Symbol, Tuple = map(
        _kind, ("MatrixBase", "NDimArray", "Rational", "Symbol", "Tuple")
    )
    FunctionClass, UndefinedFunction = (
        _kind(name, "sympy.core.function") for name in ("FunctionClass", "UndefinedFunction")
    )
    Relational = _kind("Relational", "sympy.core.relational")
    ExprCondPair = _kind("ExprCondPair", "sympy.functions.elementary.piecewise")
    BooleanAtom = _kind("BooleanAtom", "sympy.logic.boolalg")
    EmptySet = _kind("EmptySet", "sympy.sets.sets")
