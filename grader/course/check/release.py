"""Whether an exercise can be released: what students get of it is made, and proved, as `grade release` does."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.course.check.examine import catches
from grader.course.check.findings import finding_of
from grader.course.release.build import build, prove
from grader.course.release.bundle import FOLDER
from grader.course.release.shared_expressions import shared_expressions, without
from grader.errors import AuthoringError
from grader.exercise import Course
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.checked import Finding


def check_release(folder: Path, course: Course, key: ExerciseKey) -> tuple[list[Finding], ExerciseKey | None]:
    """What keeps an exercise from being given to students; and the key that they get, once it is due.

    A misconception that loses points when it is graded, and none by what students get, or the other way round, is a
    finding: who saw a tick has no reason to look again. Mutants are asked where they are tried.
    """
    alone = CourseKey(course, (key,)).after_due
    try:
        files = build(folder, alone)
        released = prove(files, alone).exercises
    except AuthoringError as error:
        return [finding_of(error, folder, "release.fails")], None
    if not released:
        return [], None
    findings = [*_warn_of_shared(key, released[0], files)]
    for misconception in key.misconceptions:
        functions = {item.function for item in key.exercise.items if misconception.of in {item.id, item.function}}
        wrong = {**key.functions, **dict.fromkeys(functions, misconception.wrong)}
        what = f"the misconception {misconception.name}"
        findings += [finding_of_difference(key, item, what) for item in differing(key, released[0], wrong, functions)]
    return findings, released[0]


def _warn_of_shared(key: ExerciseKey, released: ExerciseKey, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """`release.shared`: what students get as source computes what a reference does."""
    checks = files.get(f"{FOLDER}/{key.name}.py", b"").decode()
    checks = without(checks, [equation.function.__name__ for equation in released.equations.values()])
    solution, functions = Path(key.where).read_text("utf-8"), {item.function for item in key.exercise.items}
    for shared in shared_expressions(checks, solution, functions):
        fault = (
            f"students get `{shared.released}` with a `fault` or `where`, and the reference of {shared.function} "
            f"computes `{shared.of_reference}`"
        )
        cure = "Compute it in another way, for the inputs of that item only, or let the item have withholds_fault=True"
        path = f"exercises/{key.name}.py"
        yield Finding(code="release.shared", path=path, fault=fault, cure=cure, is_warning=True)


def differing(
    key: ExerciseKey, released: ExerciseKey, functions: Mapping[str, Any], changed: Collection[str]
) -> list[str]:
    """The items that are right by one key and wrong by the other, of those that students can try.

    An item that is compared with changed functions there is open, until they are right.

    Parameters
    ----------
    key : ExerciseKey
        What submissions are graded with.
    released : ExerciseKey
        What students get.
    functions : mapping of str to callable
        What stands in the place of a submission.
    changed : collection of str
        Names of the functions that are not the reference's.
    """
    there = {item.id: item for item in released.exercise.items if item.id not in released.only_instructor}
    both = [item for item in key.exercise.items if item.function in changed and item.id in there]
    both = [item for item in both if not released.asked_by(item.id) & {*changed}]
    return [item.id for item in both if catches(key, functions, item) != catches(released, functions, there[item.id])]


def finding_of_difference(key: ExerciseKey, item: str, what: str) -> Finding:
    """`release.differs`."""
    fault = f"item {item}: {what} is wrong when it is graded and right by what students get, or the other way round"
    cure = "Add arguments that tell it to `examples`, which students get beside drawn ones"
    return Finding(code="release.differs", path=f"exercises/{key.name}.py", fault=fault, cure=cure)
