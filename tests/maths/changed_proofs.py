"""True proofs, and what chance makes of them."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from random import Random
from typing import Any, NamedTuple

import mpmath
import sympy

from grader.maths.convexity import CLAIMS, Certificate, Claim, Step, Witness, classify
from grader.maths.convexity.verify.curvature import RULES
from grader.maths.convexity.verify.nonnegative import RULES as SIGN_RULES
from tests.maths.malformed import ODD

R, oo = sympy.Rational, sympy.oo
x, y = sympy.symbols("x y", real=True)
p, q = sympy.symbols("p q", positive=True)
Evidence = Certificate | Witness
_CHORDS = 100
_DIGITS = 400
_SMALL = mpmath.mpf(10) ** -380


class Question(NamedTuple):
    """A function and its domain, as `verify` takes them."""

    expression: sympy.Expr
    variables: list[sympy.Symbol]
    domain: dict[sympy.Symbol, sympy.Interval]


_ABOVE = sympy.Interval.open(0, oo)
_FUNCTIONS: tuple[tuple[sympy.Expr, dict[sympy.Symbol, sympy.Interval]], ...] = (
    (x**2, {}),
    (x**4 - 2 * x**3 + 3 * x**2 / 2, {}),
    (x**3 - x, {x: sympy.Interval(0, 5)}),
    (sympy.exp(2 * x) + x**2, {}),
    (sympy.exp(x**2), {}),
    (sympy.log(1 + sympy.exp(x)), {}),
    (sympy.sqrt(1 + x**2), {}),
    (sympy.Abs(x - 1) + x**2, {}),
    (sympy.Max(x, -2 * x, 1), {}),
    (x**2 + sympy.sin(x), {}),
    (sympy.cos(x), {x: sympy.Interval(-1, 1)}),
    (-sympy.log(p), {p: _ABOVE}),
    (p * sympy.log(p), {p: _ABOVE}),
    (1 / p + p**2, {p: _ABOVE}),
    (sympy.sqrt(p), {p: _ABOVE}),
    (x**2 + x * y + y**2, {}),
    (sympy.Abs(x) + sympy.Abs(y), {}),
    (sympy.log(sympy.exp(x) + sympy.exp(y)), {}),
    (sympy.sqrt(x**2 + y**2 + 1), {}),
    (x**4 + x**2 * y**2 + y**4, {}),
    (sympy.exp(x + y) + x**2, {}),
    (x**2 / p, {x: sympy.Interval(-oo, oo), p: _ABOVE}),
    (1 / (p * q), {p: _ABOVE, q: _ABOVE}),
    (-sympy.sqrt(p * q), {p: _ABOVE, q: _ABOVE}),
    (-sympy.log(p * q), {p: _ABOVE, q: _ABOVE}),
    (sympy.Piecewise((x**2 / 2, sympy.Abs(x) <= 1), (sympy.Abs(x) - R(1, 2), True)), {}),
)


@cache
def originals() -> list[tuple[Question, list[Evidence]]]:
    """Functions with the evidence that `classify` finds for and against the four claims."""
    known = []
    for expression, domain in _FUNCTIONS:
        question = Question(expression, sorted(expression.free_symbols, key=str), domain)
        verdicts = classify(*question[:2], domain=domain, seconds=60)
        judgements = [verdicts.of(claim) for claim in CLAIMS]
        pieces = [judgement.certificate or judgement.witness for judgement in judgements]
        known.append((question, [piece for piece in pieces if piece is not None]))
    return known


def changed(random: Random, known: list[tuple[Question, list[Evidence]]]) -> tuple[Evidence, Question]:
    """True evidence with one to three changes, each of which keeps its form."""
    question, pieces = random.choice(known)
    evidence = random.choice(pieces)
    for _ in range(random.randint(1, 3)):
        change = random.choice(_CHANGES if isinstance(evidence, Certificate) else _OF_CHORDS)
        evidence, question = change(random, evidence, question, known)
    return evidence, question


def _other_claim(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    return replace(evidence, claim=random.choice(CLAIMS)), question


def _other_function(random: Random, evidence: Any, question: Question, known: Any) -> tuple[Any, Question]:
    other, _ = random.choice(known)
    return evidence, other


def _negative(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    return evidence, question._replace(expression=-question.expression)


def _other_domain(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    symbol = random.choice(question.variables)
    low = random.choice([0, 1, R(1, 2)] if symbol.is_positive else [-oo, -2, -1, 0, 1])
    part = sympy.Interval(low, random.choice([2, 3, oo]), random.random() < 0.5 or low == 0)
    return evidence, question._replace(domain={**question.domain, symbol: part})


def _other_number(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    """One number for another, in the function and in all of its proof."""
    numbers = sorted(question.expression.atoms(sympy.Rational), key=str) or [sympy.Integer(1)]
    old = random.choice(numbers)
    new = random.choice([-old, old + 1, 2 * old, sympy.Integer(1), R(1, 3), R(3, 2)])
    expression = _rebuilt(question.expression, {old: new})
    if expression is None or not expression.free_symbols <= set(question.variables):
        return evidence, question
    return _everywhere(evidence, {old: new}), question._replace(expression=expression)


def _swapped_sign(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    """A symbol turned over in one step."""
    symbol = random.choice(question.variables)
    return _in_one_step(
        random, evidence, lambda step: replace(step, expression=step.expression.xreplace({symbol: -symbol}))
    ), question


def _other_step(random: Random, evidence: Any, question: Question, known: Any) -> tuple[Any, Question]:
    other = random.choice([piece for _, pieces in known for piece in pieces if isinstance(piece, Certificate)])
    step = random.choice(list(_steps(other.step)))
    return _in_one_step(
        random, evidence, lambda old: random.choice([step, replace(step, expression=old.expression)])
    ), question


def _other_rule(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    rule = random.choice([*RULES, *SIGN_RULES])
    return _in_one_step(random, evidence, lambda step: replace(step, rule=rule)), question


def _other_parts(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    def cut(step: Step) -> Step:
        parts = random.choice([step.parts[1:], step.parts[::-1], step.parts * 2])
        return replace(step, parts=parts, data=random.choice([step.data, step.data[1:], step.data[::-1]]))

    return _in_one_step(random, evidence, cut), question


def _true_sign(random: Random, evidence: Any, question: Question, _: Any) -> tuple[Any, Question]:
    """A step that says of its expression what its range may show."""
    return _in_one_step(
        random, evidence, lambda step: Step(random.choice(["range", "affine", "quadratic"]), step.expression)
    ), question


def _other_chord(random: Random, chord: Any, question: Question, _: Any) -> tuple[Any, Question]:
    share = random.choice([R(1, 2), R(1, 3), R(2), R(0), R(-1)])
    return replace(
        chord, a=random.choice([chord.a, chord.b]), b=tuple(part * share for part in chord.b), t=share
    ), question


_Change = Callable[[Random, Any, Question, Any], tuple[Any, Question]]
_CHANGES: tuple[_Change, ...] = (
    _other_claim, _other_function, _negative, _other_domain, _other_number, _other_number, _other_number,
    _swapped_sign, _other_step, _other_rule, _other_parts, _true_sign,
)  # fmt: skip
_OF_CHORDS: tuple[_Change, ...] = (_other_claim, _other_function, _negative, _other_domain, _other_chord)


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from _steps(part)


def _in_one_step(random: Random, certificate: Certificate, change: Callable[[Step], Step]) -> Certificate:
    number = random.randrange(len(list(_steps(certificate.step))))
    return replace(certificate, step=_at(certificate.step, number, change)[0])


def _at(step: Step, number: int, change: Callable[[Step], Step]) -> tuple[Step, int]:
    """The proof with the step of that number changed, and how many numbers are left."""
    if number == 0:
        return change(step), -1
    left, parts = number - 1, []
    for part in step.parts:
        if left >= 0:
            part, left = _at(part, left, change)  # noqa: PLW2901
        parts.append(part)
    return replace(step, parts=tuple(parts)), left


def _everywhere(value: Any, change: dict[Any, Any]) -> Any:
    """With a number in the place of another, in each expression."""
    if isinstance(value, sympy.Expr):
        return _rebuilt(value, change) or value
    if isinstance(value, tuple):
        return tuple(_everywhere(part, change) for part in value)
    if isinstance(value, (Step, Certificate)):
        return replace(
            value, **{field.name: _everywhere(getattr(value, field.name), change) for field in fields(value)}
        )
    return value


def _rebuilt(expression: sympy.Expr, change: dict[Any, Any]) -> sympy.Expr | None:
    try:
        rebuilt = expression.xreplace(change)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return None if rebuilt.has(sympy.nan, sympy.zoo, oo, sympy.I) else rebuilt


def is_true(random: Random, evidence: Evidence, question: Question) -> bool:
    """Whether no chord of many contradicts a certificate, or the chord contradicts what it refutes, to many digits."""
    ranges = [question.domain.get(symbol, _range_of(symbol)) for symbol in question.variables]
    value = sympy.lambdify(question.variables, question.expression, modules="mpmath")
    with mpmath.workdps(_DIGITS):
        if isinstance(evidence, Witness):
            a, b = ([mpmath.mpf(part.p) / part.q for part in end] for end in (evidence.a, evidence.b))
            return _contradicts(value, evidence.claim, a, b, mpmath.mpf(evidence.t.p) / evidence.t.q)
        pairs = (([_number_in(random, part) for part in ranges] for _ in range(2)) for _ in range(_CHORDS))
        return not any(_contradicts(value, evidence.claim, a, b, mpmath.mpf(1) / 2) for a, b in pairs)


def _contradicts(value: Callable[..., Any], claim: Claim, a: list[Any], b: list[Any], t: Any) -> bool:
    middle = [(1 - t) * start + t * end for start, end in zip(a, b, strict=True)]
    left, right, between = (value(*point) for point in (a, b, middle))
    if any(mpmath.im(number) != 0 for number in (left, right, between)):
        return True
    gap = ((1 - t) * left + t * right - between) * (1 if "convex" in claim else -1)
    slack = _SMALL * (abs(left) + abs(right) + abs(between))
    return bool(gap < -slack or (claim.startswith("strictly") and gap <= slack))


def _range_of(symbol: sympy.Symbol) -> sympy.Interval:
    return _ABOVE if symbol.is_positive else sympy.Interval(-oo, oo)


def _number_in(random: Random, part: sympy.Interval) -> Any:
    low = float(part.start) if part.start.is_finite else -4.0
    high = float(part.end) if part.end.is_finite else max(low, 0.0) + 4.0
    return mpmath.mpf(low + (high - low) * random.uniform(0.001, 0.999))


def spoiled(random: Random, known: list[tuple[Question, list[Evidence]]]) -> tuple[Any, Question]:
    """True evidence with something odd in one of its fields, in one of its steps, or in a tuple in there."""
    question, pieces = random.choice(known)
    evidence = random.choice(pieces)
    if isinstance(evidence, Witness) or random.random() < 0.2:
        return _with_odd_field(random, evidence), question
    return _in_one_step(random, evidence, lambda step: _with_odd_field(random, step)), question


def _with_odd_field(random: Random, record: Any) -> Any:
    name = random.choice([field.name for field in fields(record)])
    old, odd = getattr(record, name), random.choice(ODD)
    if isinstance(old, tuple) and old and random.random() < 0.5:
        index = random.randrange(len(old))
        odd = (*old[:index], odd, *old[index + 1 :])
    elif isinstance(old, tuple) and random.random() < 0.2:
        odd = list(old)
    spoilt = replace(record)
    object.__setattr__(spoilt, name, odd)
    return spoilt
