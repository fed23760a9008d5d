"""Reads a student's work: the Python files of one folder, as bytes. Nothing is run, and no link is followed."""

import itertools
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.errors import UsageError
from grader.model.feedback import Feedback
from grader.model.submission import Submission

MAX_FILES = 200
MAX_ENTRIES = 1000
"""As many names of a folder are looked at for what may be meant."""
MAX_FILE_BYTES = 1024 * 1024
_STUBS = "student_template"
_NEARLY = (".ipynb", ".py.txt", ".pyw", ".py")
"""How names of files end that hold Python and are not read; `.PY` is one of them."""


def read_submission(folder: Path, student: str | None = None) -> Submission:
    """The submission in a folder.

    Parameters
    ----------
    folder : Path
        Holds the student's files; folders inside it are not read.
    student : str, optional
        Whose it is; the folder's name if it is left out.

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
    for path in _python_files(folder):
        content = read_file(path) if len(files) < MAX_FILES else f"there are more than {MAX_FILES} files"
        if isinstance(content, str):
            notes.append(Feedback(code="submission.not_read", text=f"{path.name} was not read: {content}."))
        else:
            files[path.name] = content
    notes += [Feedback(code="submission.not_read", text=text) for text in _nearly_python(folder, files)]
    if not files:
        notes.append(Feedback(code="submission.empty", text=_why_empty(folder)))
    return Submission(id=student or folder.resolve().name or "submission", files=files, notes=tuple(notes))


def _nearly_python(folder: Path, files: Collection[str]) -> Iterator[str]:
    """Sentences on files that would be Python under another name: they are not read, and nothing else says so."""
    for name in sorted(path.name for path in _entries(folder)):
        suffix = next((suffix for suffix in _NEARLY if name.lower().endswith(suffix) and not name.endswith(".py")), "")
        stem = name[: len(name) - len(suffix)] if suffix else ""
        if stem and f"{stem}.py" not in files and not stem.startswith("."):
            is_notebook = suffix == ".ipynb"
            what = "a notebook, which is not read: save its code as" if is_notebook else "not read: rename it to"
            yield f"`{name}` is {what} {stem}.py."


def _why_empty(folder: Path) -> str:
    """That there is nothing to read, and where it may be: in a folder inside, or still among the stubs."""
    empty = "There is no Python file in this folder"
    for inner in sorted(path for path in _entries(folder) if not path.name.startswith((".", "__"))):
        is_folder = inner.is_dir() and not inner.is_symlink()
        if is_folder and (names := sorted(path.name for path in _entries(inner) if path.suffix == ".py")):
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
        # Opened first and asked afterwards, so that what is read is what was looked at
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return "it is a link" if path.is_symlink() else str(error.strerror).lower()
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "it is no ordinary file"
        content = file.read(MAX_FILE_BYTES + 1)
    return content if len(content) <= MAX_FILE_BYTES else f"it is larger than {MAX_FILE_BYTES // 2**20} MiB"


def _python_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".py")
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from error
