"""Reads a student's work: the Python files and notebooks of one folder. Nothing is run, and no link is followed.

Of the folders inside it those are read that its files import, with what is in them: an old copy or a forgotten
environment beside the work is no part of it.
"""

import itertools
import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from grader.course.in_reach import CHECKS, is_bundle
from grader.course.listing import STUBS, TREES
from grader.course.read_notebook import MAX_NOTEBOOK_BYTES, read_notebook
from grader.errors import UsageError
from grader.judging.misnamed_file import PYTHON_ENDINGS, misnamed_file
from grader.judging.notebooks import is_notebook
from grader.model.counted import counted
from grader.model.feedback import Feedback
from grader.model.hints import HINTS_FILE, NO_HINTS, Hints, parse_hints
from grader.model.submission import Submission
from grader.sandbox.cells import NOTEBOOK
from grader.sandbox.imports import file_of, folders_imported

# A forgotten environment has tens of thousands; a course has one file for each exercise.
MAX_FILES = 200
MAX_NOTES = 5
"""Of so many files that could not be read it is said why; of the others, which they are."""
MAX_ENTRIES = 1000
"""As many names of a folder are looked at for what may be meant."""
MAX_DEPTH = 8
"""So deep are folders in folders looked into."""
MAX_FILE_BYTES = 1024 * 1024
_NEARLY = sorted(PYTHON_ENDINGS, key=len, reverse=True)


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
    files, unread, count = _read_all(folder, first)
    notes = list(_on_unread(unread))
    if count > MAX_FILES:
        text = f"Of {count} files with code {MAX_FILES} were read, those of the exercises first."
        notes.append(_not_read(text))
    notes += [_not_read(text) for text in _nearly_python(folder, files, first)]
    if files or unread:
        notes += [_not_read(text) for text in _in_folders_inside(folder, files, first)]
    else:
        notes.append(Feedback(code="submission.empty", text=_why_empty(folder, first)))
    hints = read_hints(folder)
    if isinstance(hints, str):
        notes.append(_not_read(unread_hints(hints)))
        hints = NO_HINTS
    name = student or folder.resolve().name or "submission"
    return Submission(id=name, files=dict(sorted(files.items())), notes=tuple(notes), hints=hints)


def _read_all(folder: Path, first: Collection[str]) -> tuple[dict[str, bytes], list[tuple[str, str]], int]:
    """Name and content of each file; name of each that was not read, with the reason; how many there are in all."""
    files: dict[str, bytes] = {}
    unread: list[tuple[str, str]] = []
    count = 0
    for paths in _in_turn(folder, first, files):
        names = {path.name for path in paths}
        for path in paths[: max(0, MAX_FILES - count)]:
            name = path.relative_to(folder).as_posix()
            content = as_graded(name, read_file(path))
            if isinstance(content, bytes):
                files[name] = content
            elif not is_beside_its_code(name, names):
                unread.append((name, content))
        count += len(paths)
    return files, unread, count


def read_hints(folder: Path) -> Hints | str:
    """Which hints were shown, as a folder of work says; none where no such file is there; why it is not read."""
    path = folder / HINTS_FILE
    return as_hints(read_file(path)) if os.path.lexists(path) else NO_HINTS


def as_hints(content: bytes | str) -> Hints | str:
    """The hints in a file that was read; why it was not read, where that is so."""
    return parse_hints(content) if isinstance(content, bytes) else content


def unread_hints(why: str) -> str:
    """The note on a `hints.json` that is not read."""
    return f"{HINTS_FILE} was not read: {why}. No hint is counted."


def _on_unread(unread: Sequence[tuple[str, str]]) -> Iterator[Feedback]:
    """Why the first few were not read, and which the others are."""
    for name, why in unread[:MAX_NOTES]:
        yield _not_read(f"{name} was not read: {why}.")
    if others := [name for name, _ in unread[MAX_NOTES:]]:
        yield _not_read(f"{counted(len(others), 'more file')} could not be read: {', '.join(others)}.")


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
    told = {misnamed_file(exercise, files, exercises) for exercise in exercises if file_of(exercise, files) is None}
    for name in sorted(path.name for path in _entries(folder)):
        suffix = next((suffix for suffix in _NEARLY if name.lower().endswith(suffix) and not name.endswith(".py")), "")
        stem = name[: len(name) - len(suffix)] if suffix else ""
        if stem and f"{stem}.py" not in files and not stem.startswith(".") and name not in told:
            yield f"`{name}` is not read: rename it to {stem}.py."


