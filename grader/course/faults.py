"""What goes wrong while a file of the course is read, in the author's words: place, fault, cure, nearest name."""

import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

import grader
from grader.errors import AuthoringError
from grader.model.descriptions import descriptions
from grader.model.frozen import Frozen

# Python's and pydantic's own words, by which two faults are known that have a better cure than "mend the line"
_NO_SUCH_NAME = re.compile(r"cannot import name '(\w+)' from 'grader'")
_NOT_NAMED = "BaseModel.__init__() takes 1 positional argument"
_SAYS = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such field",
    "tuple_type": "it has to be a tuple, such as `(one,)` with its comma",
    "model_attributes_type": "it is no item, domain or statement of grader's; a single one needs its comma, `(one,)`",
    "model_type": "it is no item, domain or statement of grader's; a single one needs its comma, `(one,)`",
    "callable_type": "it has to be a function, written without brackets behind its name",
    "string_pattern_mismatch": "it does not have the form that is asked for",
}
"""By pydantic's type of error; its own sentence stands for the others, which are plain enough."""


def invalid(path: Path, error: ValidationError) -> AuthoringError:
    """The first thing that is wrong with a model; a misspelled field before the field that is missing for it."""
    first = min(error.errors(include_url=False), key=lambda fault: fault["type"] != "extra_forbidden")
    # pydantic puts the member of a union in between, as in ("items", 0, "function-after[...]", "points")
    names = [str(part) for part in first["loc"] if "[" not in str(part)]
    model = _model(error.title)
    fields = model.model_fields if model is not None else {}
    description = descriptions(model).get(names[0]) if model is not None and names else None
    if not names:
        return AuthoringError(_where(path, error), f"{error.title}: {_said(first)}", f"Mend this {error.title}")
    field = ".".join(names)
    fault = f"field `{field}` of {error.title}: {_said(first)}{_found(first)}"
    if first["type"] == "extra_forbidden":
        known = sorted({*fields} - {"kind", "about"}) if len(names) == 1 else []
        fault += nearest(names[-1], known)
        cure = f"The fields are {', '.join(known)}" if known else f"Remove `{field}`"
    else:
        cure = f"{'Write' if first['type'] == 'missing' else 'Mend'} `{field}`{_explained(description)}"
    return AuthoringError(_where(path, error), fault, cure)


def raised(path: Path, error: Exception) -> AuthoringError:
    """What a file of the course has raised while it was read."""
    if _NOT_NAMED in str(error):
        fault, cure = (
            "a field is given without its name",
            "Write `name=value` for each field, as in `Reals(low=-1, high=1)`",
        )
        return AuthoringError(_where(path, error), fault, cure)
    fault = f"it raised {type(error).__name__}: {error}"
    if (match := _NO_SUCH_NAME.match(str(error))) is not None:
        fault = f"grader has nothing called '{match[1]}'{nearest(match[1], grader.__all__)}"
    return AuthoringError(_where(path, error), fault, "Mend the line")


def nearest(name: str, names: Collection[str]) -> str:
    """The nearest one of some names, as words to be put behind a fault; nothing if none is near."""
    close = difflib.get_close_matches(name, names, n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _said(first: ErrorDetails) -> str:
    """What is wrong, and what is allowed."""
    expected = first.get("ctx", {}).get("expected")
    if first["type"] == "literal_error":
        return f"it has to be {expected}"
    return _SAYS.get(first["type"], first["msg"].removeprefix("Value error, ").replace("Input should", "it has to"))


def _found(first: ErrorDetails) -> str:
    """What stands there instead, and for a word the nearest one that is allowed."""
    if first["type"] in {"missing", "extra_forbidden"}:
        return ""
    allowed = re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
    return f", found {first['input']!r:.80}{nearest(str(first['input']), allowed)}"


def _explained(description: str | None) -> str:
    """The first sentence on a field, as it stands in the model."""
    return "" if description is None else f": {' '.join(description.split()).removesuffix('.')}"


def _model(name: str) -> type[BaseModel] | None:
    """The model of this name among those that authors fill in."""
    return next((model for model in _below(Frozen) if model.__name__ == name), None)


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for subclass in model.__subclasses__():
        yield subclass
        yield from _below(subclass)


def _where(path: Path, error: BaseException) -> str:
    """The file, and the line of it in which an exception came up; 1 if it is not known."""
    trace, line, file = error.__traceback__, 1, path.resolve()
    while trace is not None:  # the last one in this file: what it calls may lie anywhere
        # resolved, since Python names the file by its whole path, and a course may be given by a relative one
        if Path(trace.tb_frame.f_code.co_filename).resolve() == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{path}:{line}"
