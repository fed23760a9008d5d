"""Pictures and data that a statement names, which go to students beside the stubs, under the same path."""

import re
from pathlib import Path, PurePosixPath

from grader.errors import AuthoringError

_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
"""A link or a picture in Markdown, and where it leads."""
_QUOTED = re.compile(r"`([^`\s]+\.\w+)`")
"""Something between backticks that may be a file: `points.csv`."""
_NO_MARKDOWN = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|```.*?```|`[^`]*`", re.DOTALL)
"""Formulas and code, in which `a[1](2)` is no link."""
_ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
"""An address of the web, or a place on the same page."""
_LARGEST = 10 * 1024 * 1024
"""Bytes of one file: students have to get it."""


def attachments(exercises: Path, name: str, statement: str) -> dict[str, bytes]:
    """The files, by their path seen from the folder of exercises.

    Parameters
    ----------
    exercises : Path
        The folder in which they lie.
    name : str
        The exercise.
    statement : str
        What names them: by links and pictures, which have to be there, or between backticks.

    Raises
    ------
    AuthoringError
        If a link leads to a file that is not there, out of the folder, to Python code, or to a very large file.
    """
    where = f"exercises/{name}.py"
    targets = _LINK.findall(_NO_MARKDOWN.sub("", statement))
    linked = [target.partition("#")[0] for target in targets if not _ELSEWHERE.match(target)]
    quoted = [path for path in _QUOTED.findall(statement) if _is_there(exercises, path)]
    return {path: _read(exercises, path, where) for path in sorted({*linked, *quoted})}


def _is_there(exercises: Path, path: str) -> bool:
    return not _leads_out(exercises, path) and not path.endswith(".py") and (exercises / path).is_file()


def _leads_out(exercises: Path, path: str) -> bool:
    return PurePosixPath(path).is_absolute() or not (exercises / path).resolve().is_relative_to(exercises.resolve())


def _read(exercises: Path, path: str, where: str) -> bytes:
    named = f"the statement names the file {path}"
    if _leads_out(exercises, path):
        raise AuthoringError(where, f"{named}, which is not in the folder of the exercises", "Put it there")
    if path.endswith(".py"):  # the exercise itself, or another one
        raise AuthoringError(where, f"{named}, and students get no code of the course", "Name a picture or data")
    try:
        content = (exercises / path).read_bytes()
    except OSError as error:
        raise AuthoringError(where, f"{named}, which is not there", f"Put it into exercises/{path}") from error
    if len(content) > _LARGEST:
        fault = f"{named}, which has {len(content) / 2**20:.0f} MB; a student has to get it"
        raise AuthoringError(where, fault, f"Make it smaller than {_LARGEST // 2**20} MB")
    return content
