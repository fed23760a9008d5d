"""Reads a student's work: the Python files of one folder, as bytes. Nothing is run, and no link is followed."""

import os
import stat
from pathlib import Path

from grader.errors import UsageError
from grader.model.feedback import Feedback
from grader.model.submission import Submission

MAX_FILES = 200
MAX_FILE_BYTES = 1024 * 1024


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
    if not files:
        text = "There is no Python file in this folder; copy the stubs of `student_template/` into it to begin."
        notes.append(Feedback(code="submission.empty", text=text))
    return Submission(id=student or folder.resolve().name or "submission", files=files, notes=tuple(notes))


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
