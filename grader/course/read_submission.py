"""Reads a student's work: the Python files of one folder, as bytes. Nothing is run, and no link is followed.

Of the folders inside it those are read that its files import, with what is in them: an old copy or a forgotten
environment beside the work is no part of it.
"""

import itertools
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.judging.misnamed_file import PYTHON_ENDINGS, misnamed_file
from grader.model.counted import counted
from grader.model.feedback import Feedback
from grader.model.submission import Submission
from grader.sandbox.imports import folders_imported

# A forgotten environment has tens of thousands; a course has one file for each exercise.
MAX_FILES = 200
MAX_NOTES = 5
"""Of so many files that could not be read it is said why; of the others, which they are."""
MAX_ENTRIES = 1000
"""As many names of a folder are looked at for what may be meant."""
MAX_DEPTH = 8
"""So deep are folders in folders looked into."""
MAX_FILE_BYTES = 1024 * 1024
_STUBS = "student_template"
NOTEBOOK = ".ipynb"
_NEARLY = (NOTEBOOK, *sorted(PYTHON_ENDINGS, key=len, reverse=True))


def read_submission(folder: Path, student: str | None = None, first: Collection[str] = ()) -> Submission:
    """The submission in a folder.

    Parameters
    ----------
    folder : Path
        Holds the student's files, and the packages that they import.
    student : str, optional
        Whose it is; the folder's name if it is left out.
    first : collection of str
        Names of the exercises, whose files are read first: of very many, some are left out.

    Raises
    ------
    UsageError
        If there is no such folder, or it cannot be read.
    """
    if not folder.exists():
        raise UsageError(f"there is no folder {folder}")
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; name the folder that holds it")
    files: dict[str, bytes] = {}
    notes: list[Feedback] = []
    unread: list[str] = []
    paths: list[Path] = []
    for more in _in_turn(folder, first, files):
        for path in more[: max(0, MAX_FILES - len(paths))]:
            content, name = read_file(path), path.relative_to(folder).as_posix()
            if isinstance(content, str):
                unread.append(name)
                notes.append(_not_read(f"{name} was not read: {content}."))
            else:
                files[name] = content
        paths += more
    if len(unread) > MAX_NOTES:
        others = ", ".join(unread[MAX_NOTES:])
        notes[MAX_NOTES:] = [_not_read(f"{counted(len(unread) - MAX_NOTES, 'more file')} could not be read: {others}.")]
    if len(paths) > MAX_FILES:
        text = f"Of {len(paths)} Python files {MAX_FILES} were read, those of the exercises first."
        notes.append(_not_read(text))
    notes += [_not_read(text) for text in _nearly_python(folder, files, first)]
    if files:
        notes += [_not_read(text) for text in _in_folders_inside(folder, files, first)]
    else:
        notes.append(Feedback(code="submission.empty", text=_why_empty(folder)))
    name = student or folder.resolve().name or "submission"
    return Submission(id=name, files=dict(sorted(files.items())), notes=tuple(notes))


def is_package_name(name: str) -> bool:
    """Whether a folder can be imported from by its name."""
    return name.isidentifier() and not name.startswith("__")


def _in_turn(folder: Path, first: Collection[str], files: Mapping[str, bytes]) -> Iterator[list[Path]]:
    """The files at the top, then those in folders that what is read by then imports, until it imports no more."""
    yield _python_files(folder, first)
    folders = {path.name for path in _entries(folder) if is_package_name(path.name) and _is_folder(path)}
    while imported := sorted(folders_imported(files, folders)):
        folders.difference_update(imported)
        yield [path for name in imported for path in _python_files_below(folder / name)]


def _python_files_below(folder: Path, depth: int = 1) -> list[Path]:
    """Those in a package and in the packages in it."""
    entries = sorted(_entries(folder))
    files = [path for path in entries if path.suffix == ".py"]
    for path in entries if depth < MAX_DEPTH else ():
        if is_package_name(path.name) and _is_folder(path):
            files += _python_files_below(path, depth + 1)
    return files[:MAX_ENTRIES]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _not_read(text: str) -> Feedback:
    return Feedback(code="submission.not_read", text=text)


def _nearly_python(folder: Path, files: Collection[str], exercises: Collection[str]) -> Iterator[str]:
    """Sentences on files that would be Python under another name, where no item of an exercise says so."""
    told = {misnamed_file(exercise, files, exercises) for exercise in exercises if f"{exercise}.py" not in files}
    for name in sorted(path.name for path in _entries(folder)):
        suffix = next((suffix for suffix in _NEARLY if name.lower().endswith(suffix) and not name.endswith(".py")), "")
        stem = name[: len(name) - len(suffix)] if suffix else ""
        if stem and f"{stem}.py" not in files and not stem.startswith(".") and name not in told:
            is_notebook = suffix == NOTEBOOK
            advice = "a notebook, which is not read: save its code as" if is_notebook else "not read: rename it to"
            yield f"`{name}` is {advice} {stem}.py."


def _in_folders_inside(folder: Path, files: Collection[str], exercises: Collection[str]) -> Iterator[str]:
    """Sentences on exercises whose file lies in a folder inside, as `week1/mean.py`."""
    for inner in sorted(filter(_is_folder, _entries(folder))):
        for name in sorted(f"{exercise}.py" for exercise in exercises):
            is_read = name in files or f"{inner.name}/{name}" in files
            if not is_read and (inner / name).is_file() and not inner.name.startswith((".", "__")):
                yield f"`{inner.name}/{name}` is not read: put it beside your other files."


def _why_empty(folder: Path) -> str:
    """That there is nothing to read, and where it may be: in a folder inside, or still among the stubs."""
    empty = "There is no Python file in this folder"
    for inner in sorted(path for path in _entries(folder) if not path.name.startswith((".", "__"))):
        if _is_folder(inner) and (names := sorted(path.name for path in _entries(inner) if path.suffix == ".py")):
            return f"{empty}; there is {names[0]} in `{inner.name}/`: name that folder."
    if any((above / _STUBS).is_dir() for above in (folder.resolve(), *folder.resolve().parents, Path.cwd())):
        return f"{empty}; copy the stubs of `{_STUBS}/` into it to begin."
    return f"{empty}; name the folder that holds your work."


def _entries(folder: Path) -> list[Path]:
    """Some of what a folder holds; nothing of one that cannot be read."""
    try:
        return list(itertools.islice(folder.iterdir(), MAX_ENTRIES))
    except OSError:
        return []


def read_file(path: Path) -> bytes | str:
    """The content of one file, or why it was not read, such as "it is a link"."""
    try:
        # Opened first and asked afterwards, so that what is read is what was looked at. Without O_NONBLOCK, opening a
        # pipe waits for somebody to write into it, for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return "it is a link" if path.is_symlink() else str(error.strerror).lower()
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        return "it is a folder" if stat.S_ISDIR(mode) else "it is no ordinary file"
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)  # one more than allowed tells that there is more
    return content if len(content) <= MAX_FILE_BYTES else f"it is larger than {MAX_FILE_BYTES // 2**20} MiB"


def _python_files(folder: Path, first: Collection[str]) -> list[Path]:
    """Those of the exercises first, each by name."""
    try:
        paths = [path for path in folder.iterdir() if path.name.lower().endswith(PYTHON_ENDINGS)]
        return sorted(paths, key=lambda path: (path.stem not in first, path))
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from error
