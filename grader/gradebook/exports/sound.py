"""Values that every other program can read."""

from collections.abc import Mapping


def sound(values: Mapping[str, object]) -> dict[str, object]:
    """The same with half of a surrogate pair, which is no text and no UTF-8, as a visible escape."""
    return {
        key: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for key, value in values.items()
    }
