"""What each key rests on: the laws that its solution states, and right solutions in other styles.

    laws of the solution ─┐
    tests/alternatives  ──┴▶ asked at cases, edges and drawn arguments ──▶ findings, `backed by`
                             asked of the mutants of the reference      ──▶ how many of them they refute

Nothing here looks at how an item judges: a key that is wrong makes every item wrong with it, and only what says the
same in another way can tell.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from grader.course.check.alternatives import alternatives_of
from grader.course.check.deadline import Deadline, OutOfTimeError
from grader.course.check.examine import DirectSession
from grader.course.check.findings import line_of
from grader.course.check.law_inputs import inputs_for, most_inputs
from grader.items.answers.compare import compare
from grader.items.answers.show import show, show_call
from grader.items.answers.tolerance import input_scale
from grader.items.function import FunctionItem
from grader.items.item import Item
from grader.items.property import PropertyItem
from grader.items.trials import Arguments
from grader.judging.key import ExerciseKey
from grader.laws.law import Law, UntoldError
from grader.laws.one_word import OneWord
from grader.laws.values import value_at
from grader.model.checked import BackedBy, Backing, Finding
from grader.sandbox.client.outcome import Outcome, Returned

_FEW_INPUTS = 30
"""Of them, those at which it is asked of each mutant: cases and edges come first."""
_LEAST_SECONDS, _LONGER = 1.0, 5
"""Processor time for the laws of one mutant, or 5 times what those of the reference take. What does not come to an end
gives no value, and so breaks every law."""
_PROOFS = 4
"""Cases whose shapes a proof is tried for."""


class Question(NamedTuple):
    """Arguments at which laws are asked."""

    arguments: Arguments
    others: tuple[tuple[str, Outcome], ...] = ()
    """What right solutions in other styles give there, by their names."""


Asked = Sequence[tuple[Item, Sequence[Question]]]
"""Items with the questions about their functions."""


class Broken(NamedTuple):
    """A law that does not hold."""

    law: str
    fault: str


class LawsChecked(NamedTuple):
    """What the laws tell of an exercise's keys."""

    findings: list[Finding]
    backing: tuple[Backing, ...]
    asked: Asked
    seconds: float
    """How much of the processor a mutant's laws may use, by what those of the reference use."""


def check_laws(key: ExerciseKey, where: str) -> LawsChecked:
    """Ask all laws, and say what each key rests on."""
    findings: list[Finding] = []
    backing: list[Backing] = []
    asked, seconds = questions(key), 0.0
    for item, of_item in asked:
        laws = [law for law in key.laws if law.name == item.function]
        start = time.process_time()
        findings += [_finding(key, item, broken, where) for broken in _ask_all(key, item, laws, of_item)]
        seconds += (time.process_time() - start) * min(1.0, _FEW_INPUTS / len(of_item)) if of_item else 0.0
        by = _backed_by(key, item, laws, of_item)
        backing.append(Backing(item=item.id, by=by, inputs=len(of_item)))
        if by == "one word only" and not any(isinstance(law, OneWord) for law in laws):
            fault = f"item {item.id}: nothing else says what {item.function} gives"
            cure = "State a law (`laws = (...)`) or put a right solution in another style under tests/alternatives, "
            cure += 'or answer with `OneWord(function, "why that is enough")`'
            line = line_of(key.functions[item.function])
            findings.append(
                Finding(code="key.one_word", path=where, line=line, fault=fault, cure=cure, is_warning=True)
            )
    return LawsChecked(findings, tuple(backing), asked, max(_LEAST_SECONDS, _LONGER * seconds))


def questions(key: ExerciseKey) -> Asked:
    """All that is asked; other right solutions answer once."""
    return [(item, _questions_of(key, item)) for item in key.exercise.items]


def _questions_of(key: ExerciseKey, item: Item) -> list[Question]:
    inputs = inputs_for(key, item)
    told: list[list[tuple[str, Outcome]]] = [[] for _ in inputs]
    for other in alternatives_of(key, item):
        session = DirectSession(other.functions)
        answers = session.stream("", item.function, inputs[: most_inputs(other.functions)])
        for of_input, answer in zip(told, answers, strict=False):  # fewer are asked where SymPy works them out
            of_input.append((other.name, answer))
    return [Question(arguments, tuple(others)) for arguments, others in zip(inputs, told, strict=True)]


def first_broken(functions: Mapping[str, Any], asked: Asked) -> Broken | None:
    """The first law that a changed solution breaks; None if they all hold.

    Parameters
    ----------
    functions : mapping of str to object
        All that the changed file defines: its functions, and the laws it states about them.
    asked : sequence of (Item, sequence of Question)
        The items whose functions are changed, with what to ask.
    """
    laws: Sequence[Law] = functions.get("laws", ())
    for item, of_item in asked:
        if item.function not in functions:
            return Broken("", f"there is no {item.function}")
        told = [law for law in laws if law.name == item.function]
        for question in of_item:
            broken = _broken_at(functions[item.function], item, told, question)
            if broken is not None:
                return broken
    return None


