"""A bundle as a folder, and as a zip that is the same, byte by byte, whenever the same course is written."""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from grader.course.release.build import digest
from grader.course.release.bundle import FILE
from grader.errors import UsageError

# The earliest that a zip file can say: the same content is the same bytes, whenever it is written.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
"""Rights of a file, where a zip has them: in the upper half of its external attributes."""


def write(files: Mapping[str, bytes], folder: Path, *, as_zip: bool = False) -> None:
    """Write the bundle into a folder, and as `FOLDER.zip` beside it if that is wanted.

    An earlier release in their place is replaced, as long as nobody has worked in it.

    Raises
    ------
    UsageError
        If there is something else at one of the paths, or one cannot be written; nothing is lost then.
    """
    archive = folder.with_name(f"{folder.name}.zip")
    if fault := _in_the_way(folder):
        raise UsageError(f"{folder} {fault}; name a new folder")
    if as_zip and archive.exists() and not _is_zip_of_ours(archive):
        raise UsageError(f"{archive} is no earlier release; name a new folder")
    try:
        _write_folder(files, folder)
        if as_zip:
            archive.write_bytes(zipped(files, folder.name))
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be written: {error.strerror}") from error


def _write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def zipped(files: Mapping[str, bytes], top: str) -> bytes:
    """The zip's bytes: sorted, undated, and stored as they are, since compressors differ from machine to machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(str(PurePosixPath(top) / path), _DATE)
            entry.create_system, entry.external_attr = 3, _MODE  # 3 is Unix, on whatever system it is written
            archive.writestr(entry, content)
    return buffer.getvalue()


def _in_the_way(folder: Path) -> str:
    """Why a folder may not be replaced; empty if it may."""
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "is a file"
    present = {str(path.relative_to(folder).as_posix()): path for path in folder.rglob("*") if not path.is_dir()}
    if not present:
        return ""
    before = written(folder)
    if before is None:
        return "is not empty and no earlier release"
    for name, path in present.items():  # a student's own file, or one of ours that is not as we wrote it
        if name != FILE and (path.is_symlink() or before.get(name) != digest(path.read_bytes())):
            return f"is an earlier release, but somebody has worked on {name}"
    return ""


def written(folder: Path) -> dict[str, Any] | None:
    """What an earlier release wrote, by path; None if there is none."""
    try:
        content = json.loads((folder / FILE).read_text("utf-8"))
        return dict(content["files"]) if str(content["schema"]).startswith("grade-bundle/") else None
    except (OSError, ValueError, KeyError, TypeError):  # no JSON, or JSON of another form
        return None


def _is_zip_of_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(f"/{FILE}") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
