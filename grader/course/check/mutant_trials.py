"""Each mutant in a process of its own, with a deadline: whether an exercise's items tell it from the reference.

the items  ── told ──────────▶ its error, what laws, other seeds and students' checks say of it
    └─ not told ─▶ many more inputs ── not told ──▶ the same function, of which nothing else is asked
                           └─ told ──▶ a survivor: its error, what laws and other seeds say
"""

import signal
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from grader.course.check.decisive import Chance, DrawnTrials, chance_of
from grader.course.check.drawn_once import answer_all, drawn_once
from grader.course.check.examine import Functions, catches, examine
from grader.course.check.findings import own_fault
from grader.course.check.law_inputs import is_symbolic
from grader.course.check.laws import Asked, is_refuted
from grader.course.check.mutants import Mutant
from grader.course.check.numeric_error import Expected, largest_error
from grader.course.check.release import differing
from grader.course.in_memory import module_of
from grader.items.answers.tolerance import Tolerance
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.maths.deadline import within

_LEAST_SECONDS, _LONGER, _MORE = 0.5, 10, 10
"""A mutant may use so much of the processor, or 10 times what the reference uses; on more inputs 10 times as much."""
_PATIENCE = 10
"""Where others use the machine as well, a second of the processor takes longer than a second."""
_SECONDS_FOR_SEEDS = 30.0
"""Processor time for asking on which seeds a mutant is told, and by what students get."""
_SHARE_OF_MEASURING = 0.2
"""Of the time: a mutant that is told by its first answer may never come to its last one, and has no error then."""
_MORE_VARIANTS = (1, 2)
_MORE_TRIALS, _MORE_EXPRESSIONS = 100, 30
"""Inputs of each variant on which a survivor has to give the same to count as the same function; fewer where SymPy
works out each answer."""
_ROUNDING = Tolerance.for_rounding()


class Told(NamedTuple):
    """What came of one mutant on an exercise's items."""

    is_told: bool
    """Whether some item does not take it for right."""
    error: float | None = None
    """Its largest error, as `largest_error` gives it; None where numbers are not what it differs in."""
    failed: str = ""
    """What is wrong with the grader, if that kept it from telling."""
    is_refuted: bool = False
    """Whether laws refute it, which do not look at the items."""
    chances: tuple[Chance, ...] = ()
    """Items that catch it on some seeds only."""
    differing: tuple[str, ...] = ()
    """Items that grading and what students get do not judge alike."""


class Tried(NamedTuple):
    """A mutant that was tried; it is killed if it is told."""

    mutant: Mutant
    told: Told
    is_same: bool = False
    """Whether it survived, and gave the same on many more inputs as well."""


class Against(NamedTuple):
    """What the mutants of an exercise are tried against, beside its items."""

    seconds: float
    """How much of the processor one may use to be judged, from `seconds_for`."""
    expected: Sequence[Expected] = ()
    """What the reference gives, for the size of their errors."""
    asked: Asked = ()
    """The arguments at which laws are asked."""
    seconds_for_laws: float = 0.0
    """How much of the processor their laws may use."""
    trials: Sequence[DrawnTrials] = ()
    """The items that draw, with what they draw on each seed."""
    released: ExerciseKey | None = None
    """What students get to try it with."""

    @property
    def patience(self) -> float:
        """How much of the processor all of it may take."""
        return _PATIENCE * self.seconds + self.seconds_for_laws + (_SECONDS_FOR_SEEDS if self.trials else 0)


def seconds_for(key: ExerciseKey) -> float:
    """How much of the processor a mutant of an exercise may use, by what the reference uses."""
    start = time.process_time()
    for item in key.exercise.items:
        examine(key, key.functions, item)
    return max(_LEAST_SECONDS, _LONGER * (time.process_time() - start))


def try_all(key: ExerciseKey, mutants: Sequence[Mutant], against: Against) -> list[Tried]:
    """Each mutant, killed or not; it is killed by using more of the processor than it may, too.

    Parameters
    ----------
    key : ExerciseKey
        The exercise.
    mutants : sequence of Mutant
        What is tried.
    against : Against
        What it is tried against.
    """
    once = drawn_once(key)
    answer_all(once)
    told = [_told(against, _in_time, once, mutant, against) for mutant in mutants]
    surviving = frozenset[str]().union(*(m.examined for m, of_m in zip(mutants, told, strict=True) if not of_m.is_told))
    wider = _wider(key, once, surviving)
    return [
        Tried(mutant, of_mutant) if of_mutant.is_told else _try_survivor(once, wider, mutant, against)
        for mutant, of_mutant in zip(mutants, told, strict=True)
    ]


