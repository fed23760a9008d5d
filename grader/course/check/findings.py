"""Where in its file a function of the author's begins."""

import inspect
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader.errors import AuthoringError
from grader.model.checked import Finding


def line_of(function: Callable[..., Any]) -> int | None:
    """The line of its `def`, or of its first decorator; None for what is no function of Python's."""
    function = inspect.unwrap(function)
    return function.__code__.co_firstlineno if inspect.isfunction(function) else None


_PACKAGE = Path(__file__).resolve().parents[2]


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
    places = [place for place in _places(error) if place[0].is_relative_to(folder)]
    path, line = (str(places[-1][0].relative_to(folder)), places[-1][1]) if places else (f"exercises/{name}.py", None)
    if isinstance(error, AuthoringError):
        return Finding(code="spec.raises", path=path, line=line, fault=error.fault, cure=error.cure)
    if places:
        fault, cure = f"{_said(error)} while the exercise was checked", "Mend the line"
        return Finding(code="spec.raises", path=path, line=line, fault=fault, cure=cure)
    return failed(own_fault(error), name)


def failed(fault: str, name: str) -> Finding:
    """The finding of a fault of the grader's own, told by `own_fault`."""
    cure = "Report this: the exercise may be sound, but the grader, or the machine, cannot check it"
    return Finding(code="grader.error", path=f"exercises/{name}.py", fault=fault, cure=cure)


def own_fault(error: BaseException) -> str:
    """What was raised, and the last line of the grader's own in which that happened."""
    own = [f"{path.relative_to(_PACKAGE.parent)}:{line}" for path, line in _places(error) if _is_own(path)]
    return f"the grader itself failed: {_said(error)}{f' in {own[-1]}' if own else ''}"


def _said(error: BaseException) -> str:
    said = str(error)
    return f"it raised {type(error).__name__}{f': {said}' if said else ''}"


def _is_own(path: Path) -> bool:
    return path.is_relative_to(_PACKAGE)


def _places(error: BaseException) -> Iterator[tuple[Path, int]]:
    """File and line of each call that was under way, of what the error stands for as well; the innermost last."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield Path(frame.filename), frame.lineno or 1
    if error.__cause__ is not None:
        yield from _places(error.__cause__)