def _in_folders_inside(folder: Path, files: Collection[str], exercises: Collection[str]) -> Iterator[str]:
    """Sentences on exercises whose file lies in a folder inside, as `week1/mean.py`."""
    own = {CHECKS} if is_bundle(folder) else set()  # what students got, and are to leave as it is
    for inner in sorted(path for path in _entries(folder) if path.name not in own and _is_folder(path)):
        for name in sorted(f"{exercise}{ending}" for exercise in exercises for ending in (".py", NOTEBOOK)):
            is_read = name in files or f"{inner.name}/{name}" in files
            if not is_read and (inner / name).is_file() and not inner.name.startswith((".", "__")):
                yield f"`{inner.name}/{name}` is not read: put it beside your other files."


def _why_empty(folder: Path, exercises: Collection[str]) -> str:
    """That there is nothing to read, and where it may be: in a folder inside, or still among the stubs."""
    empty = "There is no Python file or notebook in this folder"
    found = next(_files_inside(folder, exercises), None)
    if found is not None:
        return f"{empty}; there is {found.name} in `{found.parent.name}/`: grade that folder."
    if any((above / STUBS).is_dir() for above in (folder.resolve(), *folder.resolve().parents, Path.cwd())):
        return f"{empty}; copy the stubs of `{STUBS}/` into it to begin."
    return f"{empty}; grade the folder that holds your work."


def _files_inside(folder: Path, exercises: Collection[str]) -> Iterator[Path]:
    """Files with code in the folders inside, those of exercises first; of a course, those only, and not its own."""
    is_course = (folder / STUBS).is_dir()
    inside = sorted(path for path in _entries(folder) if _is_folder(path) and not path.name.startswith((".", "__")))
    if is_course:
        inside = [path for path in inside if path.name not in TREES]
    endings = (".py", NOTEBOOK)
    named = (inner / f"{name}{ending}" for inner in inside for name in sorted(exercises) for ending in endings)
    yield from (path for path in named if path.is_file())
    if not is_course:
        yield from (path for inner in inside for path in sorted(_entries(inner)) if path.suffix in endings)


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
    most = most_bytes(path.name)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(most + 1)  # one more than allowed tells that there is more
    return content if len(content) <= most else too_large(path.name)


def most_bytes(name: str) -> int:
    """How large a file with this name may be."""
    return MAX_NOTEBOOK_BYTES if is_notebook(name) else MAX_FILE_BYTES


def too_large(name: str) -> str:
    """Why a file with this name that is larger was not read."""
    return f"it is larger than {most_bytes(name) // 2**20} MiB"


def is_beside_its_code(name: str, others: Collection[str]) -> bool:
    """Whether it is a notebook whose code lies beside it as a Python file, which is what counts."""
    return is_notebook(name) and f"{name[: -len(NOTEBOOK)]}.py" in others


def as_graded(name: str, content: bytes | str) -> bytes | str:
    """What is graded of a file that was read: of a notebook its code; why it was not read, where that is so."""
    return read_notebook(name, content) if is_notebook(name) and isinstance(content, bytes) else content


def _python_files(folder: Path, first: Collection[str]) -> list[Path]:
    """Those of the exercises first, each by name."""
    try:
        endings = (*PYTHON_ENDINGS, NOTEBOOK)
        paths = [path for path in folder.iterdir() if path.name.lower().endswith(endings)]
        # Hidden ones are none of the student's, as `._xor.ipynb` of macOS
        paths = [path for path in paths if not (is_notebook(path.name) and path.name.startswith("."))]
        return sorted(paths, key=lambda path: (path.stem not in first, path))
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from error
