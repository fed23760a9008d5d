"""What was sound when it was last checked, and has not changed since: it is not checked again.

One file for each exercise in the user's cache folder, named by a hash of all that its check depends on.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from grader.course.listing import TREES
from grader.digest import digest_of
from grader.model.checked import Checked
from grader.user_cache import cache_path, installation, read_whole, write_whole


def recall(folder: Path, name: str) -> Checked | None:
    """The last check, if it found nothing and nothing has changed since."""
    path = _path(folder, name)
    content = read_whole(path) if path else None
    with contextlib.suppress(ValueError):
        return Checked.model_validate_json(content) if content else None
    return None


def remember(folder: Path, checked: Checked) -> None:
    """Keep a check that found no fault, and no older one if it found one; without a folder nothing is kept."""
    path = _path(folder, checked.exercise)
    if path and checked.faults:
        with contextlib.suppress(OSError):
            Path(path).unlink(missing_ok=True)
    elif path:
        write_whole(path, checked.model_dump_json().encode())


def _path(folder: Path, name: str) -> str | None:
    return cache_path("checked", f"{name}-{digest_of(_parts(folder, name))[:32]}.json")


def _parts(folder: Path, name: str) -> Iterator[bytes]:
    """The course's files of this exercise, and what checks it."""
    yield installation().encode()
    alternatives = sorted((folder / "tests" / "alternatives" / name).glob(f"*/{name}.py"))
    own = (folder / tree / f"{name}.py" for tree in TREES)
    beside = (path for path in (folder / "exercises").rglob("*") if path.suffix not in {".py", ".pyc"})
    yield "\0".join(sorted(path.relative_to(folder).as_posix() for path in beside)).encode()  # statements name them
    for path in (folder / "exercises" / "course.py", *own, *alternatives):
        yield path.read_bytes() if path.is_file() else b""
