"""The whole check of one exercise."""

import time
from pathlib import Path

from grader.course.check.attacks import check_attacks
from grader.course.check.files import check_files, finding_of, seen_from
from grader.course.check.key import check_key
from grader.course.check.misconceptions import check_misconceptions
from grader.course.check.mutants import check_mutants
from grader.course.check.properties import check_properties
from grader.course.check.raised import finding_of_raised
from grader.course.check.submissions import check_submissions
from grader.course.load import load_course
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey
from grader.model.checked import Checked, Finding
from grader.sandbox.levels import Sandbox


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
        key = load_course(folder, [name]).exercises[0]
    except AuthoringError as error:
        return Checked(exercise=name, findings=(finding_of(error, folder, "spec.invalid"),))
    return _check(folder, key)


def _check(folder: Path, key: ExerciseKey) -> Checked:
    where = seen_from(folder, key.where)
    findings: list[Finding] = [*check_files(folder, key), *check_key(key, where)]
    done = Checked(exercise=key.name, items=len(key.exercise.items), misconceptions=len(key.misconceptions))
    if any(one.code.startswith(("key.", "stub.missing", "docstring.missing")) for one in findings):
        return done.model_copy(update={"findings": tuple(findings)})
    sandbox = Sandbox()
    try:
        findings += [*check_submissions(folder, key, sandbox), *check_misconceptions(key, where)]
        findings += check_properties(key)
        if any(one.code == "stub.earns" for one in findings):  # of course it is stale as well
            findings = [one for one in findings if one.code != "stub.stale"]
        if findings:
            return done.model_copy(update={"findings": tuple(findings)})
        mutants = check_mutants(key, where)
        succeeded, attacks = check_attacks(key, sandbox, where)
    finally:
        sandbox.close()
    findings = [*mutants.findings, *succeeded]
    known = {"findings": tuple(findings), "mutants": mutants.counted, "margin": mutants.margin, "attacks": attacks}
    return done.model_copy(update=known)
