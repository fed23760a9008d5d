"""Finds proofs; whatever is found here counts only if `grader.maths.convexity.verify` accepts it.

curvature ──▶ atoms, composed, derivatives ──▶ nonnegative ──▶ rewriting, samples

`curvature` is the search. The files below it know a family of rules each, and get the search handed in as a `Prover`,
for the parts of an expression that have to be convex as well.
"""

from typing import Protocol

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.rules import Step


class Prover(Protocol):
    """A search for proofs of convexity on one domain."""

    domain: Domain

    def convex(self, expression: sympy.Expr, depth: int = 0) -> Step | None:
        """A proof that the expression is convex, or None; `depth` is how far inside the whole it stands."""

    def on(self, domain: Domain) -> "Prover":
        """A search on another domain, for a proof that is as strict as one is found."""
