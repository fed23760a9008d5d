"""The check of one exercise, stage by stage.

files ▸ key ▸ laws ▸ reference, stub as submissions ▸ misconceptions ▸ properties ▸ decisive inputs ▸ release ▸
mutants ▸ attacks
"""

import time
from pathlib import Path

from grader.course.check.attacks import check_attacks, check_properties
from grader.course.check.decisive import check_decisive
from grader.course.check.files import check_files
from grader.course.check.findings import finding_of, finding_of_raised, seen_from
from grader.course.check.hints import check_hints
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
from grader.model.checked import Checked, Finding
from grader.sandbox.levels.sandbox import Sandbox


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
        findings += [*check_properties(key), *check_reach(key, where), *check_decisive(key), *check_hints(key)]
        of_release, released = check_release(folder, course, key)
        findings += of_release
        findings = _without_consequences(findings)
        if any(not finding.is_warning for finding in findings):
            return done.model_copy(update={"findings": tuple(findings), "backing": laws.backing})
        # last, since they take by far the longest: of an exercise that has a fault already they would tell little
        mutants = check_mutants(key, where, released, laws)
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