def _told(against: Against, work: Callable[..., Told], *arguments: Any) -> Told:
    # The mutant's process has a timer of its own for being judged. What waits for it is patient: it has a say only
    # where there is no such timer, or where a mutant sleeps and uses no processor.
    told = within(against.patience, work, *arguments)
    return told or Told(is_told=True, is_refuted=True)  # it does not come to an end, and gives no value


def _wider(key: ExerciseKey, once: ExerciseKey, functions: Collection[str]) -> ExerciseKey:
    """The items of these functions on many more inputs, and what the reference gives there."""
    items = tuple(
        _stricter(item, _trials(once, drawn))
        for item, drawn in zip(key.exercise.items, once.exercise.items, strict=True)
        if item.function in functions
    )
    stricter = replace(key, exercise=key.exercise.model_copy(update={"items": items}))
    wider = drawn_once(stricter, _MORE_VARIANTS)
    answer_all(wider)
    return wider


def _try_survivor(key: ExerciseKey, wider: ExerciseKey, mutant: Mutant, against: Against) -> Tried:
    """A survivor that gives the same on many more inputs, within rounding, counts as the same function: x * 1 and x."""
    longer = Against(_MORE * against.seconds)
    again = within(longer.patience, _in_time, wider, mutant, longer)
    if again is not None and not again.is_told:
        return Tried(mutant, Told(is_told=False), is_same=True)
    # a survivor is a finding, which of the keys tells it is no other one
    further = against._replace(released=None)
    return Tried(mutant, _told(against, _of_survivor, key, mutant, further))


def _in_time(key: ExerciseKey, mutant: Mutant, against: Against) -> Told:
    """The mutant in a process that the system ends when it has used too much of the processor."""
    _end_after(against.seconds)
    try:
        functions = vars(module_of(mutant.source))
    except Exception:  # noqa: BLE001 - a mutant that cannot be loaded is seen by any student
        return Told(is_told=True)
    items = [item for item in key.exercise.items if item.function in mutant.examined]
    try:
        is_told = any(catches(key, functions, item, seconds=None) for item in items)
    except Exception as error:  # noqa: BLE001 - to be told in the process that waits
        return Told(is_told=True, failed=own_fault(error))
    return _further(key, mutant, functions, against) if is_told else Told(is_told=False)


def _of_survivor(key: ExerciseKey, mutant: Mutant, against: Against) -> Told:
    return _further(key, mutant, vars(module_of(mutant.source)), against)._replace(is_told=False)


def _further(key: ExerciseKey, mutant: Mutant, functions: Functions, against: Against) -> Told:
    """What laws, other seeds and students' checks say of a mutant, and how large its error is."""
    # measuring makes each call once more; a mutant that takes longer than this counts as killed, with no error known,
    # and nothing else is said of it: so this comes first
    _end_after(_SHARE_OF_MEASURING * against.seconds)
    affected = [call for call in against.expected if call.item.function in mutant.examined]
    largest = largest_error(functions, affected)
    _end_after(against.patience)  # inside it, laws and seeds have deadlines of their own
    changed = [(item, of_item) for item, of_item in against.asked if item.function in mutant.examined]
    is_refuted_by_laws = is_refuted(functions, changed, against.seconds_for_laws)
    trials = [part for part in against.trials if part.cases.function in mutant.examined]
    by_chance = (chance_of(key, functions, part, f"the change {mutant.name}") for part in trials)
    chances = tuple(chance for chance in by_chance if chance is not None)
    released = against.released
    differ = () if released is None else tuple(differing(key, released, functions, mutant.examined))
    return Told(is_told=True, error=largest, is_refuted=is_refuted_by_laws, chances=chances, differing=differ)


def _end_after(seconds: float) -> None:
    """Have the system end this process when it has used so much more of the processor; Windows cannot."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process; a handler could not interrupt NumPy
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _trials(once: ExerciseKey, drawn: Item) -> int:
    """How many inputs of a variant; what is drawn and answered already tells whether SymPy works on them."""
    calls = getattr(drawn, "cases", ())
    return _MORE_EXPRESSIONS if calls and is_symbolic(once, drawn, calls[0]) else _MORE_TRIALS


def _stricter(item: Item, trials: int) -> Item:
    """The item with more inputs, and a tolerance for rounding only: a wide one may be what lets a mutant live."""
    changes: dict[str, Any] = {"trials": trials} if getattr(item, "inputs", ()) else {}
    changes |= {"tolerance": _ROUNDING} if hasattr(item, "tolerance") else {}
    return item.model_copy(update=changes)
