"""Each misconception is caught, and named, and told apart from the others."""

from collections.abc import Iterator

from grader.course.check.examine import diagnosed
from grader.course.check.place import line_of
from grader.errors import AuthoringError
from grader.exercise import Misconception
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding


def check_misconceptions(key: ExerciseKey, where: str) -> Iterator[Finding]:
    """Misconceptions that earn points, or that are taken for another one."""
    for misconception in key.misconceptions:
        try:
            yield from _check(key, misconception, where)
        except AuthoringError as error:
            line = line_of(misconception.wrong)
            yield Finding(code="misconception.fails", path=where, line=line, fault=error.fault, cure=error.cure)


def _check(key: ExerciseKey, misconception: Misconception, where: str) -> Iterator[Finding]:
    name, line = misconception.name, line_of(misconception.wrong)
    items = [item for item in key.exercise.items if misconception.of in {item.id, item.function}]
    judged = {item.id: diagnosed(key, {**key.functions, item.function: misconception.wrong}, item) for item in items}
    missed = {one: judgement for one, judgement in judged.items() if judgement.fraction < 1}
    if not missed:
        fault = f"the misconception {name} earns full points for {misconception.of}"
        cure = "Add a case that tells it from the reference, or remove it"
        yield Finding(code="misconception.not_caught", path=where, line=line, fault=fault, cure=cure)
    for one, judgement in missed.items():
        if judgement.is_open:
            said = " ".join(said.text for said in judgement.feedback[:1])
            fault = f"the misconception {name} cannot be judged by {one}: {said}"
            cure = "Let it give an answer that the item can compare"
            yield Finding(code="misconception.not_named", path=where, line=line, fault=fault, cure=cure)
            continue
        codes = [said.code for said in judgement.feedback if said.code.startswith("misconception.")]
        if f"misconception.{name}" in codes:
            continue
        if codes:
            other = codes[0].partition(".")[2]
            fault = f"the misconceptions {name} and {other} give the same on all inputs of {one}"
            cure = "Add a case that tells them apart, or make one of them"
            yield Finding(code="misconception.confused", path=where, line=line, fault=fault, cure=cure)
        else:
            fault = f"the misconception {name} is caught by {one}, but not named"
            cure = "Let it give an answer that the item can compare, or mend its `explains`"
            yield Finding(code="misconception.not_named", path=where, line=line, fault=fault, cure=cure)
