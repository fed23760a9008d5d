"""Files that an exercise's may be under another name, for a course that lets them count.

Each is taken for one exercise at most, and an exercise takes one at most: where two files are near one exercise, or two
exercises near one file, nothing is taken. Which exercises there are is a matter of the course, and not of how many are
judged at a time: the same file counts for the same exercise whatever was asked for.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from grader.judging.misnamed_file import is_exercise, misnamed_file, right_name
from grader.judging.notebooks import counts_instead, is_notebook, meant_notebooks
from grader.model.feedback import Feedback, SourceLine
from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.submission import Submission
from grader.sandbox.imports import file_of

if TYPE_CHECKING:
    from grader.judging.key import CourseKey


class Taken(NamedTuple):
    """A submission as it is judged."""

    submission: Submission
    """With the files under their exercises' names."""
    files: Mapping[str, str]
    """Exercise to the file that was taken for its own."""


def take_near_names(submission: Submission, key: "CourseKey") -> Taken:
    """The submission with the files that count; as it is, where the course wants exact names."""
    files = near_names(_at_the_top(submission.files), key.names) if key.course.accepts_near_names else {}
    if not files:
        return Taken(submission, {})
    added = {right_name(exercise, file): submission.files[file] for exercise, file in files.items()}
    # What another file can import stays importable; no item asks for it, as it is no exercise's
    gone = {file for file in files.values() if not _is_module(file)}
    kept = {name: content for name, content in submission.files.items() if name not in gone}
    return Taken(replace(submission, files=dict(sorted({**kept, **added}.items()))), files)


def tell_taken(
    report: Report, submission: Submission, near: Mapping[str, str], notes: Mapping[str, Feedback]
) -> Report:
    """The report on the submission as it was handed in, with what its student has to know of an exercise's file.

    Parameters
    ----------
    report : Report
        On the submission as it was judged.
    submission : Submission
        As it was handed in.
    near : mapping of str to str
        Exercise to the file that was taken for its own.
    notes : mapping of str to Feedback
        What else there is to say of an exercise's file.
    """
    if not near and not notes:
        return report
    exercises = tuple(_told(exercise, near.get(exercise.id), notes.get(exercise.id)) for exercise in report.exercises)
    info = report.submission.model_copy(update={"digest": submission.digest})
    return report.model_copy(update={"exercises": exercises, "submission": info})


def near_names(files: Collection[str], exercises: Collection[str]) -> dict[str, str]:
    """For each exercise without a file the one that it may be, if that is near no other exercise."""
    near = {name: misnamed_file(name, files, exercises) for name in sorted(exercises)}
    # Also what an exercise that has its file could mean: a second copy of that is nobody else's
    wanted = list(near.values())
    return {
        name: file
        for name, file in near.items()
        if file is not None and file_of(name, files) is None and wanted.count(file) == 1
    }


def about_names(contents: Mapping[str, bytes], key: "CourseKey") -> list[str]:
    """Sentences on the files of a submission that count for nothing under their names, and on those that were taken."""
    files = _at_the_top(contents)
    near = {file: name for name, file in near_names(files, key.names).items()}
    meant = meant_notebooks(contents, key)
    counted = {notebook for name, notebook in meant.items() if not counts_instead(name, contents)}
    sentences = []
    for file in sorted(files):
        right = right_name(near[file], file) if file in near else ""
        if file in counted:
            continue
        if right and key.course.accepts_near_names:
            sentences.append(f"`{file}` was taken for {right}.")
        elif right:
            sentences.append(f"There is no {right}; there is `{file}`, which has to be renamed to {right}.")
        elif is_notebook(file):
            sentences.append(f"`{file}` counts for no exercise that is graded here.")
        elif not _is_module(file) and not is_exercise(file, key.names):
            sentences.append(f"`{file}` cannot be imported under this name.")
    return sentences


def _at_the_top(files: Collection[str]) -> list[str]:
    """Without those of packages, which are imported as they lie, and are no exercise's."""
    return [file for file in files if "/" not in file]


def _is_module(file: str) -> bool:
    return file.endswith(".py") and file.removesuffix(".py").isidentifier()


def _told(exercise: ExerciseScore, near: str | None, note: Feedback | None) -> ExerciseScore:
    """The exercise; its first item says which file was looked at, as the report of the whole is not kept."""
    first, *rest = exercise.items
    notes = [] if note is None else [note]
    if near is not None:
        right = right_name(exercise.id, near)
        first, *rest = (_in_its_file(item, right, near) for item in exercise.items)
        text = f"There is no {right}; `{near}` was taken for it."
        notes.insert(0, Feedback(code="note.near_name", text=text))
    feedback = (*first.feedback, *notes)
    return exercise.model_copy(update={"items": (first.model_copy(update={"feedback": feedback}), *rest)})


def _in_its_file(item: ItemScore, name: str, file: str) -> ItemScore:
    """The item, whose places are in the file that there is."""

    def there(line: SourceLine | None) -> SourceLine | None:
        return line.model_copy(update={"file": file}) if line is not None and line.file == name else line

    witness = item.witness and item.witness.model_copy(update={"place": there(item.witness.place)})
    return item.model_copy(update={"witness": witness, "defined_at": there(item.defined_at)})
