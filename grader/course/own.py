"""Which courses are the user's own.

A course is code that runs outside the wall, and one that merely lies above somebody's work may be the student's. A
user's own are the one that ships beside this package, and those that were asked for before, by `--course` or by a
command that is about a course (`grade new`, `check`, `stubs`, `release`): their folders are kept in a file of the
user's.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

import click

_SHIPPED = Path(__file__).resolve().parents[2]
_MOST = 1_000


def is_own(folder: Path) -> bool:
    """Whether a course may be run because it lies above the work, without being asked for by name."""
    resolved = folder.resolve()
    return resolved == _SHIPPED or str(resolved) in _known()


def take_for_own(folder: Path) -> None:
    """Keep a folder that was asked for; where nothing can be written, it has to be asked for again."""
    before = _known()
    resolved = str(folder.resolve())
    if resolved in before or is_own(folder):
        return
    path = _file()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.write_text(json.dumps([*before, resolved][-_MOST:], indent=0), encoding="utf-8")
        temporary.replace(path)


def _known() -> list[str]:
    with suppress(OSError, ValueError):
        folders = json.loads(_file().read_text("utf-8"))
        return folders if isinstance(folders, list) else []
    return []


def _file() -> Path:
    return Path(click.get_app_dir("grader")) / "courses.json"
