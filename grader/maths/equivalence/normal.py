"""An expression in normal form: a rational function of independent generators, for given signs of its factors.

    sin(x) ─▶ (e - 1/e)/(2*i)      sqrt(8*x**2) ─▶ 2*sqrt(2)*x for x > 0      log(x**2) ─▶ 2*log(-x) for x < 0

Every step is an identity that holds for all values of the symbols which the case allows, apart from isolated ones.
"""

from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from grader.maths.equivalence.cases import Case, NeedSignError, sign_of, sign_over
from grader.maths.equivalence.generators import Generators
from grader.maths.equivalence.quotients import Factors, factored, quotient, tidied, vanishes
from grader.maths.equivalence.radicals import denested, real_formula, square_root
from grader.maths.equivalence.rules_elementary import ELEMENTARY
from grader.maths.equivalence.rules_gamma import GAMMA
from grader.maths.equivalence.rules_special import SPECIAL
from grader.maths.size import terms

_RULES = {**ELEMENTARY, **GAMMA, **SPECIAL}


class NormalForm:
    """Turns expressions into normal form, with one set of generators and for one case."""

    def __init__(self, case: Case, most_terms: int) -> None:
        self.case = case
        self.most_terms = most_terms
        self.keeps_powers = False
        self.generators = Generators()
        self._done: dict[sympy.Basic, sympy.Expr] = {}
        self._canonical: dict[sympy.Expr, sympy.Expr] = {}
        self._signs: dict[sympy.Expr, int] = {}

    def of(self, node: sympy.Basic) -> sympy.Expr:
        """The normal form of an expression whose symbols are real dummies.

        Raises
        ------
        NeedSignError
            If the case has to be split first.
        """
        if node not in self._done:
            self._done[node] = tidied(self._of(node), self.generators)
        return self._done[node]

    def _of(self, node: Any) -> sympy.Expr:
        if isinstance(node, (sympy.Rational, sympy.Symbol)):
            return node
        if node is sympy.I:
            return self.generators.imaginary
        if node is sympy.pi:
            return self.generators.pi
        if node is sympy.E:
            return self.exp(sympy.Integer(1))
        if isinstance(node, (sympy.Add, sympy.Mul)):
            return node.func(*map(self.of, node.args))
        if isinstance(node, sympy.Pow):
            return self._power(node)
        if isinstance(node, sympy.Piecewise):
            return self._piecewise(node)
        rule = _RULES.get(node.func)
        made = rule(self, [self.of(part) for part in node.args]) if rule else None
        return self._unknown(node) if made is None else made

    def _unknown(self, node: Any) -> sympy.Expr:
        """A function of which only its arguments are known."""
        has_bound = isinstance(node, (sympy.Sum, sympy.Product, sympy.Integral, sympy.Derivative, sympy.Subs))
        key = (
            (node,)
            if has_bound or not node.args
            else (node.func, *(self.canonical(self.of(part)) for part in node.args))
        )
        is_real = node.is_real is True or isinstance(node, (AppliedUndef, sympy.Derivative))
        return self.generators.opaque(key, is_real=is_real)

    def canonical(self, form: sympy.Expr) -> sympy.Expr:
        """One expression for all that are equal to it, as far as the generators' relations tell."""
        if form not in self._canonical:
            above, below, finer = quotient(form, self.generators)
            self._canonical[form] = tidied(sympy.cancel(above / below).xreplace(finer), self.generators)
        return self._canonical[form]

    def _power(self, node: sympy.Pow) -> sympy.Expr:
        base, exponent = node.args
        if isinstance(exponent, sympy.Integer):
            return self._whole_power(self.of(base), int(exponent))
        if isinstance(exponent, sympy.Rational):
            return self.rational_power(self.of(base), exponent)
        if base == 0:
            return sympy.Integer(0) if exponent.is_positive else self._unknown(node)
        return self.exp(self.of(exponent) * self.log(self.of(base)))

    def _whole_power(self, form: sympy.Expr, exponent: int) -> sympy.Expr:
        """A power; a long one of a sum is not multiplied out: the sum's factors become generators."""
        if terms(form ** abs(exponent)) <= self.most_terms or not form.has(sympy.Add):
            return form**exponent
        self.keeps_powers = True
        factors = factored(self.canonical(form))
        return factors.content**exponent * sympy.prod(
            (self.generators.opaque(("base", factor), is_real=False) if isinstance(factor, sympy.Add) else factor)
            ** (times * exponent)
            for factor, times in factors.powers
        )

    def rational_power(self, form: sympy.Expr, exponent: sympy.Rational) -> sympy.Expr:
        """The principal power with a fraction as its exponent."""
        form = self.canonical(form)
        if form == 0:
            return form
        if not self.generators.is_real(form):
            return self._of_turn(form, exponent) or self._of_square(form, exponent) or self._surd(form, exponent)
        factors = factored(form)
        size = self._size_power(denested(factors, self) if exponent.q == 2 else factors, exponent)
        return size if self._sign(factors) > 0 else size * self.generators.turn**exponent

    def _of_turn(self, form: sympy.Expr, exponent: sympy.Rational) -> sympy.Expr | None:
        """A root of a root of unity."""
        base, share = form.as_base_exp()
        if base != self.generators.turn:
            return None
        # The angle of z**share is pi*share only where that is in (-pi, pi]; elsewhere the principal root is another one
        return base ** (share * exponent) if -1 < share <= 1 else None

    def _of_square(self, form: sympy.Expr, exponent: sympy.Rational) -> sympy.Expr | None:
        """A root of a square whose base is real and keeps its sign: sqrt(1 - sin(x)**2) is cos(x) on [0, 1]."""
        root = square_root(form, self.generators) if exponent.q == 2 else None
        if root is None:
            return None
        sign = sign_over(root.decider, self.case)
        return None if sign is None else (sign * root.form) ** int(exponent.p)

    def _size_power(self, factors: Factors, exponent: sympy.Rational) -> sympy.Expr:
        """The power of the absolute value."""
        powers = [(factor, times) for factor, times in factors.powers]
        # Each prime a base of its own, so that sqrt(12) and 2*sqrt(3) come out as one form
        powers += [(sympy.Integer(prime), times) for prime, times in sympy.factorrat(abs(factors.content)).items()]
        return sympy.Mul(*(self._positive(factor) ** (times * exponent) for factor, times in powers))

    def _positive(self, factor: sympy.Expr) -> sympy.Expr:
        """The absolute value of a factor as a base that may have any rational power."""
        if factor in self.generators.powers or factor in self.generators.roots:
            return factor
        base = factor if factor.is_Rational else self.sign_of(factor) * factor
        base = sympy.expand(base)
        return base if base in self.generators.roots else self.generators.root(base)

    def _sign(self, factors: Factors) -> int:
        sign = 1 if factors.content > 0 else -1
        for factor, times in factors.powers:
            if times % 2:
                sign *= self.sign_of(factor)
        return sign

    def sign_of(self, factor: sympy.Expr) -> int:
        """The sign of an irreducible factor, apart from its zeros."""
        if factor not in self._signs:
            try:
                self._signs[factor] = sign_of(factor, self.case, self.generators)
            except NeedSignError:
                self._signs[factor] = self._sign_by_range(factor)
        return self._signs[factor]

    def _sign_by_range(self, factor: sympy.Expr) -> int:
        """The sign of what a factor stands for, as that of exp(x) - 1 for x > 0: the case is split by symbols only."""
        if factor in self.generators.logs:
            return self._sign(factored(self.canonical(self.generators.logs[factor] - 1)))
        meaning = self.generators.meaning(factor)
        if meaning is None:
            raise NeedSignError(factor)
        sign = sign_over(meaning, self.case)
        open_symbols = [symbol for symbol in sorted(meaning.free_symbols, key=str) if self.case.is_open(symbol)]
        if sign is None:
            raise NeedSignError(open_symbols[0] if open_symbols and meaning != factor else factor)
        return sign

    def _surd(self, form: sympy.Expr, exponent: sympy.Rational) -> sympy.Expr:
        """A root of what may be complex."""
        above, below = sympy.fraction(form)
        degree = int(exponent.q)
        surd = self.generators.surd(degree, form, sympy.expand(above * below ** (degree - 1)))
        return (surd / below) ** int(exponent.p)

    def sign(self, form: sympy.Expr) -> int | None:
        """The sign of a real form, apart from its zeros; None if it may be complex."""
        form = self.canonical(form)
        if form == 0:
            return 0
        return self._sign(factored(form)) if self.generators.is_real(form) else self._sign_of_waves(form)

    def _sign_of_waves(self, form: sympy.Expr) -> int | None:
        """The sign of what is real though made of complex exponentials, as sin(x) on [0, pi]."""
        formula = real_formula(form, self.generators) if self.case.box and self.generators.powers else None
        return None if formula is None else sign_over(formula, self.case)

    def absolute(self, form: sympy.Expr) -> sympy.Expr | None:
        """The absolute value of a real form; a root where it is real although its parts are not."""
        sign = self.sign(form)
        if sign is not None:
            return sign * form
        return self.rational_power(form**2, sympy.Rational(1, 2)) if self.is_real_valued(form) else None

    def is_real_valued(self, form: sympy.Expr) -> bool:
        """Whether a form is seen to be real, though its parts may be complex."""
        return vanishes(form - self.generators.conjugate(form), self.generators)

    def log(self, form: sympy.Expr) -> sympy.Expr:
        """The principal logarithm."""
        form = self.canonical(form)
        if form == 0 or not self.generators.is_real(form):
            return self._log_of_complex(form)
        factors = factored(form)
        parts = [times * self._log_of(factor) for factor, times in factors.powers]
        primes = sympy.factorrat(abs(factors.content)).items()
        parts += [times * self.generators.log(sympy.Integer(prime)) for prime, times in primes]
        if self._sign(factors) < 0:
            parts.append(self.generators.imaginary * self.generators.pi)
        return sympy.Add(*parts)

    def _log_of_complex(self, form: sympy.Expr) -> sympy.Expr:
        sign = self._sign_of_waves(form) if form != 0 else None
        if sign == -1:
            return self._log_of_complex(self.canonical(-form)) + self.generators.imaginary * self.generators.pi
        return self.generators.inverse(("log", form), lambda _: form, is_real=sign == 1)

    def _log_of(self, factor: sympy.Expr) -> sympy.Expr:
        base, share = factor.as_base_exp()
        if base in self.generators.powers:
            return share * self.generators.powers[base]
        if base in self.generators.roots:
            return share * self.log(self.generators.roots[base])
        return self.generators.log(sympy.expand(self.sign_of(factor) * factor))

    def exp(self, form: sympy.Expr) -> sympy.Expr:
        """The exponential of a sum, as the product of those of its terms."""
        terms = sympy.Add.make_args(sympy.expand(self.canonical(form)))
        return sympy.Mul(*(self._exp_of_term(*term.as_coeff_Mul()) for term in terms))

    def _exp_of_term(self, share: sympy.Rational, term: sympy.Expr) -> sympy.Expr:
        known = self.generators
        if share == 0:
            return sympy.Integer(1)
        if term in known.logs:
            base = known.logs[term]
            return (self._positive(base) if base.is_Rational else known.root(base)) ** share
        # Whole shares only, as for the angles below: of a root of what is known the branch would not be
        if term in known.grown and share.is_Integer:
            return known.grown[term] ** share
        angle = tidied(term / known.imaginary, known)
        if angle in known.turned and share.is_Integer:
            return known.turned[angle] ** share
        if angle == known.pi:
            return known.turn**share
        if angle in known.atans and share.is_Integer:
            argument = known.atans[angle]
            size = self.rational_power(1 + argument**2, sympy.Rational(-1, 2))
            return ((1 + known.imaginary * argument) * size) ** share
        whole = angle / known.pi
        if share.is_Integer and whole.is_integer:
            # (-1)**(share*n) for a whole n: the same for every odd share
            return sympy.Integer(1) if share % 2 == 0 else known.opaque(("parity", whole), is_real=True)
        return known.power(term, is_real=known.is_real(term)) ** share

    def _piecewise(self, node: sympy.Piecewise) -> sympy.Expr:
        for expression, condition in node.args:
            holds = self._holds(condition)
            if holds is None:
                return self._unknown_pieces(node)
            if holds:
                return self.of(expression)
        return sympy.nan  # no condition holds, and SymPy has no value there either

    def _unknown_pieces(self, node: sympy.Piecewise) -> sympy.Expr:
        return self.generators.opaque(("pieces", node), is_real=False)

    def _holds(self, condition: Any) -> bool | None:
        """Whether a condition holds in this case, apart from isolated points; None if it is not known."""
        if condition in (sympy.true, sympy.false):
            return bool(condition)
        if isinstance(condition, sympy.Not):
            inner = self._holds(condition.args[0])
            return None if inner is None else not inner
        if isinstance(condition, (sympy.And, sympy.Or)):
            parts = [self._holds(part) for part in condition.args]
            if None in parts:
                return None
            return all(parts) if isinstance(condition, sympy.And) else any(parts)
        if not isinstance(condition, Relational):
            return None
        # 0 says that both sides are the same everywhere: elsewhere they meet at isolated points only
        sign = self.sign(self.of(condition.lhs) - self.of(condition.rhs))
        if sign is None:
            return None
        signs = {
            sympy.Eq: (0,),
            sympy.Ne: (-1, 1),
            sympy.Lt: (-1,),
            sympy.Le: (-1, 0),
            sympy.Gt: (1,),
            sympy.Ge: (0, 1),
        }
        return sign in signs[condition.func]
