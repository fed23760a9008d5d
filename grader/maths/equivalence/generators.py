"""The independent building blocks of a normal form, each a dummy symbol with what is known of it.

root     t with t = f, f > 0 a prime or a polynomial: taken to rational powers, t**(3/2) = f*t**(1/2)
turn     z = exp(I*pi) = -1, taken to rational powers: z**(1/2) is I
exp      exp(m), taken to rational powers
angle    asin(u) or atan(u) where u is real, though not made of real parts; exp(I*angle) is known
inverse  a number of which only the exponential is known: log(u) of a complex u, LambertW(u)
opaque   any other function of an argument in normal form; equal arguments give the same dummy
surd     w with w**q = a polynomial, where the sign of the radicand is not known
"""

from collections.abc import Callable, Hashable
from typing import Any, Protocol

import sympy
from sympy.core.function import FunctionClass, UndefinedFunction


class Generators:
    """Makes the dummies, and remembers what they stand for. One for each proof."""

    def __init__(self) -> None:
        self._made: dict[Hashable, sympy.Dummy] = {}
        self.roots: dict[sympy.Dummy, sympy.Expr] = {}
        self.powers: dict[sympy.Dummy, sympy.Expr] = {}
        self.logs: dict[sympy.Dummy, sympy.Expr] = {}
        self.atans: dict[sympy.Dummy, sympy.Expr] = {}
        self.functions: dict[sympy.Dummy, sympy.Expr] = {}
        self.angles: dict[sympy.Dummy, sympy.Expr] = {}
        self.turned: dict[sympy.Dummy, sympy.Expr] = {}
        self.grown: dict[sympy.Dummy, sympy.Expr] = {}
        self.surds: dict[sympy.Dummy, tuple[int, sympy.Expr]] = {}
        self.turn = sympy.Dummy("z")
        self.pi = sympy.Dummy("pi", positive=True)

    @property
    def imaginary(self) -> sympy.Expr:
        """The imaginary unit, a quarter of a whole turn."""
        return self.turn ** sympy.Rational(1, 2)

    def root(self, base: sympy.Expr) -> sympy.Dummy:
        """A positive number or polynomial that is taken to rational powers."""
        made = self._make(("root", base), "t", positive=True)
        self.roots[made] = base
        return made

    def power(self, exponent: sympy.Expr, *, is_real: bool) -> sympy.Dummy:
        """The exponential of a term without a rational factor."""
        made = self._make(("exp", exponent), "e", **({"positive": True} if is_real else {}))
        self.powers[made] = exponent
        return made

    def log(self, base: sympy.Expr) -> sympy.Dummy:
        """The logarithm of a positive number or polynomial."""
        made = self._make(("log", base), "l", real=True)
        self.logs[made] = base
        return made

    def atan(self, argument: sympy.Expr) -> sympy.Dummy:
        """The inverse tangent of a real argument."""
        made = self._make(("atan", argument), "a", real=True)
        self.atans[made] = argument
        return made

    def angle(self, meaning: sympy.Expr, turned: sympy.Expr) -> sympy.Dummy:
        """An inverse sine or tangent, given as a formula in forms, with its exponential times I."""
        made = self._make(("angle", meaning), "a")
        self.angles[made], self.turned[made] = meaning, turned
        return made

    def inverse(self, key: Hashable, grown: Callable[[sympy.Dummy], sympy.Expr], *, is_real: bool) -> sympy.Dummy:
        """A number of which the exponential is known, in terms of itself."""
        made = self._make(("inverse", key), "i", **({"real": True} if is_real else {}))
        self.grown[made] = grown(made)
        return made

    def surd(self, degree: int, argument: sympy.Expr, radicand: sympy.Expr) -> sympy.Dummy:
        """The denominator's multiple of a root of `argument`, whose power is the polynomial `radicand`."""
        made = self._make(("surd", degree, argument), "w")
        self.surds[made] = (degree, radicand)
        return made

    def opaque(self, key: Hashable, *, is_real: bool) -> sympy.Dummy:
        """A function of which nothing is known but its arguments, which the key holds."""
        made = self._make(("opaque", key), "o", **({"real": True} if is_real else {}))
        if isinstance(key, tuple) and isinstance(key[0], FunctionClass) and not isinstance(key[0], UndefinedFunction):
            self.functions[made] = key[0](*key[1:], evaluate=False)
        return made

    def is_real(self, form: sympy.Expr) -> bool:
        """Whether a normal form is made of real parts alone."""
        return all(symbol.is_real for symbol in form.free_symbols)

    def conjugate(self, form: sympy.Expr) -> sympy.Expr:
        """The complex conjugate; a form that is certainly another one where it is not known."""
        # On the unit circle the conjugate is the reciprocal
        turned = {self.turn, *(made for made, exponent in self.powers.items() if (exponent / self.imaginary).is_real)}
        other = {symbol: sympy.Dummy() for symbol in form.free_symbols - turned if not symbol.is_real}
        powers = {node for node in sympy.preorder_traversal(form) if node.is_Pow and node.base in turned}
        inverse = {node: node.base**-node.exp for node in powers} | {symbol: 1 / symbol for symbol in turned}
        return form.xreplace(inverse | other)

    def meaning(self, form: sympy.Expr) -> sympy.Expr | None:
        """The form with what its generators stand for in their places; None if one of them stands for no formula."""
        known = {
            self.turn: sympy.Integer(-1),
            self.pi: sympy.pi,
            **self.roots,
            **{made: sympy.exp(exponent, evaluate=False) for made, exponent in self.powers.items()},
            **{made: sympy.log(base, evaluate=False) for made, base in self.logs.items()},
            **{made: sympy.atan(argument, evaluate=False) for made, argument in self.atans.items()},
            **self.angles,
            **self.functions,
        }
        own = set(self._made.values()) | {self.turn, self.pi}
        # Again and again, since what a generator stands for is made of earlier ones
        while used := form.free_symbols & own:
            if not used <= set(known):
                return None
            form = form.xreplace(self._powers(form)).xreplace({made: known[made] for made in used})
        return form

    def _powers(self, form: sympy.Expr) -> dict[sympy.Expr, sympy.Expr]:
        """A power of exp(m) is exp(share*m), which is another branch than that of the power where m is complex."""
        powers = (node for node in sympy.preorder_traversal(form) if isinstance(node, sympy.Pow))
        return {
            node: sympy.exp(node.exp * self.powers[node.base], evaluate=False)
            for node in powers
            if node.base in self.powers
        }

    def _make(self, key: Hashable, name: str, **assumptions: Any) -> sympy.Dummy:
        return self._made.setdefault(key, sympy.Dummy(f"{name}{len(self._made)}", **assumptions))


class Forms(Protocol):
    """Normal forms of one case of signs."""

    generators: Generators

    def canonical(self, form: sympy.Expr) -> sympy.Expr:
        """One expression for all that are equal to it, as far as the generators' relations tell."""

    def of(self, node: sympy.Basic) -> sympy.Expr:
        """The normal form of an expression."""

    def is_real_valued(self, form: sympy.Expr) -> bool:
        """Whether a form is seen to be real, though its parts may be complex."""

    def exp(self, form: sympy.Expr) -> sympy.Expr:
        """The exponential."""

    def log(self, form: sympy.Expr) -> sympy.Expr:
        """The principal logarithm."""

    def rational_power(self, form: sympy.Expr, exponent: sympy.Rational) -> sympy.Expr:
        """The principal power with a fraction as its exponent."""

    def sign(self, form: sympy.Expr) -> int | None:
        """The sign of a real form, apart from its zeros; None if it may be complex."""

    def absolute(self, form: sympy.Expr) -> sympy.Expr | None:
        """The absolute value of a real form; None if it may be complex."""
