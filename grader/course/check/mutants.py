"""The mutants of a reference: killed, explained, the same function, or a gap in the exercise."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.course.check.findings import failed
from grader.course.check.margin import margin_of
from grader.course.check.numeric_error import expected_numbers
from grader.course.mutants.mutant import mutants
from grader.course.mutants.run import run, seconds_for
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding, Margin, MutantCount


class MutantsChecked(NamedTuple):
    """What the mutants tell of an exercise."""

    findings: list[Finding]
    """Survivors that the exercise does not explain, and reasons that explain nothing."""
    counted: MutantCount
    margin: Margin


def check_mutants(key: ExerciseKey, where: str) -> MutantsChecked:
    """Try all mutants."""
    wanted, made = mutants(Path(key.where).read_text(encoding="utf-8"), key.exercise)
    seconds, expected = seconds_for(key), expected_numbers(key)
    tried = [run(key, mutant, expected, seconds) for mutant in wanted]
    survivors = [one for one in tried if not one.is_killed]
    gaps = [one.mutant for one in survivors if not one.is_same]
    reasons = key.exercise.survivors
    count = MutantCount(
        made=made,
        tried=len(tried),
        killed=len(tried) - len(survivors),
        same=tuple(one.mutant.name for one in survivors if one.is_same),
        explained=tuple(mutant.name for mutant in gaps if mutant.name in reasons),
    )
    found = [
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
    found += [failed(one.failed, key.name) for one in tried if one.failed][:1]
    found += _idle_reasons(key, {one.mutant.name for one in survivors})
    return MutantsChecked(found, count, margin_of(key, expected, tried, seconds))


def _idle_reasons(key: ExerciseKey, survivors: set[str]) -> Iterator[Finding]:
    for name in key.exercise.survivors:
        if name not in survivors:
            fault = f"`survivors` explains a mutant that does not survive: {name}"
            path = f"exercises/{key.name}.py"
            yield Finding(code="mutant.explained_in_vain", path=path, fault=fault, cure="Remove the line")
