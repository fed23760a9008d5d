"""Checks a verdict: no search, only the rules. To believe a verdict, read this package and what it imports.

claim ── certificate ──▶ defined on the whole domain, and each step follows by its rule (`curvature`, `nonnegative`)
      ── witness ──▶ a chord whose gap has the wrong sign (`witness`)

That is `rules`, `domain`, `question` and `result` beside it, and of `grader.maths` the enclosures, `definiteness` and
`zero`; nothing of `prove` or `refute`, which a test sees to.

What does not have the form of evidence shows nothing (`well_formed`), nor does what takes too long to check.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.question import Question, check_region, read, to_prove
from grader.maths.convexity.result import CLAIMS, Certificate, Witness
from grader.maths.convexity.verify.curvature import strict_rows
from grader.maths.convexity.verify.defined import is_defined
from grader.maths.convexity.verify.nonnegative import known_signs
from grader.maths.convexity.verify.rows import rank
from grader.maths.convexity.verify.well_formed import is_well_formed
from grader.maths.convexity.verify.witness import holds
from grader.maths.deadline import within
from grader.maths.size import too_large

__all__ = ["proves", "refutes", "verify"]


def verify(
    evidence: Certificate | Witness,
    expression: sympy.Expr,
    variables: Sequence[sympy.Symbol],
    domain: Mapping[sympy.Symbol, Any] | None = None,
    constraints: Sequence[Any] = (),
    *,
    seconds: float = 5.0,
) -> bool:
    """Whether the evidence shows its claim (a certificate) or refutes it (a witness), for this function and domain.

    Parameters
    ----------
    evidence : Certificate or Witness
        As `classify` gives them. Anything else, from anybody, is False as well, and never an exception.
    expression, variables, domain, constraints
        As they were given to `classify`.
    seconds : float
        Processor time after which evidence that is not checked counts as none.

    Raises
    ------
    ValueError
        If the question, not the evidence, is none: see `classify`.
    """
    check_region(variables, domain, constraints)
    if any(too_large(part) for part in (expression, *constraints)):
        return False
    question = read(expression, variables, domain, constraints)
    # its form first, as that is looked at without any work; the rest runs where it is killed at the deadline
    return is_well_formed(evidence) and within(seconds, _shows, evidence, question) is True


def _shows(evidence: Certificate | Witness, question: Question) -> bool:
    problem = question.problem()
    if isinstance(evidence, Certificate):
        return proves(evidence, to_prove(problem))
    return refutes(evidence, problem)


def proves(certificate: Certificate, problem: Problem) -> bool:
    """Whether a certificate proves its claim."""
    wanted, domain = problem
    wanted = wanted if "convex" in certificate.claim else -wanted
    # by structure: a proof is of the very function that was asked about, and is not simplified towards it here
    if certificate.claim not in CLAIMS or certificate.step.expression != wanted:
        return False
    if not is_defined(problem.expression, domain, known_signs(certificate.defined, domain)):
        return False
    rows = strict_rows(certificate.step, domain)
    if rows is None:
        return False
    return not certificate.claim.startswith("strictly") or rank(rows) == len(domain.symbols)


def refutes(witness: Witness, problem: Problem) -> bool:
    """Whether a witness refutes its claim."""
    return witness.claim in CLAIMS and holds(witness, problem)
