"""Checks a verdict: no search, only the rules. To believe a verdict, read this package and `grader.maths.enclosure`.

claim ── certificate ──▶ defined on the whole domain, and each step follows by its rule (`curvature`, `signs`)
      ── witness ──▶ a chord whose gap has the wrong sign (`witness`)
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy

from grader.maths.convexity.domain import Problem, read, to_prove
from grader.maths.convexity.result import Certificate, Witness
from grader.maths.convexity.verify.curvature import strict_rows
from grader.maths.convexity.verify.defined import is_defined
from grader.maths.convexity.verify.rows import rank
from grader.maths.convexity.verify.signs import known_signs
from grader.maths.convexity.verify.witness import holds

__all__ = ["proves", "refutes", "verify"]


def verify(
    evidence: Certificate | Witness,
    expression: sympy.Expr,
    variables: Sequence[sympy.Symbol],
    domain: Mapping[sympy.Symbol, Any] | None = None,
    constraints: Sequence[Any] = (),
) -> bool:
    """Whether the evidence shows its claim (a certificate) or refutes it (a witness), for this function and domain.

    Parameters
    ----------
    evidence : Certificate or Witness
        As `classify` gives them.
    expression, variables, domain, constraints
        As they were given to `classify`.
    """
    problem = read(expression, variables, domain, constraints)
    return proves(evidence, to_prove(problem)) if isinstance(evidence, Certificate) else refutes(evidence, problem)


def proves(certificate: Certificate, problem: Problem) -> bool:
    """Whether a certificate proves its claim."""
    wanted, domain = problem
    wanted = wanted if "convex" in certificate.claim else -wanted
    known = known_signs(certificate.defined, domain)
    if certificate.step.expression != wanted or not is_defined(problem.expression, domain, known):
        return False
    rows = strict_rows(certificate.step, domain)
    if rows is None:
        return False
    return not certificate.claim.startswith("strictly") or rank(rows) == len(domain.symbols)


def refutes(witness: Witness, problem: Problem) -> bool:
    """Whether a witness refutes its claim."""
    return holds(witness, problem)
