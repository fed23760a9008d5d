"""The mutants of a reference, tried: killed, explained, the same function, or a gap in the exercise.

check_mutants  all of them, as findings and counts
margin_of      where the exercise's tolerance lies: between the rounding of a right answer and the smallest mistake
"""

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.course.check.decisive import Chance, drawn_trials, finding_of_chance
from grader.course.check.findings import finding_of_own_fault
from grader.course.check.laws import LawsChecked, check_laws
from grader.course.check.mutant_trials import Against, Tried, seconds_for, try_all
from grader.course.check.mutants import make_mutants
from grader.course.check.numeric_error import Expected, expected_numbers, rounding_error
from grader.course.check.release import finding_of_difference
from grader.items import ChoiceItem
from grader.judging.key import ExerciseKey
from grader.maths.deadline import within
from grader.model.checked import Finding, Margin, MutantCount

NONE = "none"
"""In `survivors`, in the place of a mutant's name: why there is none."""


def chances_of_mutants(key: ExerciseKey) -> list[Chance]:
    """The mutants that some seeds catch and others do not; those that no seed catches are the check's."""
    mutants, _ = make_mutants(Path(key.where).read_text(encoding="utf-8"), key.exercise)
    tried = try_all(key, mutants, Against(seconds_for(key), trials=drawn_trials(key)))
    return [chance for trial in tried for chance in trial.told.chances]


class MutantsChecked(NamedTuple):
    """What the mutants tell of an exercise."""

    findings: list[Finding]
    """Survivors that the exercise does not explain, and reasons that explain nothing."""
    counted: MutantCount
    margin: Margin
    refuted: list[tuple[frozenset[str], bool]]
    """Of each mutant that is not the same function, which examined functions it changes, and whether laws refute it."""


def check_mutants(
    key: ExerciseKey, where: str, released: ExerciseKey | None = None, laws: LawsChecked | None = None
) -> MutantsChecked:
    """Try all mutants.

    Parameters
    ----------
    key : ExerciseKey
        The exercise.
    where : str
        The file of its solution, as findings call it.
    released : ExerciseKey, optional
        What students get, by which the mutants are tried as well.
    laws : LawsChecked, optional
        What the laws were asked of the reference; they are asked if it is left out.
    """
    mutants, made = make_mutants(Path(key.where).read_text(encoding="utf-8"), key.exercise)
    seconds, expected = seconds_for(key), expected_numbers(key)
    laws = laws or check_laws(key, where)
    against = Against(seconds, expected, laws.asked, laws.seconds, drawn_trials(key), released)
    tried = try_all(key, mutants, against)
    survivors = [trial for trial in tried if not trial.told.is_told]
    gaps = [trial.mutant for trial in survivors if not trial.is_same]
    reasons = key.exercise.survivors
    count = MutantCount(
        made=made,
        tried=len(tried),
        killed=len(tried) - len(survivors),
        same=tuple(trial.mutant.name for trial in survivors if trial.is_same),
        explained=tuple(mutant.name for mutant in gaps if mutant.name in reasons),
    )
    findings = [
        Finding(
            code="mutant.survived",
            path=where,
            line=mutant.line,
            fault=f"this change of the reference earns full points: {mutant.name}",
            cure="Add a case that tells it from the reference, or say in `survivors` why it need not be",
        )
        for mutant in gaps
        if mutant.name not in reasons
    ]
    findings += [finding_of_chance(key, chance) for trial in tried for chance in trial.told.chances]
    differ = [(trial.mutant.name, item) for trial in tried for item in trial.told.differing]
    findings += [finding_of_difference(key, item, f"the change {name}") for name, item in differ]
    # one of them says it all: what fails for one mutant fails for many
    findings += [finding_of_own_fault(trial.told.failed, key.name) for trial in tried if trial.told.failed][:1]
    survived = {trial.mutant.name for trial in survivors}
    if not made:
        survived.add(NONE)
        findings += _nothing_tried(key, where)
    findings += _idle_reasons(key, survived)
    refuted = [(trial.mutant.examined, trial.told.is_refuted) for trial in tried if not trial.is_same]
    return MutantsChecked(findings, count, margin_of(key, expected, tried, seconds), refuted)


def _nothing_tried(key: ExerciseKey, where: str) -> Iterator[Finding]:
    # the mistakes of a choice are its other options, which are no right answers as they stand there
    if NONE not in key.exercise.survivors and not all(isinstance(item, ChoiceItem) for item in key.exercise.items):
        fault = "there is no small change of the reference to try: its code in this file has nothing to be changed"
        cure = f'Write out here what it computes, or say why not: `survivors={{"{NONE}": "..."}}` in the exercise'
        yield Finding(code="mutant.none", path=where, fault=fault, cure=cure)


def _idle_reasons(key: ExerciseKey, survivors: set[str]) -> Iterator[Finding]:
    for name in key.exercise.survivors:
        if name not in survivors:
            fault = f"`survivors` explains a mutant that does not survive: {name}"
            path = f"exercises/{key.name}.py"
            yield Finding(code="mutant.explained_in_vain", path=path, fault=fault, cure="Remove the line")


def margin_of(key: ExerciseKey, expected: Sequence[Expected], tried: Sequence[Tried], seconds: float) -> Margin:
    """Both ends, each None where there is none.

    Parameters
    ----------
    key : ExerciseKey
        The exercise.
    expected : sequence of Expected
        What the reference gives, in the order of the items.
    tried : sequence of Tried
        What came of the mutants.
    seconds : float
        For each item: an iteration that waits for more digits than single precision has would never end.
    """
    items = (list(calls) for _, calls in itertools.groupby(expected, lambda call: call.item.id))
    rounding = (within(seconds, rounding_error, key.functions, calls) for calls in items)
    return Margin(
        rounding=max((error for error in rounding if error is not None), default=None),
        fault=min(_faults(tried, key.exercise.survivors), default=None),
    )


def _faults(tried: Sequence[Tried], explained: Collection[str]) -> list[float]:
    """Errors of mutants that only the tolerance can tell: one that another item tells may have right numbers."""
    return [
        error
        for mutant, told, is_same in tried
        if (error := told.error) is not None
        and math.isfinite(error)
        and not is_same
        and (error > 1 if told.is_told else mutant.name not in explained)
    ]
