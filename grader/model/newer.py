"""Tells what a newer version of the grader has written from what is damaged.

A format has a name with a number, `grade-report/1`, which is looked at before anything else. Fields and kinds may be
added under the same number: they are told by the version that is written beside them, or by being unknown here.
"""

import re
from collections.abc import Mapping
from functools import reduce
from typing import Any

from pydantic import ValidationError

from grader import __version__

UPGRADE = "`pip install --upgrade coursegrade`"
"""What to type for a newer version."""
_SCHEMA = re.compile(r"([a-z-]+)/([1-9][0-9]{0,5})")
_RELEASE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*")
UNKNOWN_KIND = "unknown_kind"
"""Type of the error of a model whose `kind` there is not."""
_UNKNOWN = {"extra_forbidden", "union_tag_invalid", UNKNOWN_KIND}
"""By pydantic's type of error, what an older version says of what was added since."""


def why_newer(content: Any, schema: str, made_by: tuple[str, ...], error: Exception) -> str | None:
    """Words that say why what cannot be read is of a newer version, and what to do; None if nothing speaks for it.

    Parameters
    ----------
    content : object
        What was read, as JSON gives it.
    schema : str
        The format that is known here.
    made_by : tuple of str
        Names of the fields, each in the one before, of which the last says which version has written it.
    error : Exception
        What came of reading it.
    """
    if fault := newer_schema(content, schema):
        return fault
    version = reduce(lambda part, name: part.get(name) if isinstance(part, Mapping) else None, made_by, content)
    if isinstance(version, str) and _numbers(version) > _numbers(__version__):
        return f"was made by version {version} of the grader, and this is {__version__}: {UPGRADE}"
    return why_unknown(error) if isinstance(error, ValidationError) else None


def newer_schema(content: Any, schema: str) -> str | None:
    """The same of content whose format has the known one's name, and a higher number."""
    there = _SCHEMA.fullmatch(str(content.get("schema"))) if isinstance(content, Mapping) else None
    name, _, number = schema.partition("/")
    if there is None or there[1] != name or int(there[2]) <= int(number):
        return None
    return f"is of a newer version of the grader, {there[0]}, and {__version__} reads {schema}: {UPGRADE}"


def why_unknown(error: ValidationError) -> str | None:
    """The same of a model in which something stands that is not known here."""
    for fault in error.errors(include_url=False, include_input=False):
        if fault["type"] in _UNKNOWN:
            kind = () if fault["type"] == "extra_forbidden" else ("kind",)
            held = f"holds {'.'.join(map(str, (*fault['loc'], *kind)))}"
            return (
                f"{held}, which version {__version__} of the grader does not know, so that a newer one has made it, "
                f"or somebody has changed it: {UPGRADE}"
            )
    return None


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with; none of what is no version."""
    match = _RELEASE.match(version)
    return tuple(map(int, match[0].split("."))) if match else ()


def first_fault(error: ValidationError) -> str:
    """The first thing that is wrong with a model, and where."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"])) or "the whole"
    return f"at {where}: {first['msg']}"
