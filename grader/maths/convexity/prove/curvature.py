"""Looks for a proof that an expression is convex; `verify.curvature` checks whatever is found here.

affine ▸ quadratic ▸ a theorem for its shape ▸ sums, multiples, maxima, compositions of what is convex
▸ one variable: second derivative, pieces ▸ more: Hessian, perspective ▸ the same for its other forms
"""

from collections.abc import Iterator

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove import atoms
from grader.maths.convexity.prove.composed import composed, shared_out
from grader.maths.convexity.prove.derivatives import by_hessian, by_pieces, by_second_derivative
from grader.maths.convexity.prove.rewriting import forms_of
from grader.maths.convexity.prove.samples import bends_down_somewhere
from grader.maths.convexity.rules import Step, is_affine
from grader.maths.convexity.verify.curvature import strict_rows
from grader.maths.convexity.verify.rows import rank

_MAX_DEPTH = 6
"""How far inside the whole a part is looked at; other forms of it are tried only down to 2."""


class ProofSearch:
    """Finds proofs of convexity on one domain, each expression once."""

    def __init__(self, domain: Domain, *, is_strict_wanted: bool = True) -> None:
        self.domain = domain
        self._is_strict_wanted = is_strict_wanted
        self._found: dict[sympy.Expr, Step | None] = {}

    def convex(self, expression: sympy.Expr, depth: int = 0) -> Step | None:
        """A proof that the expression is convex, as strict as one is found; or None.

        What was found once holds at every depth, though a search from further outside might find more.
        """
        if expression not in self._found:
            self._found[expression] = None  # an expression met within its own proof gets no proof there
            self._found[expression] = self._search(expression, depth)
        return self._found[expression]

    def on(self, domain: Domain) -> "ProofSearch":
        """A search on another domain, for a proof that is as strict as one is found."""
        return ProofSearch(domain)

    def _search(self, expression: sympy.Expr, depth: int) -> Step | None:
        if is_affine(expression, self.domain.symbols):
            return Step("affine", expression)
        # one chord that dips below the graph saves the search for a proof that does not exist
        # the whole has been searched for such chords already
        if depth > 0 and bends_down_somewhere(expression, self.domain):
            return None
        # in a part, any direction of strictness will do; for the whole, each form may show more of them
        wanted = len(expression.free_symbols) if depth == 0 else 1
        best = self._best(self._direct(expression, depth), wanted if self._is_strict_wanted else 0)
        if depth > 2 or expression.has(sympy.Piecewise) or (best is not None and self._is_enough(best, wanted, depth)):
            return best[1] if best is not None else None
        other = self._best(self._in_other_forms(expression, depth), wanted if self._is_strict_wanted else 0)
        options = [option for option in (best, other) if option is not None]
        return max(options, key=lambda option: option[0])[1] if options else None

    def _is_enough(self, best: tuple[int, Step], wanted: int, depth: int) -> bool:
        return depth > 0 or not self._is_strict_wanted or best[0] >= wanted

    def _best(self, steps: Iterator[Step], wanted: int) -> tuple[int, Step] | None:
        """The step that shows strictness along most directions, or the first that shows it along enough."""
        best: tuple[int, Step] | None = None
        for step in steps:
            rows = strict_rows(step, self.domain)
            if rows is not None and (best is None or rank(rows) > best[0]):
                best = rank(rows), step
            if best is not None and best[0] >= wanted:
                break
        return best

    def _in_other_forms(self, expression: sympy.Expr, depth: int) -> Iterator[Step]:
        for form in forms_of(expression):
            if form != expression and form.free_symbols:
                yield from (Step("rewritten", expression, (step,)) for step in self._direct(form, depth + 1))
            elif form != expression:
                yield Step("rewritten", expression, (Step("affine", form),))

    def _direct(self, expression: sympy.Expr, depth: int) -> Iterator[Step]:
        if depth > _MAX_DEPTH:
            return
        if is_affine(expression, self.domain.symbols):
            yield Step("affine", expression)
            return
        if expression.is_polynomial(*self.domain.symbols):
            yield Step("quadratic", expression)
        if len(expression.free_symbols) == 1:
            # cheap rules first, and those that show strictness along most directions: the caller stops at the first
            # that is enough
            yield from by_second_derivative(expression, self.domain)
        yield from atoms.candidates(expression, self, depth)
        yield from self._arithmetic(expression, depth)
        yield from composed(expression, self, depth)
        if len(expression.free_symbols) == 1:
            yield from by_pieces(expression, self, depth)
        else:
            yield from shared_out(expression, self, depth)
            yield from by_hessian(expression, self.domain)
            yield from atoms.perspectives(expression, self)

    def _arithmetic(self, expression: sympy.Expr, depth: int) -> Iterator[Step]:
        factor, rest = expression.as_independent(*self.domain.symbols, as_Add=False)
        if factor != 1 and factor.is_positive and (step := self.convex(rest, depth + 1)):
            yield Step("multiple", expression, (step,), (factor,))
        if factor != -1 and factor.is_negative and (step := self.convex(-rest, depth + 1)):
            yield Step("multiple", expression, (step,), (-factor,))
        if isinstance(expression, sympy.Add):
            yield from self._sum(expression, depth)
        arguments = _largest_of(expression)
        parts = [step for argument in arguments if (step := self.convex(argument, depth + 1))]
        if arguments and len(parts) == len(arguments):
            yield Step("largest", expression, tuple(parts))

    def _sum(self, expression: sympy.Expr, depth: int) -> Iterator[Step]:
        """Convex terms one by one, and the rest of the terms together, variable by variable."""
        # the rule of disciplined convex programming; what it misses, as x**2 - x*y + y**2, is tried in larger groups of
        # terms
        steps = {term: self.convex(term, depth + 1) for term in expression.args}
        rest = [term for term, step in steps.items() if step is None]
        convex = [step for step in steps.values() if step is not None]
        if not rest:
            yield Step("sum", expression, tuple(convex))
            return
        groups = _groups(list(expression.args))
        if len(groups) > 1:
            parts = [step for group in groups if (step := self.convex(sympy.Add(*group), depth + 1))]
            if len(parts) == len(groups):
                yield Step("sum", expression, tuple(parts))
        yield from self._with_largest(expression, depth)
        if convex and len(rest) > 1 and (step := self.convex(sympy.Add(*rest), depth + 1)):
            yield Step("sum", expression, (*convex, step))

    def _with_largest(self, expression: sympy.Expr, depth: int) -> Iterator[Step]:
        """The rest goes into the arguments of a maximum: q + |g| is the larger of q + g and q - g."""
        for term in expression.args:
            arguments = _largest_of(term)
            rest = expression - term
            parts = [step for argument in arguments if (step := self.convex(rest + argument, depth + 1))]
            if arguments and len(parts) == len(arguments):
                yield Step("largest", expression, tuple(parts), (rest,))


def _largest_of(expression: sympy.Expr) -> tuple[sympy.Expr, ...]:
    """Expressions of which it is the largest."""
    if isinstance(expression, sympy.Max):
        return tuple(expression.args)
    if isinstance(expression, sympy.Abs):
        return (expression.args[0], -expression.args[0])
    if isinstance(-expression, sympy.Min):
        return tuple(-argument for argument in (-expression).args)
    return ()


def _groups(terms: list[sympy.Expr]) -> list[list[sympy.Expr]]:
    """The terms in groups that share no variable."""
    # connected components: each term joins all groups with which it shares a variable
    groups: list[list[sympy.Expr]] = []
    for term in terms:
        touched = [group for group in groups if any(term.free_symbols & other.free_symbols for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append([term, *(other for group in touched for other in group)])
    return groups
