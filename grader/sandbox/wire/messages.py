"""Messages to and from bytes: one JSON object each, in ASCII."""

import base64
import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from grader.sandbox.wire.errors import WireError

_LONGEST_WHOLE = 17  # 53 bits and a sign; longer ones travel as texts


def encode_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """File names to contents in base64."""
    return {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}


def _refuse(_name: str) -> NoReturn:
    raise WireError("malformed number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise WireError("malformed number")
    return value


def _whole(text: str) -> int:
    if len(text) > _LONGEST_WHOLE:
        raise WireError("malformed number")
    return int(text)


# Made once: a process that was just forked pays for each object that it makes anew
_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True, allow_nan=False)
_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite, parse_int=_whole)


def to_bytes(message: dict[str, Any]) -> bytes:
    """A message of already encoded parts as bytes."""
    return _ENCODER.encode(message).encode("ascii")


def from_bytes(raw: bytes) -> dict[str, Any]:
    """The message in these bytes; WireError unless it is one JSON object with finite numbers of modest length."""
    try:
        message = _DECODER.decode(raw.decode("ascii"))
    except (ValueError, RecursionError) as error:  # WireError and UnicodeDecodeError are ValueErrors
        raise WireError("malformed message") from error
    if not isinstance(message, dict):
        raise WireError("malformed message")
    return message
