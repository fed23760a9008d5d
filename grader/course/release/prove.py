"""A bundle is tried before anybody gets it: by it alone, the reference earns all points that can be tried."""

from grader.course.bundle import key_of
from grader.course.check.examine import examine
from grader.course.release.bundle import FILE, FOLDER, Bundle
from grader.errors import AuthoringError
from grader.judging.key import CourseKey, ExerciseKey


def prove(files: dict[str, str], key: CourseKey) -> CourseKey:
    """The course as students get it; AuthoringError if the reference fails there."""
    bundle = Bundle.model_validate_json(files[FILE])
    modules = {one.name: files.get(f"{FOLDER}/{one.name}.py", "") for one in bundle.exercises}
    released = key_of(bundle, list(modules), modules, FOLDER)
    references = {one.name: one for one in key.exercises}
    for one in released.exercises:
        _prove(one, references[one.name])
    return released


def _prove(released: ExerciseKey, reference: ExerciseKey) -> None:
    for item in released.exercise.items:
        if item.id in released.only_instructor:
            continue
        judgement = examine(released, reference.functions, item)
        if judgement.fraction < 1:
            seen = judgement.witness.text if judgement.witness else " ".join(one.text for one in judgement.feedback)
            fault = f"item {item.id}: by what students get, the reference is {judgement.verdict.lower()}: {seen}"
            raise AuthoringError(f"exercises/{released.name}.py", fault, "Run `grade check`, and mend what it finds")
