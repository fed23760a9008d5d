"""Is a function convex, strictly convex, concave, strictly concave? Each yes with a proof, each no with a chord.

too large? ▸ chords that refute ▸ proofs of what is left ▸ a flat chord against strictness ▸ everything verified

All of it runs in a process that is killed at the deadline.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import sympy

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.prove.curvature import ProofSearch
from grader.maths.convexity.prove.nonnegative import prove_needs
from grader.maths.convexity.question import Question, check_region, read, to_prove
from grader.maths.convexity.refute.chords import Chord
from grader.maths.convexity.refute.flat import flat_chord
from grader.maths.convexity.refute.search import Refutations, long_search, quick_search
from grader.maths.convexity.result import CLAIMS, Certificate, Claim, Convexity, Judgement, Witness
from grader.maths.convexity.verify import proves, refutes
from grader.maths.convexity.verify.curvature import strict_rows
from grader.maths.convexity.verify.rows import rank
from grader.maths.deadline import spent, within
from grader.maths.size import too_large

R = TypeVar("R")

_MAX_VARIABLES = 6
_MAX_ARGUMENTS = 16
_STRICTLY: dict[Claim, Claim] = {"convex": "strictly convex", "concave": "strictly concave"}
_SIDES: tuple[Claim, Claim] = ("convex", "concave")


def classify(
    expression: sympy.Expr,
    variables: Sequence[sympy.Symbol],
    *,
    domain: Mapping[sympy.Symbol, Any] | None = None,
    constraints: Sequence[Any] = (),
    seconds: float = 5.0,
) -> Convexity:
    """The four judgements on a function of real variables.

    A function that is not defined on all of its domain is never judged convex or concave; a chord between points where
    it is defined still refutes. Convexity is that of the function as it is: x**3 is not convex on the reals.

    Parameters
    ----------
    expression : Expr
        Of the variables only. A decimal is the fraction that was typed.
    variables : sequence of Symbol
        Its real variables, also those that it does not depend on: x**2 is not strictly convex in (x, y).
    domain : mapping of Symbol to Interval, optional
        For a variable without an interval, the reals, or the half of them that its assumptions leave.
    constraints : sequence of relations, optional
        Relations <, <=, >, >= that cut a convex set out of the box of intervals; that it is convex is not checked.
    seconds : float
        Processor time after which what is not decided is undecided.

    Returns
    -------
    Convexity

    Raises
    ------
    ValueError
        If there is no variable, or one that is not real, or the expression, the domain or a constraint has other
        symbols, or a domain is no interval with more than one point, or a constraint is no such relation, or the
        constraints leave no point of the domain.

    References
    ----------
    Boyd and Vandenberghe, Convex Optimization (2004), chapter 3; Grant, Boyd and Ye, Disciplined Convex Programming
    (2006), for the rules of composition.
    """
    start = spent()
    check_region(variables, domain, constraints)
    if limit := _limit(expression, variables, constraints):
        return Convexity(tried="refused", limit=limit)
    question, deadline = read(expression, variables, domain, constraints), start + seconds
    # Each step has a share of the time that is left then. `_decide` takes all that comes after the quick search in one
    # child; only if that is killed is it done again step by step, so that one step that hangs loses no other's result.
    refutations = _in_time(deadline, 0.4, quick_search, question) or Refutations(None, None)
    decided = _in_time(deadline, 0.6, _decide, question, refutations)
    return decided or _decide_apart(question, refutations, deadline)


def _limit(expression: sympy.Expr, variables: Sequence[sympy.Symbol], constraints: Sequence[Any]) -> str | None:
    """The limit that the question breaks."""
    if broken := next((limit for limit in map(too_large, (expression, *constraints)) if limit), None):
        return broken
    if len(variables) > _MAX_VARIABLES:
        return f"it has more than {_MAX_VARIABLES} variables"
    # SymPy compares each argument of a maximum with each other one, whenever it rebuilds it
    arguments = sum(len(part.args) for part in expression.atoms(sympy.Max, sympy.Min))
    return f"it takes the maximum of more than {_MAX_ARGUMENTS} parts" if arguments > _MAX_ARGUMENTS else None


class _Proof(NamedTuple):
    """What is proved on one side, convex or concave, and a chord that refutes its strictness."""

    loose: Certificate | None = None
    strict: Certificate | None = None
    flat: Chord | None = None


def _decide(problem: Problem, refutations: Refutations) -> Convexity:
    """Proofs, then the long search for chords against what is not proved."""
    proofs = [_Proof() if chord else _prove(problem, side) for side, chord in zip(_SIDES, refutations, strict=True)]
    # a claim with neither proof nor chord is worth the dear search for one
    if any(chord is None and proof.loose is None for chord, proof in zip(refutations, proofs, strict=True)):
        refutations = long_search(problem, refutations)
    return _verified(problem, refutations, [_settled(problem, proof) for proof in proofs])


def _decide_apart(question: Question, refutations: Refutations, deadline: float) -> Convexity:
    """Step by step, each with its own share of the time, so that one that hangs does not take the others with it."""
    if not all(refutations):
        refutations = _in_time(deadline, 0.2, long_search, question, refutations) or refutations
    proofs = []
    for share, side, chord in zip((0.3, 0.4), _SIDES, refutations, strict=True):
        proofs.append((None if chord else _in_time(deadline, share, _prove, question, side)) or _Proof())
    settled = [
        _in_time(deadline, 0.5, _settled, question, proof) or proof if proof.loose else proof for proof in proofs
    ]
    verified = _in_time(deadline, 1.0, _verified, question, refutations, settled)
    return verified or Convexity(tried="the time was not enough")


def _in_time(deadline: float, share: float, work: Callable[..., R], question: Question, *rest: Any) -> R | None:
    """What a step gives within its share of the time that is left; nothing where none is."""
    left = deadline - spent()
    # a share of a moment would be gone before the process has begun to work
    return within(max(0.01, left * share), _on_problem, work, question, *rest) if left > 0 else None


def _on_problem(work: Callable[..., R], question: Question, *rest: Any) -> R:
    return work(question.problem(), *rest)


def _prove(problem: Problem, side: Claim) -> _Proof:
    """A certificate for one side, and for its strictness if that comes with it."""
    to_do = to_prove(problem)
    expression = to_do.expression if side == "convex" else -to_do.expression
    # Any proof will do at first: strictness is searched for only where no chord on the graph refutes it (`_settled`)
    step = ProofSearch(to_do.domain, is_strict_wanted=False).convex(expression)
    if step is None:
        return _Proof()
    defined = prove_needs(to_do.expression, to_do.domain)
    proof = _Proof(Certificate(side, step, defined))
    # strict along as many independent directions as there are variables is strict along each
    is_strict = rank(strict_rows(step, to_do.domain) or ()) == len(to_do.domain.symbols)
    return proof._replace(strict=Certificate(_STRICTLY[side], step, defined)) if is_strict else proof


def _settled(problem: Problem, proof: _Proof) -> _Proof:
    """With a chord on the graph, or else a proof of strictness."""
    if proof.loose is None or proof.strict is not None:
        return proof
    # a chord on the graph refutes strictness on both sides, and is found sooner than a proof of it fails
    if (flat := flat_chord(problem)) is not None:
        return proof._replace(flat=flat)
    step = ProofSearch(to_prove(problem).domain).convex(proof.loose.step.expression)
    claim = _STRICTLY[proof.loose.claim]
    return proof._replace(strict=Certificate(claim, step, proof.loose.defined)) if step is not None else proof


def _verified(problem: Problem, refutations: Refutations, proofs: Sequence[_Proof]) -> Convexity:
    """The judgements whose evidence is verified."""
    to_do = to_prove(problem)
    judgements: dict[Claim, Judgement] = {}
    for claim in CLAIMS:
        side = 0 if "convex" in claim else 1
        strictly = claim.startswith("strictly")
        # Against strictness a chord on the graph counts on both sides, whichever side it was found with
        chords = [refutations[side], *(proof.flat for proof in proofs if strictly)]
        witness = next((Witness(claim, *chord) for chord in chords if chord), None)
        certificate = proofs[side].strict if strictly else proofs[side].loose
        # nothing that was found is believed before the verifier has seen it
        if witness is not None and refutes(witness, problem):
            judgements[claim] = Judgement("no", witness=witness)
        elif certificate is not None and proves(certificate, to_do):
            judgements[claim] = Judgement("yes", certificate=certificate)
        else:
            judgements[claim] = Judgement("undecided")
    undecided = [claim for claim in CLAIMS if judgements[claim].verdict == "undecided"]
    tried = f"neither a proof nor a chord against: {', '.join(undecided)}" if undecided else ""
    convex, strictly_convex, concave, strictly_concave = (judgements[claim] for claim in CLAIMS)
    return Convexity(convex, strictly_convex, concave, strictly_concave, tried)
