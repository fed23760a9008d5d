"""What was sound when it was last checked, and has not changed since: it is not checked again.

One file for each exercise in the user's cache folder, named by a hash of all that its check depends on.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.course.stubs import FOLDER
from grader.model.checked import Checked

_PACKAGE = Path(__file__).resolve().parents[2]
_LIBRARIES = ("numpy", "sympy", "mpmath", "pydantic")
_TREES = ("exercises", "solutions", FOLDER)


def recall(folder: Path, name: str) -> Checked | None:
    """The last check, if it found nothing and nothing has changed since."""
    with contextlib.suppress(OSError, ValueError):
        return Checked.model_validate_json(_path(folder, name).read_text(encoding="utf-8"))
    return None


def remember(folder: Path, checked: Checked) -> None:
    """Keep a check that found no fault, and no older one if it found one; without a folder nothing is kept."""
    with contextlib.suppress(OSError):
        path = _path(folder, checked.exercise)
        if checked.faults:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")  # written whole and then renamed: others may read meanwhile
        temporary.write_text(checked.model_dump_json(), encoding="utf-8")
        temporary.replace(path)


def _path(folder: Path, name: str) -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256()
    for part in _parts(folder, name):  # each with its length: a line that moves from one file to the next is a change
        digest.update(len(part).to_bytes(8, "big") + part)
    return home / "grader" / "checked" / f"{name}-{digest.hexdigest()[:32]}.json"


def _parts(folder: Path, name: str) -> Iterator[bytes]:
    """The course's files of this exercise, and what checks it."""
    yield _checker()
    alternatives = sorted((folder / "tests" / "alternatives" / name).glob(f"*/{name}.py"))
    own = (folder / tree / f"{name}.py" for tree in _TREES)
    beside = (path for path in (folder / "exercises").rglob("*") if path.suffix not in {".py", ".pyc"})
    yield "\0".join(sorted(path.relative_to(folder).as_posix() for path in beside)).encode()  # statements name them
    for path in (folder / "exercises" / "course.py", *own, *alternatives):
        yield path.read_bytes() if path.is_file() else b""


@functools.cache
def _checker() -> bytes:
    """A hash of the grader, of Python and of its libraries, which are what they are while this process runs."""
    versions = (sys.version, *map(importlib.metadata.version, _LIBRARIES))
    digest = hashlib.sha256("\0".join(versions).encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(f"\0{path.relative_to(_PACKAGE)}\0".encode() + path.read_bytes())
    return digest.digest()
