"""Checks the exercises of a course on all processors, each in a process of its own that cannot hang the others.

One exercise: files ▸ key ▸ laws ▸ reference, stub as submissions ▸ misconceptions ▸ properties ▸ decisive inputs ▸
release ▸ mutants ▸ attacks
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from grader.course.check.attacks import check_attacks, check_properties
from grader.course.check.check_cache import recall, remember
from grader.course.check.decisive import check_decisive
from grader.course.check.files import check_files, orphans
from grader.course.check.findings import finding_of, finding_of_raised, seen_from
from grader.course.check.laws import check_laws, with_mutants
from grader.course.check.mutation import check_mutants
from grader.course.check.reach import check_reach
from grader.course.check.release import check_release
from grader.course.check.solution import check_key, check_misconceptions
from grader.course.check.submissions import check_submissions
from grader.course.load import load_course
from grader.errors import AuthoringError
from grader.exercise import Course
from grader.judging.key import ExerciseKey
from grader.maths.deadline import within
from grader.model.checked import Checked, Finding
from grader.sandbox.levels.sandbox import Sandbox

_MOST_SECONDS = 600.0
"""That the check of one exercise may take, in which all its mutants are tried."""


def check(
    folder: Path, names: Sequence[str], *, again: bool = False, tell: Callable[[Checked], None] = lambda _: None
) -> list[Checked]:
    """What is known of each exercise, in the order of their names.

    Parameters
    ----------
    folder : Path
        The course.
    names : sequence of str
        The exercises to check.
    again : bool
        Also those that were sound when they were last checked, and have not changed since.
    tell : callable
        Told of each exercise when it is done.
    """
    known = {} if again else {name: checked for name in names if (checked := recall(folder, name))}
    done = dict(known)
    for checked in known.values():
        tell(checked)
    for checked in _checked(folder, [name for name in names if name not in known]):
        remember(folder, checked)
        done[checked.exercise] = checked
        tell(checked)
    return [done[name] for name in names]


def check_course(folder: Path) -> list[Finding]:
    """What is wrong with the course as a whole."""
    return list(orphans(folder))


def _checked(folder: Path, names: Sequence[str]) -> Iterator[Checked]:
    workers = min((os.cpu_count() or 1) + 1, len(names))  # one more: attacks that hold back are waited for
    if workers < 2:
        yield from (_check(folder, name) for name in names)
        return
    # forked workers have the libraries already, which take long to load; Windows cannot fork
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method)) as pool:
        for future in as_completed([pool.submit(_check, folder, name) for name in names]):
            yield future.result()


def _check(folder: Path, name: str) -> Checked:
    """The check, in a child: code of an exercise that never ends, or that ends the process, is a finding."""
    start = time.monotonic()
    checked = within(_MOST_SECONDS, check_exercise, folder, name)
    if checked is not None:
        return checked
    if time.monotonic() - start < _MOST_SECONDS:
        fault = "the process that checked it has ended, by its own code or for lack of memory"
        cure = "See that loading the exercise and calling its solution neither ends Python nor takes all memory"
    else:
        fault = f"its check did not end within {_MOST_SECONDS:g} seconds"
        cure = "See that loading the exercise and its solution comes to an end"
    finding = Finding(code="spec.hangs", path=f"exercises/{name}.py", fault=fault, cure=cure)
    return Checked(exercise=name, findings=(finding,))


def check_exercise(folder: Path, name: str) -> Checked:
    """What is known of an exercise; each stage only once the one before has found nothing."""
    start = time.perf_counter()
    try:
        checked = _check_loaded(folder, name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - one exercise's, or ours: the others are checked all the same
        checked = Checked(exercise=name, findings=(finding_of_raised(error, folder, name),))
    return checked.model_copy(update={"seconds": round(time.perf_counter() - start, 2)})


def _check_loaded(folder: Path, name: str) -> Checked:
    try:
        course = load_course(folder, [name])
    except AuthoringError as error:
        return Checked(exercise=name, findings=(finding_of(error, folder, "spec.invalid"),))
    return _check_in_stages(folder, course.course, course.exercises[0])


def _check_in_stages(folder: Path, course: Course, key: ExerciseKey) -> Checked:
    where = seen_from(folder, key.where)
    findings: list[Finding] = [*check_files(folder, key), *check_key(key, where)]
    done = Checked(exercise=key.name, items=len(key.exercise.items), misconceptions=len(key.misconceptions))
    # with a wrong key, every other finding would be about that
    if any(finding.code.startswith(("key.", "stub.missing", "docstring.missing")) for finding in findings):
        return done.model_copy(update={"findings": tuple(findings)})
    laws = check_laws(key, where)
    findings += laws.findings
    if any(not finding.is_warning for finding in laws.findings):
        return done.model_copy(update={"findings": tuple(findings), "backing": laws.backing})
    sandbox = Sandbox()
    try:
        findings += [*check_submissions(folder, key, sandbox), *check_misconceptions(key, where)]
        findings += [*check_properties(key), *check_reach(key, where), *check_decisive(key)]
        of_release, released = check_release(folder, course, key)
        findings += of_release
        findings = _without_consequences(findings)
        if any(not finding.is_warning for finding in findings):
            return done.model_copy(update={"findings": tuple(findings), "backing": laws.backing})
        # last, since they take by far the longest: of an exercise that has a fault already they would tell little
        mutants = check_mutants(key, where, released)
        succeeded, attacks = check_attacks(key, sandbox, where)
    finally:
        sandbox.close()
    return done.model_copy(
        update={
            "findings": (*findings, *mutants.findings, *succeeded),
            "mutants": mutants.counted,
            "margin": mutants.margin,
            "backing": with_mutants(laws.backing, mutants.refuted, key),
            "attacks": attacks,
        }
    )


def _without_consequences(findings: list[Finding]) -> list[Finding]:
    """Without those of a stub that go away with another one: what earns is stale as well, what is stale may crash."""
    codes = {finding.code for finding in findings}
    if "stub.earns" in codes:
        return [finding for finding in findings if finding.code != "stub.stale"]
    if "stub.stale" in codes:
        return [finding for finding in findings if finding.code != "stub.crashes"]
    return findings
