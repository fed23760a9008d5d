"""What a solution holds: its reference, and its misconceptions.

check_key             right on every variant, the same twice, fast, and true as far as mathematics can tell
check_misconceptions  each is caught, and named, and told apart from the others
"""

import ast
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.course.check.examine import Functions, diagnosed, examine, examine_with_answers
from grader.course.check.findings import finding_of, line_of, with_place
from grader.course.names import bound
from grader.errors import AuthoringError
from grader.exercise import Misconception
from grader.items import ChoiceItem
from grader.items.answers.show import brief, show_call
from grader.items.drawn import DrawnItem
from grader.items.item import Item
from grader.items.single import SingleItem
from grader.judging.diagnose import unexplained
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall
from grader.model.checked import Finding, FindingCode
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, Outcome, Returned

VARIANTS = 3
"""Sets of drawn inputs that the reference is tried on, none of them that of any grading."""
_SLOW_SECONDS = 1.0
"""Of the processor, for one item: what the reference takes is added to each submission's time."""
_CURE_OF_OPEN = (
    "Return an expression that can be compared: with the result written out, or of symbols that are made with "
    "`Symbol('x', real=True)`, for which SymPy finds more"
)


class Fault(NamedTuple):
    """What is wrong with the reference for one item."""

    code: FindingCode
    fault: str
    cure: str


def check_key(key: ExerciseKey, where: str) -> Iterator[Finding]:
    """Faults of the reference, item by item."""
    for item in key.exercise.items:
        yield from _check_item(key, item, where)
        if isinstance(item, ChoiceItem):
            yield from _check_choice(key, item)


def _check_item(key: ExerciseKey, item: Item, where: str) -> Iterator[Finding]:
    try:
        # one fault for each item, the first: the same reference is usually wrong on every variant
        fault = _statement_fault(key, item) or next(
            filter(None, (_variant_fault(key, item, n) for n in range(VARIANTS))), None
        )
    except AuthoringError as error:
        if error.function is not None:
            yield finding_of(with_place(error, key.name), Path(), "key.fails")
            return
        fault = Fault("key.fails", error.fault, error.cure)
    if fault is not None:
        line = line_of(key.functions[item.function])
        yield Finding(code=fault.code, path=where, line=line, fault=f"item {item.id}: {fault.fault}", cure=fault.cure)


def _statement_fault(key: ExerciseKey, item: Item) -> Fault | None:
    """Whether the reference says what mathematics can refute."""
    if not isinstance(item, SingleItem):
        return None
    fault = item.key_fault(key.call(item.function, *item.arguments))
    return Fault("key.wrong", fault, "Mend the reference, or what the item states") if fault else None


def _variant_fault(key: ExerciseKey, item: Item, variant: int) -> Fault | None:
    """Whether the reference fails by its own measure, gives something else the next time, or is slow."""
    start = time.process_time()
    judgement, first = examine_with_answers(key, key.functions, item, variant)
    seconds = time.process_time() - start
    _, second = examine_with_answers(key, key.functions, item, variant)
    # in this order: of what is open nothing else is known, and what changes from run to run may be right or wrong
    if judgement.is_open:
        why = ". ".join(said.text for said in judgement.feedback[:1])
        return Fault("key.fails", f"the reference is undecided on variant {variant}: {why}", _CURE_OF_OPEN)
    if not _are_the_same(item, first, second):
        cure = "Take its random numbers from a seed, or from its arguments"
        return Fault("key.random", "the reference does not give the same twice", cure)
    if judgement.verdict is not Verdict.CORRECT or judgement.fraction < 1:
        witness = (judgement.witness.text,) if judgement.witness else ()
        seen = ". ".join((*witness, *(said.text for said in judgement.feedback[:1])))
        crashed = judgement.verdict is Verdict.CRASHED
        does = "crashes" if crashed else f"is {judgement.verdict.lower().replace('_', ' ')}"
        fault = f"the reference {does} on variant {variant}: {seen}"
        return Fault("key.fails", fault, "Mend the reference, or keep such inputs out")
    if seconds > _SLOW_SECONDS:
        fault = f"the reference takes {seconds:.1f} s, on top of what each student's own code takes"
        return Fault("key.slow", fault, "Make it faster, or draw smaller inputs")
    return None


def _are_the_same(item: Item, first: Sequence[RecordedCall], second: Sequence[RecordedCall]) -> bool:
    """Whether two runs of the reference give answers that the item takes for the same."""
    pairs = zip(first, second, strict=False)
    return len(first) == len(second) and all(_same(item, call.outcome, again.outcome) for call, again in pairs)


def _same(item: Item, outcome: Outcome, again: Outcome) -> bool:
    if not isinstance(outcome, Returned) or not isinstance(again, Returned):
        return outcome == again
    return item.same(outcome.value, again.value)


