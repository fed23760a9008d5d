"""The mutants of a reference: killed, explained, the same function, or a gap in the exercise."""

from collections.abc import Iterator
from pathlib import Path

from grader.course.mutants.mutant import mutants
from grader.course.mutants.run import run, seconds_for
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding, MutantCount


def check_mutants(key: ExerciseKey, where: str) -> tuple[list[Finding], MutantCount]:
    """Findings for survivors that the exercise does not explain, and for reasons that explain nothing; the count."""
    tried, made = mutants(Path(key.where).read_text(encoding="utf-8"), key.exercise)
    seconds = seconds_for(key)
    survivors = [survivor for mutant in tried if (survivor := run(key, mutant, seconds))]
    gaps = [one.mutant for one in survivors if not one.is_same]
    reasons = key.exercise.survivors
    unexplained = [mutant for mutant in gaps if mutant.name not in reasons]
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
        for mutant in unexplained
    ]
    return [*found, *_idle_reasons(key, {one.mutant.name for one in survivors})], count


def _idle_reasons(key: ExerciseKey, survivors: set[str]) -> Iterator[Finding]:
    for name in key.exercise.survivors:
        if name not in survivors:
            fault = f"`survivors` explains a mutant that does not survive: {name}"
            path = f"exercises/{key.name}.py"
            yield Finding(code="mutant.explained_in_vain", path=path, fault=fault, cure="Remove the line")
