"""The one form in which a report's content is signed, however its JSON is written."""

import json
from collections.abc import Mapping
from typing import Any

_UNSIGNED = "timing"
"""How long it took: it differs from run to run, and nothing may rest on it."""


def signed_bytes(content: Mapping[str, Any]) -> bytes:
    """What a signature is made of: the content of a JSON report without its timing and the signature itself.

    The content and not the model: what a later version of the grader knows of a report is signed as well, and what it
    leaves out of one changes nothing about those that were signed before.
    """
    signed = {name: value for name, value in content.items() if name != _UNSIGNED}
    signed["receipt"] = {name: value for name, value in content["receipt"].items() if name != "signature"}
    return json.dumps(_plain(signed), sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _plain(value: Any) -> Any:
    """The value with each number written in one way: 8.0 and 8 are the same number in JSON."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value