def _check_choice(key: ExerciseKey, item: ChoiceItem) -> Iterator[Finding]:
    """Two options that say the same: whichever is taken for right, the other one is too."""
    options = list(item.options.items())
    for index, (letter, text) in enumerate(options):
        for other, same in options[index + 1 :]:
            if " ".join(text.split()).lower() == " ".join(same.split()).lower():
                fault = f"item {item.id}: the options {letter} and {other} say the same"
                path = f"exercises/{key.name}.py"
                yield Finding(code="choice.ambiguous", path=path, fault=fault, cure="Change one of them")


def check_misconceptions(key: ExerciseKey, where: str) -> Iterator[Finding]:
    """Misconceptions that earn points, or that are taken for another one; that nothing is said of any."""
    if not key.misconceptions and "misconceptions" not in _names(Path(key.where)):
        fault = "it has no `misconceptions`, so that no wrong way is tried but small changes of the reference"
        cure = "Write a well-known wrong way, or `misconceptions = ()` with a comment that says why there is none"
        yield Finding(code="misconception.none", path=where, fault=fault, cure=cure)
    for misconception in key.misconceptions:
        try:
            yield from _check(key, misconception, where)
        except AuthoringError as error:
            line = line_of(misconception.wrong)
            yield Finding(code="misconception.fails", path=where, line=line, fault=error.fault, cure=error.cure)


def _names(path: Path) -> set[str]:
    """What a file's top level gives a meaning to."""
    return set().union(*map(bound, ast.parse(path.read_text(encoding="utf-8")).body))


def _check(key: ExerciseKey, misconception: Misconception, where: str) -> Iterator[Finding]:
    name, line = misconception.name, line_of(misconception.wrong)
    # `of` names an item, or a function; of the items of a function one is enough that catches it
    items = [item for item in key.exercise.items if misconception.of in {item.id, item.function}]
    judged = {item.id: diagnosed(key, {**key.functions, item.function: misconception.wrong}, item) for item in items}
    missed = {item_id: judgement for item_id, judgement in judged.items() if judgement.fraction < 1}
    if not missed:
        fault = f"the misconception {name} earns full points for {misconception.of}"
        cure = "Add a case that tells it from the reference, or remove it"
        yield Finding(code="misconception.not_caught", path=where, line=line, fault=fault, cure=cure)
    for item_id, judgement in missed.items():
        if judgement.is_open:
            said = " ".join(said.text for said in judgement.feedback[:1])
            fault = f"the misconception {name} cannot be judged by {item_id}: {said}"
            cure = "Let it give an answer that the item can compare"
            yield Finding(code="misconception.not_named", path=where, line=line, fault=fault, cure=cure)
            continue
        # named by another one first: both are the same on all inputs, so that a student might read the wrong sentence
        codes = [said.code for said in judgement.feedback if said.code.startswith("misconception.")]
        if f"misconception.{name}" in codes:
            continue
        if codes:
            other = codes[0].partition(".")[2]
            fault = f"the misconceptions {name} and {other} give the same on all inputs of {item_id}"
            cure = "Add a case that tells them apart, or make one of them"
            yield Finding(code="misconception.confused", path=where, line=line, fault=fault, cure=cure)
        else:
            item = next(item for item in items if item.id == item_id)
            why, cure = _why_not_named(key, misconception, item)
            fault = f"the misconception {name} is caught by {item_id}, but not named{why}"
            yield Finding(code="misconception.not_named", path=where, line=line, fault=fault, cure=cure)


def _why_not_named(key: ExerciseKey, misconception: Misconception, item: Item) -> tuple[str, str]:
    """Why an item does not know it again, to be read behind "not named"; and what to do.

    A misconception is named if it explains the answer at every call, those included at which it is right by chance.
    """
    functions = {**key.functions, item.function: misconception.wrong}
    _, calls = examine_with_answers(key, functions, item)
    call = unexplained(misconception, item, calls)
    if call is None:
        return "", "Let it give the same each time"
    shown = show_call(item.function, call.arguments)
    if isinstance(call.outcome, Failure):
        cure = "Let it give an answer that the item can compare, or raise an ordinary exception"
        return f": at {shown} {call.outcome.text}", cure
    gave = f": at {shown} it gives {brief(call.outcome.value)}"
    if misconception.explains is None:
        cure = "Let it give an answer that the item can compare, and the same each time"
        return f"{gave}, which is not the same as what it gives there the next time", cure
    if _is_right_at(key, functions, item, call):
        fault = f"{gave}, which is right there, and `explains` is false of it"
        return fault, "Let `explains` be true there as well, for it has to hold at every call, or keep such inputs out"
    return f"{gave}, and `explains` is false of it", "Mend its `explains`: it has to hold at every call"


def _is_right_at(key: ExerciseKey, functions: Functions, item: Item, call: RecordedCall) -> bool:
    """Whether the functions are right at one call of an item's, by itself."""
    only = {"cases": (call.arguments,), "inputs": (), "trials": 0} if isinstance(item, DrawnItem) else {}
    return examine(key, functions, item.model_copy(update=only)).fraction == 1
