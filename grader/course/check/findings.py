"""Faults as findings: which file and line of the course, or the grader's own where the author's code was not running.

finding_of         an author's fault               finding_of_raised  whatever was raised, and whose fault that is
line_of, seen_from where something of the author's is
with_place         an error that names an item, with the place of its `where` or `fault`
"""

import inspect
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader.errors import AuthoringError
from grader.model.checked import Finding, FindingCode

_PACKAGE = Path(__file__).resolve().parents[2]


def finding_of(error: AuthoringError, folder: Path, code: FindingCode) -> Finding:
    """An author's fault as a finding."""
    path, _, line = error.where.rpartition(":")  # `PATH:LINE`, or a path without a line that may hold a colon itself
    path, number = (path, int(line)) if line.isdecimal() else (error.where, None)
    return Finding(code=code, path=seen_from(folder, path), line=number, fault=error.fault, cure=error.cure)


def seen_from(folder: Path, path: str) -> str:
    """A path as it is called in the course's folder."""
    return str(Path(path).relative_to(folder)) if Path(path).is_relative_to(folder) else path


def line_of(function: Callable[..., Any]) -> int | None:
    """The line of its `def`, or of its first decorator; None for what is no function of Python's."""
    function = inspect.unwrap(function)
    return function.__code__.co_firstlineno if inspect.isfunction(function) else None


def with_place(error: AuthoringError, name: str) -> AuthoringError:
    """A fault of a function of the exercise, of which only the item is known, with its file and line as well."""
    if error.function is None:
        return error
    line = line_of(error.function)
    where = f"exercises/{name}.py" if line is None else f"exercises/{name}.py:{line}"
    return AuthoringError(where, f"{error.where}: {error.fault}", error.cure)


def finding_of_raised(error: BaseException, folder: Path, name: str) -> Finding:
    """`spec.raises` with the author's file and line, or `grader.error` with ours.

    Parameters
    ----------
    error : BaseException
        What was raised.
    folder : Path
        The course's.
    name : str
        The exercise that was checked.
    """
    # The innermost line of the author's tells whose fault it is: what an author's function hands to NumPy raises there.
    lines = [(path, line) for path, line in _lines(error) if path.is_relative_to(folder)]
    path, line = (str(lines[-1][0].relative_to(folder)), lines[-1][1]) if lines else (f"exercises/{name}.py", None)
    if isinstance(error, AuthoringError):
        return Finding(code="spec.raises", path=path, line=line, fault=error.fault, cure=error.cure)
    if lines:
        fault, cure = f"{_said(error)} while the exercise was checked", "Mend the line"
        return Finding(code="spec.raises", path=path, line=line, fault=fault, cure=cure)
    return finding_of_own_fault(own_fault(error), name)


def finding_of_own_fault(fault: str, name: str) -> Finding:
    """The finding of a fault of the grader's own, told by `own_fault`."""
    cure = "Report this: the exercise may be sound, but the grader, or the machine, cannot check it"
    return Finding(code="grader.error", path=f"exercises/{name}.py", fault=fault, cure=cure)


def own_fault(error: BaseException) -> str:
    """What was raised, and the last line of the grader's own in which that happened."""
    own = [f"{path.relative_to(_PACKAGE.parent)}:{line}" for path, line in _lines(error) if _is_own(path)]
    return f"the grader itself failed: {_said(error)}{f' in {own[-1]}' if own else ''}"


def _said(error: BaseException) -> str:
    said = str(error)
    return f"it raised {type(error).__name__}{f': {said}' if said else ''}"


def _is_own(path: Path) -> bool:
    return path.is_relative_to(_PACKAGE)


def _lines(error: BaseException) -> Iterator[tuple[Path, int]]:
    """File and line of each call that was under way, of what the error stands for as well; the innermost last."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield Path(frame.filename), frame.lineno or 1
    if error.__cause__ is not None:
        yield from _lines(error.__cause__)
