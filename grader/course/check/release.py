"""Whether an exercise can be released: what students get of it is made, and proved, as `grade release` does."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.course.check.alternatives import alternatives
from grader.course.check.drawn_once import drawn_once
from grader.course.check.edges import missing_edges
from grader.course.check.examine import SECONDS, catches
from grader.course.check.findings import finding_of
from grader.course.release.build import build, prove
from grader.course.release.bundle import FOLDER
from grader.course.release.shared_expressions import shared_expressions, without
from grader.errors import AuthoringError
from grader.exercise import Course
from grader.items.function import FunctionItem
from grader.items.item import Item
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.checked import Finding


def check_release(folder: Path, course: Course, key: ExerciseKey) -> tuple[list[Finding], ExerciseKey | None]:
    """What keeps an exercise from being given to students; and the key that they get, once it is due.

    A misconception that loses points when it is graded, and none by what students get, or the other way round, is a
    finding, and so is a right solution: who saw a tick has no reason to look again. Mutants are asked where they are
    tried.
    """
    alone = CourseKey(course, (key,)).after_due
    try:
        files = build(folder, alone)
        released = prove(files, alone).exercises
    except AuthoringError as error:
        return [finding_of(error, folder, "release.fails")], None
    if not released:
        return [], None
    findings = [*_warn_of_shared(key, released[0], files), *_warn_of_edges(key, released[0])]
    once = drawn_once(key)
    for name, functions in _others(key):
        different = differing(once, released[0], {**key.functions, **functions}, {*functions}, seconds=None)
        findings += [finding_of_difference(key, item, name) for item in different]
    return findings, released[0]


def _others(key: ExerciseKey) -> Iterator[tuple[str, dict[str, Any]]]:
    """What else a student may hand in, in words: misconceptions, and right solutions in other styles."""
    for misconception in key.misconceptions:
        names = {item.function for item in key.exercise.items if misconception.of in {item.id, item.function}}
        yield f"the misconception {misconception.name}", dict.fromkeys(names, misconception.wrong)
    examined = {item.function for item in key.exercise.items}
    for alternative in alternatives(key):
        functions = {name: function for name, function in alternative.functions.items() if name in examined}
        yield f"tests/alternatives/{alternative.name}", functions


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


def _warn_of_edges(key: ExerciseKey, released: ExerciseKey) -> Iterator[Finding]:
    """`release.edges`: what is wrong at an edge only loses points when it is graded, and none by what students get."""
    there = {item.id: item for item in released.exercise.items if item.id not in released.only_instructor}
    for item in key.exercise.items:
        rows = there.get(item.id)
        if not isinstance(item, FunctionItem) or not isinstance(rows, FunctionItem) or not item.inputs:
            continue
        if left := missing_edges(key, item, rows.cases):
            fault = f"item {item.id}: no arguments that students get are such that {' or '.join(left)}, but a case is"
            cure = "Add such arguments to `examples`, which students get beside drawn ones"
            path = f"exercises/{key.name}.py"
            yield Finding(code="release.edges", path=path, fault=fault, cure=cure, is_warning=True)


def differing(
    key: ExerciseKey,
    released: ExerciseKey,
    functions: Mapping[str, Any],
    changed: Collection[str],
    seconds: float | None = SECONDS,
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
    seconds : float, optional
        Processor time for an item, after which it counts as wrong; None for functions that come to an end.
    """
    there = {item.id: item for item in released.exercise.items if item.id not in released.only_instructor}
    both = [item for item in key.exercise.items if item.function in changed and item.id in there]
    both = [item for item in both if not released.asked_by(item.id) & {*changed}]

    def is_wrong(key: ExerciseKey, item: Item) -> bool:
        return catches(key, functions, item, seconds=seconds)

    return [item.id for item in both if is_wrong(key, item) != is_wrong(released, there[item.id])]


def finding_of_difference(key: ExerciseKey, item: str, name: str) -> Finding:
    """`release.differs`."""
    fault = f"item {item}: {name} is wrong when it is graded and right by what students get, or the other way round"
    cure = "Add arguments that tell it to `examples`, which students get beside drawn ones"
    return Finding(code="release.differs", path=f"exercises/{key.name}.py", fault=fault, cure=cure)
