"""A bundle as a folder, and zips that are the same, byte by byte, whenever the same course is written."""

import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from grader.course.release.build import digest
from grader.course.release.bundle import FILE
from grader.errors import UsageError
from grader.model.counted import counted
from grader.model.hints import HINTS_FILE

# The earliest that a zip file can say: the same content is the same bytes, whenever it is written.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE, _MODE_OF_SCRIPTS = 0o644 << 16, 0o755 << 16
"""Rights of a file, where a zip has them: in the upper half of its external attributes."""
_OURS = b"grade-release"
"""A zip's comment, by which a later release knows that it may replace it."""


def write(files: Mapping[str, bytes], folder: Path, *, as_zip: bool = False) -> None:
    """Write the bundle into a folder, and as `FOLDER.zip` beside it if that is wanted.

    An earlier release in their place is replaced, as long as nobody has worked in it.

    Raises
    ------
    UsageError
        If there is something else at one of the paths, or one cannot be written; nothing is lost then.
    """
    if fault := _in_the_way(folder):
        raise UsageError(f"{folder} {fault}")
    archives = {folder.with_name(f"{folder.name}.zip"): zipped(files, folder.name)} if as_zip else {}
    demand_replaceable(archives)
    try:
        _write_folder(files, folder)
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    write_archives(archives)


def demand_replaceable(archives: Iterable[Path]) -> None:
    """UsageError if something else than a zip of an earlier release is at one of the paths."""
    for archive in archives:
        if os.path.lexists(archive) and not _is_zip_of_ours(archive):
            raise UsageError(f"{archive} is no earlier release; name a new folder")


def write_archives(archives: Mapping[Path, bytes]) -> None:
    """Write zips where they belong; UsageError if one cannot be written."""
    for archive, content in archives.items():
        try:
            archive.parent.mkdir(parents=True, exist_ok=True)
            archive.write_bytes(content)
        except OSError as error:
            raise UsageError(f"{archive} cannot be written: {error.strerror}") from error


def _write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def zipped(files: Mapping[str, bytes], top: str = "") -> bytes:
    """The zip's bytes, all files in the folder `top` if it is named.

    Sorted, undated, and stored as they are, since compressors differ from machine to machine; what begins as a script
    does may be run.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(str(PurePosixPath(top) / path), _DATE)
            entry.create_system = 3  # 3 is Unix, on whatever system it is written
            entry.external_attr = _MODE_OF_SCRIPTS if content.startswith(b"#!") else _MODE
            archive.writestr(entry, content)
        archive.comment = _OURS
    return buffer.getvalue()


def _in_the_way(folder: Path) -> str:
    """Why a folder may not be replaced, and what to do; empty if it may."""
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "is a file; name a new folder"
    present = {str(path.relative_to(folder).as_posix()): path for path in folder.rglob("*") if not path.is_dir()}
    if not present:
        return ""
    before = written(folder)
    if before is None:
        return "is not empty and no earlier release; name a new folder"
    changed = [
        name  # a student's own file, or one of ours that is not as we wrote it
        for name, path in present.items()
        if name != FILE and (path.is_symlink() or before.get(name) != digest(path.read_bytes()))
    ]
    if not changed:
        return ""
    cure = "name a new folder, or say `--update`, which leaves the work"
    return f"is an earlier release, but somebody has worked on {_shown(changed)}; {cure}"


def _shown(changed: Iterable[str]) -> str:
    """One file by its name, and how many others there are; hints, which the grader wrote, come last."""
    first, *others = sorted(changed, key=lambda name: (PurePosixPath(name).name == HINTS_FILE, name))
    return f"{first} and {counted(len(others), 'other file')}" if others else first


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
            # Those that were written before they had a comment are known by their checks
            return archive.comment == _OURS or any(name.endswith(f"/{FILE}") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
