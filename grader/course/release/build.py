"""The files of a bundle, as text by their path in it; and the proof that they are enough.

prove  a bundle is tried before anybody gets it: by it alone, the reference earns all points that can be tried
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.course.check.examine import examine
from grader.course.check.findings import with_place
from grader.course.load_bundle import key_of
from grader.course.release.attachments import attachments
from grader.course.release.bundle import (
    FILE,
    FOLDER,
    Bundle,
    BundledDerivative,
    BundledEquation,
    BundledExercise,
    GradedWith,
    encode,
)
from grader.course.release.from_laws import Derivative, equation_source
from grader.course.release.graded_with import requirement
from grader.course.release.places import DEFAULT, place_of
from grader.course.release.plan import Planned, plan
from grader.course.release.property_functions import cut_out
from grader.course.release.readme import readme
from grader.course.stubs import make_stub
from grader.errors import AuthoringError
from grader.judging.key import CourseKey, Equation, ExerciseKey
from grader.sandbox.wire import WireError


def build(
    folder: Path,
    key: CourseKey,
    install: str = "",
    graded_with: GradedWith | None = None,
    places: Iterable[str] = (DEFAULT,),
) -> dict[str, bytes]:
    """What students get of the course in a folder, by path.

    Parameters
    ----------
    folder : Path
        Holds `exercises/`.
    key : CourseKey
        The course, with its references.
    install : str
        From what students, and CI, install the grader, as `pip` takes it; from the package index if it is empty.
    graded_with : GradedWith, optional
        With what work is graded that counts.
    places : iterable of str
        Where the course lives: for each, what it needs in the students' folder.

    Raises
    ------
    AuthoringError
        If something of an exercise cannot be written down, or would give its answers away.
    """
    files: dict[str, bytes] = {}
    bundled = []
    for exercise_key in key.exercises:
        source = (folder / "exercises" / f"{exercise_key.name}.py").read_text("utf-8")
        try:
            planned = plan(key.course, exercise_key, source)
        except AuthoringError as error:
            raise with_place(error, exercise_key.name) from error
        files |= attachments(folder / "exercises", exercise_key.name, exercise_key.exercise.statement)
        files[f"{exercise_key.name}.py"] = make_stub(exercise_key).encode()
        if planned:
            bundled.append(_bundled(exercise_key, planned))
        if checks := _checks(planned, source, f"exercises/{exercise_key.name}.py"):
            files[f"{FOLDER}/{exercise_key.name}.py"] = checks.encode()
    install = install or requirement()
    files["README.md"] = readme(key, bundled, install, graded_with).encode()
    for name in places:
        files |= place_of(name).students(install)
    # last, for it holds the hashes of all the others
    bundle = Bundle(course=key.course, exercises=tuple(bundled), graded_with=graded_with, files=digests(files))
    # Of the course only what was decided: with a field that it does not know an older grader reads nothing
    fields = {**bundle.model_dump(by_alias=True), "course": key.course.model_dump(exclude_defaults=True)}
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    files[FILE] = f"{text}\n".encode()
    return dict(sorted(files.items()))  # the same course gives the same bytes


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file, by its path."""
    return {path: digest(content) for path, content in sorted(files.items())}


def digest(content: bytes) -> str:
    """`sha256:` and the hash of a file's content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _bundled(key: ExerciseKey, planned: tuple[Planned, ...]) -> BundledExercise:
    return BundledExercise(
        name=key.name,
        title=key.exercise.title,
        source=key.exercise.source,
        statement=key.exercise.statement,
        position=key.exercise.position,
        items=tuple(_fields(key, plan) for plan in planned),
        only_instructor=tuple(plan.item.id for plan in planned if plan.how == "instructor"),
        functions={plan.item.id: dict(plan.functions) for plan in planned if plan.functions},
        tables={plan.item.id: plan.rows for plan in planned if plan.how == "table"},
        forms={plan.item.id: plan.rows for plan in planned if plan.how != "table" and plan.rows},
        equations={plan.item.id: _bundled_equation(plan.equation) for plan in planned if plan.equation},
        derivatives={plan.item.id: _bundled_derivative(plan.derivative) for plan in planned if plan.derivative},
    )


def _checks(planned: tuple[Planned, ...], source: str, where: str) -> str:
    """Source of what stands in checks/NAME.py; empty if there is nothing."""
    names = sorted({name for part in planned for name in part.functions.values()})
    equations = (equation_source(part.item.function, part.equation.text) for part in planned if part.equation)
    return "".join((cut_out(source, names, where) if names else "", *equations))


def _bundled_equation(equation: Equation) -> BundledEquation:
    forms = {name: encode(form) for name, form in equation.forms.items()}
    return BundledEquation(equation.text, equation.function.__name__, forms)


def _bundled_derivative(derivative: Derivative) -> BundledDerivative:
    return BundledDerivative(encode(derivative.expression), derivative.symbol, derivative.order)


def _fields(key: ExerciseKey, planned: Planned) -> dict[str, object]:
    item = planned.item
    wanted = planned.fields & item.model_fields_set | {"kind"}  # defaults are left out: a later version may have others
    try:
        return {name: encode(getattr(item, name)) for name in sorted(wanted)}
    except WireError as error:
        fault = f"item {item.id}: a value cannot be written down: {error}"
        raise AuthoringError(f"exercises/{key.name}.py", fault, "Use numbers, texts, arrays or expressions") from error


def prove(files: Mapping[str, bytes], key: CourseKey) -> CourseKey:
    """The course as students get it; AuthoringError if the reference fails there."""
    bundle = Bundle.model_validate_json(files[FILE])
    sources = {exercise.name: files.get(f"{FOLDER}/{exercise.name}.py", b"") for exercise in bundle.exercises}
    modules = {name: source.decode() for name, source in sources.items()}
    released = key_of(bundle, list(modules), modules, FOLDER)
    references = {exercise_key.name: exercise_key for exercise_key in key.exercises}
    for exercise_key in released.exercises:
        _prove(exercise_key, references[exercise_key.name])
    return released


def _prove(released: ExerciseKey, reference: ExerciseKey) -> None:
    for item in released.exercise.items:
        if item.id in released.only_instructor:
            continue
        try:
            judgement = examine(released, reference.functions, item)
        except AuthoringError as error:
            raise with_place(error, released.name) from error
        if judgement.fraction < 1:
            said = " ".join(sentence.text for sentence in judgement.feedback)
            seen = judgement.witness.text if judgement.witness else said
            fault = f"item {item.id}: by what students get, the reference is {judgement.verdict.lower()}: {seen}"
            cure = (
                "Let the reference, `fault` and `where` give the same each time, and need only what their file defines"
            )
            raise AuthoringError(f"exercises/{released.name}.py", fault, cure)
