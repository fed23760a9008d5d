"""Values of a course as JSON, in the grammar of the wire, and back: nothing is evaluated, nothing is pickled."""

from typing import Any, Never

import sympy

from grader.model.frozen import Frozen
from grader.sandbox.limits import MIB
from grader.sandbox.wire import Decoder, Encoder, WireError

_LARGEST_ARRAY = 16 * MIB
_INTERVAL = "sympy.Interval"


def encode(value: Any) -> Any:
    """The value as JSON can hold it; WireError, with a clause about the value, for one that it cannot hold."""
    return Encoder(_LARGEST_ARRAY).encode(_plain(value))


def decode(data: Any) -> Any:
    """The value; WireError for what is none."""
    return _rich(Decoder(_no_handle).decode(data))


def _no_handle(number: int) -> Never:
    raise WireError(f"the function {number} of another process")


def _plain(value: Any) -> Any:
    """Models as the fields that were set, and intervals, which the wire does not know, as marked tuples."""
    if isinstance(value, Frozen):
        return fields(value)
    if isinstance(value, sympy.Interval):
        return (_INTERVAL, *value.args)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return type(value)(map(_plain, value)) if type(value) in {list, tuple} else value


def fields(model: Frozen) -> dict[str, Any]:
    """The fields of a model that were set, and the one that tells its kind."""
    told = {"kind", "about"} & type(model).model_fields.keys()
    return {name: _plain(getattr(model, name)) for name in sorted(model.model_fields_set | told)}


def _rich(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rich(part) for key, part in value.items()}
    if type(value) not in {list, tuple}:
        return value
    if len(value) == 5 and isinstance(value[0], str) and value[0] == _INTERVAL:
        return sympy.Interval(*value[1:])
    return type(value)(map(_rich, value))
