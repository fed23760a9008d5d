"""Attacks by objects that lie: about their class, their value, and what they are equal to.

What crosses the wall is plain data, read from an object as what its type really is; behaviour stays behind.
"""

from grader.sandbox.attacks.attack import VALUE, Attack, body

_UNSENDABLE = ("unsendable",)

ATTACKS = (
    Attack(
        "equals_everything",
        "return an object that equals any answer",
        _UNSENDABLE,
        body("""
            class Liar:
                __hash__ = None
                def __eq__(self, other): return True
                def __float__(self): return 1.0
                def __bool__(self): return True
            return Liar()
        """),
    ),
    Attack(
        "claims_a_class",
        "return an object that claims to be a number",
        _UNSENDABLE,
        body("""
            class Liar:
                __class__ = property(lambda self: float)
                def __eq__(self, other): return True
            return Liar()
        """),
    ),
    Attack(
        "metaclass",
        "return an object whose class lies",
        _UNSENDABLE,
        body("""
            class Meta(type):
                def __instancecheck__(cls, thing): return True
                def __eq__(cls, other): return True
                __hash__ = type.__hash__
            class Liar(metaclass=Meta): pass
            return Liar()
        """),
    ),
    Attack(
        # A class that defines `__eq__` loses its hash; it is given back, as an honest number has one
        "float_subclass",
        "return a number that equals any other",
        VALUE,
        body("""
            class Liar(float):
                def __eq__(self, other): return True
                def __sub__(self, other): return 0.0
                def __float__(self): return 5.0
                __hash__ = float.__hash__
            return Liar(1.5)
        """),
        plain=("1.5", "5.0", "0.0"),
    ),
    Attack(
        "integer_subclass",
        "return a number that equals any other",
        VALUE,
        body("""
            class Liar(int):
                def __eq__(self, other): return True
                def __index__(self): return 5
                def __repr__(self): return "5"
                __str__ = __repr__
                __hash__ = int.__hash__
            return Liar(3)
        """),
        plain=("3", "5"),
    ),
    Attack(
        "text_subclass",
        "return a text that equals any other",
        VALUE,
        body("""
            class Liar(str):
                def __eq__(self, other): return True
                def __str__(self): return "other"
                def __len__(self): return 0
                __hash__ = str.__hash__
            return Liar("text")
        """),
        plain=("'text'", "'other'", "''"),
    ),
    Attack(
        "array_subclass",
        "return an array that equals any other",
        VALUE,
        body("""
            import numpy
            class Liar(numpy.ndarray):
                def __eq__(self, other): return True
                def __array_ufunc__(self, *_, **__): return True
                def __array_function__(self, *_, **__): return True
                def __array_finalize__(self, other): pass
            return numpy.arange(3.0).view(Liar)
        """),
        plain=("numpy.arange(3.0)",),
    ),
    Attack(
        # Gone through, it gives what looks like a function's handle on the wire
        "list_subclass",
        "return a list that changes while it is read",
        ("value", "unsendable"),
        body("""
            class Liar(list):
                def __iter__(self): return iter([["handle", 1]])
                def __len__(self): return 1
                def __eq__(self, other): return True
            return Liar([1, 2, 3])
        """),
        plain=("[1, 2, 3]", "[['handle', 1]]"),
    ),
    Attack(
        "symbol_subclass",
        "return an expression that equals any other",
        _UNSENDABLE,
        body("""
            import sympy
            class Liar(sympy.Symbol):
                def __eq__(self, other): return True
                def equals(self, other): return True
                __hash__ = sympy.Symbol.__hash__
            return Liar("x")
        """),
    ),
    Attack(
        "code_as_symbol_name",
        "have the grader run a symbol's name",
        _UNSENDABLE,
        body("""
            import sympy
            return sympy.Symbol("__import__('os').abort()")
        """),
    ),
    Attack(
        # Whoever asks NumPy for an array of it reads the address 1
        "array_interface",
        "have the grader read its memory",
        ("unsendable", "killed"),
        body("""
            class Liar:
                __array_interface__ = {"shape": (10**6,), "typestr": "<f8", "data": (1, False), "version": 3}
            return Liar()
        """),
    ),
    Attack(
        "attributes_raise",
        "raise while it is read",
        ("exited", "unsendable"),
        body("""
            class Liar:
                def __getattribute__(self, name): raise SystemExit
            return Liar()
        """),
    ),
)
