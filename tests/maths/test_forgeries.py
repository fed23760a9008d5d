"""Nobody fools `verify`: each rule with the most plausible proof of something false, then proofs changed by chance.

`GRADER_FORGERIES=10000 pytest -n0 tests/maths/test_forgeries.py` tries that many, and takes most of an hour.
"""

import os
from dataclasses import replace
from random import Random

import pytest
import sympy

from grader.maths.convexity import Certificate, Step, Witness, verify
from grader.maths.convexity.verify.curvature import RULES
from tests.maths.changed_proofs import changed, is_true, originals, spoiled
from tests.maths.forged_proofs import FORGERIES, REALS, SQUARE, R, x, y
from tests.maths.malformed import MALFORMED
from tests.slow import examples

MANY = int(os.environ.get("GRADER_FORGERIES", "0")) or examples(100)


@pytest.mark.parametrize("name", FORGERIES)
def test_no_rule_proves_what_is_false(name: str) -> None:
    """The chord shows that the claim is false, so that no certificate may show that it is true."""
    forgery = FORGERIES[name]
    variables = sorted(forgery.expression.free_symbols | set(forgery.domain), key=str)
    if name == "leading minors only":
        variables = [x, y]
    question = forgery.expression, variables, forgery.domain, forgery.constraints
    a, b = (tuple(map(sympy.Rational, end)) for end in (forgery.a, forgery.b))
    assert verify(Witness(forgery.claim, a, b, R(1, 2)), *question, seconds=60)
    assert not verify(Certificate(forgery.claim, forgery.step, forgery.defined), *question, seconds=60)


def test_each_rule_is_forged() -> None:
    """Of every rule of curvature, and of most rules of signs."""

    def rules(step: Step) -> set[str]:
        return {step.rule}.union(*map(rules, step.parts))

    assert set(RULES) <= set().union(*(rules(forgery.step) for forgery in FORGERIES.values()))
    assert len(FORGERIES) >= 30


@pytest.mark.slow
def test_proofs_that_are_changed_by_chance_prove_nothing_false() -> None:
    """Claims, domains, rules, parts, numbers and functions are exchanged; what still verifies withstands chords."""
    random, questions = Random(1), originals()  # noqa: S311 - the same every time
    accepted = 0
    for _ in range(MANY):
        evidence, question = changed(random, questions)
        if verify(evidence, *question, seconds=60):
            accepted += 1
            assert is_true(random, evidence, question), (evidence, question)
    assert accepted > MANY / 100  # else nothing would be tried: some changes leave a true claim with a proof


@pytest.mark.slow
def test_malformed_evidence_shows_nothing_and_raises_nothing() -> None:
    """Whatever stands in whatever field, the answer is False, unless it stands where no rule looks."""
    random, questions = Random(2), originals()  # noqa: S311 - the same every time
    refused = 0
    for _ in range(4 * MANY):
        evidence, question = spoiled(random, questions)
        shows = verify(evidence, *question)
        assert shows is False or (shows is True and is_true(random, evidence, question))
        refused += not shows
    assert refused > 3 * MANY


@pytest.mark.parametrize("number", range(len(MALFORMED)))
def test_what_is_no_evidence_shows_nothing(number: int) -> None:
    """Nor does anything else that is handed over in its place."""
    shows = verify(MALFORMED[number], x**2, [x])
    assert shows is False


@pytest.mark.parametrize(("doublings", "shows"), [(8, True), (13, False)])
def test_a_proof_carries_a_bounded_amount_of_data(doublings: int, shows: bool) -> None:  # noqa: FBT001
    """Beyond it nothing is shown: of few tuples, each twice in the next, there is no end."""
    data: tuple[object, ...] = (1,)
    for _ in range(doublings):
        data = (data, data)
    is_shown = verify(Certificate("convex", replace(SQUARE, data=data)), x**2, [x])
    assert is_shown is shows


def test_a_question_that_is_none_raises() -> None:
    """What is wrong with the question is the author's, and no fault of the evidence."""
    certificate = Certificate("convex", SQUARE)
    for variables, domain in (([x], {x: sympy.EmptySet}), ([], None), ([x, x], None), ([x], {y: REALS})):
        with pytest.raises(ValueError, match=r"variable|interval"):
            verify(certificate, x**2, variables, domain)
    assert verify(certificate, x**2, [x])
    assert not verify(certificate, x**2, [x], seconds=0)
