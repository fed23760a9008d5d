"""What a student calls the arguments of a function, by the look of the line that defines it: nothing is parsed."""

import re

_LONGEST = 40
_PART = re.compile(r"\s*([^\W\d]\w*)\s*(?:[:=].*)?", re.DOTALL)


def argument_names(source: bytes, function: str) -> tuple[str, ...]:
    """The names, in order; none where the line holds more than names, annotations and plain defaults."""
    definition = rf"^(?:async[ \t]+)?def[ \t]+{re.escape(function)}[ \t]*\(([^()]{{0,500}})\)"
    signatures = re.findall(definition, source.decode("utf-8-sig", "replace"), re.MULTILINE)
    # The last one, as Python takes it; what is behind a comma at the end is no argument
    parts = signatures[-1].strip().removesuffix(",").split(",") if signatures else []
    matches = [_PART.fullmatch(part) for part in parts]
    names = [match[1] for match in matches if match is not None and len(match[1]) <= _LONGEST]
    return tuple(names) if len(names) == len(parts) else ()