def is_refuted(functions: Mapping[str, Any], asked: Asked, seconds: float) -> bool:
    """Whether laws refute a changed solution; also by its using more of the processor than so many seconds."""
    try:
        with Deadline(seconds):
            return first_broken(functions, _few(asked)) is not None
    except (Exception, OutOfTimeError):  # noqa: BLE001 - whatever it raises, it gives no value
        return True


def _few(asked: Asked) -> Asked:
    return [(item, of_item[:_FEW_INPUTS]) for item, of_item in asked]


def _ask_all(key: ExerciseKey, item: Item, laws: Sequence[Law], of_item: Sequence[Question]) -> list[Broken]:
    """Each law that is broken, once."""
    broken: dict[str, Broken] = {}
    for question in of_item:
        for law in laws:
            if law.sentence not in broken and (fault := _fault_at(law, question.arguments)) is not None:
                broken[law.sentence] = Broken(law.sentence, fault)
        for differs in _differing(key.functions[item.function], item, question):
            broken.setdefault(differs.law, differs)
    return list(broken.values())


def _broken_at(function: Callable[..., Any], item: Item, laws: Sequence[Law], question: Question) -> Broken | None:
    for law in laws:
        if (fault := _fault_at(law, question.arguments)) is not None:
            return Broken(law.sentence, fault)
    return next(_differing(function, item, question), None)


def _fault_at(law: Law, arguments: Arguments) -> str | None:
    try:
        return law.fault_at(*arguments)
    except UntoldError:
        return None
    except Exception as error:  # noqa: BLE001 - the author's own code
        return f"it raised {type(error).__name__}: {error} for the arguments {arguments!r:.300}"


def _differing(function: Callable[..., Any], item: Item, question: Question) -> Iterator[Broken]:
    """Where right solutions in other styles give something else; beyond what is asked for they may fail."""
    told = {name: answer.value for name, answer in question.others if isinstance(answer, Returned)}
    if not told:
        return
    try:
        value = value_at(function, question.arguments)
    except Exception as error:  # noqa: BLE001 - the author's own code
        yield from (Broken(_says(item, name), f"it raised {type(error).__name__}: {error}") for name in told)
        return
    for name, answer in told.items():
        if (fault := _difference(item, answer, value, question.arguments)) is not None:
            yield Broken(_says(item, name), fault)


def _says(item: Item, name: str) -> str:
    return f"{item.function} gives what tests/alternatives/{name} gives"


def _difference(item: Item, answer: Any, value: Any, arguments: Arguments) -> str | None:
    try:
        if _is_same(item, answer, value, arguments):
            return None
    except Exception as error:  # noqa: BLE001 - the author's own code
        return f"it raised {type(error).__name__}: {error}"
    return f"{show_call(item.function, arguments)} is {show(value)}, and there {show(answer)}"


def _is_same(item: Item, answer: Any, value: Any, arguments: Arguments) -> bool:
    if isinstance(item, FunctionItem):  # in single precision, rounding is relative to what was put in
        return compare(answer, value, item.tolerance, input_scale(arguments)).agrees
    return item.same(answer, value)


def _backed_by(key: ExerciseKey, item: Item, laws: Sequence[Law], of_item: Sequence[Question]) -> BackedBy:
    told = [law for law in laws if not isinstance(law, OneWord)]
    cases = [question.arguments for question in of_item[:_PROOFS]]
    if item.proved_answer() is not None or any(
        all(law.is_proved(*arguments) for arguments in cases) for law in told if cases
    ):
        return "proved"
    # A property says of every answer whether it is right, so the reference is only an example of it
    if isinstance(item, PropertyItem) or any(not law.is_second_implementation for law in told):
        return "laws"
    return "second implementation" if told or alternatives_of(key, item) else "one word only"


def _finding(key: ExerciseKey, item: Item, broken: Broken, where: str) -> Finding:
    line = line_of(key.functions[item.function])
    fault = f"item {item.id}: that {broken.law} does not hold: {broken.fault}"
    cure = "Mend the reference, or the law"
    return Finding(code="law.broken", path=where, line=line, fault=fault, cure=cure)


def with_mutants(
    backing: Sequence[Backing], tried: Collection[tuple[frozenset[str], bool]], key: ExerciseKey
) -> tuple[Backing, ...]:
    """The same with how many mutants are refuted.

    Parameters
    ----------
    backing : sequence of Backing
        What each key rests on.
    tried : collection of (frozenset of str, bool)
        Of each mutant that is not the same function, which examined functions it changes, and whether it is refuted.
    key : ExerciseKey
        The exercise.
    """
    functions = {item.id: item.function for item in key.exercise.items}
    counted = []
    for backed in backing:
        refuted = [is_refuted for changed, is_refuted in tried if functions[backed.item] in changed]
        counted.append(backed.model_copy(update={"mutants": len(refuted), "refuted": sum(refuted)}))
    return tuple(counted)
