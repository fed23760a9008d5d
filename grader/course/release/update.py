"""A new release in a folder in which somebody works: checks and pages are renewed, work stays as it is."""

import ast
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from grader.course.release.build import digest
from grader.course.release.bundle import FILE, FOLDER
from grader.course.release.write import written
from grader.errors import UsageError


class Kept(NamedTuple):
    """A file that somebody has worked on, though the new release has another one in its place."""

    path: str
    missing: tuple[str, ...]
    """Functions of the new stub that the work does not have."""


class Updated(NamedTuple):
    """What has become of the folder."""

    added: tuple[str, ...]
    renewed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[Kept, ...]


def update(files: Mapping[str, bytes], folder: Path) -> Updated:
    """Put a release into the folder of an earlier one.

    What nobody has changed is renewed, and goes if the course no longer has it. What somebody has changed stays, but
    for `checks/`, which is the grader's own. Other files are not touched.

    Raises
    ------
    UsageError
        If there is no earlier release, or a file cannot be written. What is written last says what was released, so
        that it can be updated again after a fault.
    """
    before = written(folder)
    if before is None:
        raise UsageError(f"{folder} holds no earlier release to update; leave --update out")
    is_own = {path: path.startswith(f"{FOLDER}/") for path in {*files, *before}}
    there = {path: (folder / path).read_bytes() for path in is_own if (folder / path).is_file()}
    untouched = {path for path, content in there.items() if is_own[path] or before.get(path) == digest(content)}
    added = tuple(sorted(files.keys() - there.keys()))
    renewed = tuple(sorted(path for path in files.keys() & untouched if there[path] != files[path]))
    removed = tuple(sorted((before.keys() - files.keys()) & untouched))
    kept = sorted(path for path in files.keys() & there.keys() - untouched if digest(files[path]) != before.get(path))
    try:
        for path in sorted({*added, *renewed} - {FILE}):
            _write(folder / path, files[path])
        for path in removed:
            (folder / path).unlink()
        _write(folder / FILE, files[FILE])
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    return Updated(added, renewed, removed, tuple(Kept(path, _missing(files[path], there[path])) for path in kept))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a student may be grading meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(path)


def _missing(stub: bytes, work: bytes) -> tuple[str, ...]:
    there = _functions(work)
    return tuple(name for name in _functions(stub) if name not in there)


def _functions(source: bytes) -> list[str]:
    """Names of the functions of a file; none of one that Python cannot read."""
    try:
        return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    except (SyntaxError, ValueError):
        return []
