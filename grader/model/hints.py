"""Which hints were shown to a student: `hints.json` beside the work, `grade-hints/1`, which `grade hint` writes.

    {"schema": "grade-hints/1", "shown": {"xor/relu": ["input/3f2a91c0", "author/1"]}}

The file is the student's own. Whoever deletes it has been shown no hint as far as anybody can tell.
"""

import json
import re
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from grader.model.frozen import Frozen

HINTS_FILE = "hints.json"
MAX_HINTS = 99
"""As many hints an item may have."""
_MOST_BYTES = 256 * 1024
_MOST = 1000
"""Of items, and of hints on one: more than anybody has asked for."""
_AUTHOR = re.compile(r"author/([1-9][0-9]?)")

ItemPath = Annotated[str, Field(pattern=r"^[^\W\d]\w*/[A-Za-z_][A-Za-z0-9_]*(\.[a-z0-9_]+)?$")]
"""`xor/relu.arrays`: exercise and item."""
RungName = Annotated[str, Field(pattern=r"^((input|diagnosis|question|step)/[0-9a-f]{8}|author/[1-9][0-9]?)$")]
"""What kind of hint it was, and which: of the author's the number, of another one a hash of what it said."""


class Hints(Frozen):
    """The hints that were shown, by item, in the order in which they were."""

    schema_: Literal["grade-hints/1"] = Field(default="grade-hints/1", alias="schema")
    """Name and version of this format."""
    shown: dict[ItemPath, Annotated[tuple[RungName, ...], Field(min_length=1, max_length=_MOST)]] = Field(
        default_factory=dict, max_length=_MOST
    )
    """`exercise/item` to the hints."""

    def of(self, exercise: str, item: str) -> tuple[str, ...]:
        """Those of one item, each once."""
        return tuple(dict.fromkeys(self.shown.get(f"{exercise}/{item}", ())))

    def of_exercise(self, exercise: str) -> dict[str, tuple[str, ...]]:
        """Those of the items of one exercise."""
        return {path: names for path, names in sorted(self.shown.items()) if path.partition("/")[0] == exercise}

    def and_also(self, exercise: str, item: str, rung: str) -> "Hints":
        """The same with one more; of very many, the first are forgotten."""
        path, names = f"{exercise}/{item}", tuple(dict.fromkeys((*self.of(exercise, item), rung)))
        others = [(other, shown) for other, shown in self.shown.items() if other != path]
        return Hints(shown=dict([*others, (path, names[-_MOST:])][-_MOST:]))

    def encode(self) -> bytes:
        """The file's content, the same for the same hints."""
        fields = {"schema": self.schema_, "shown": dict(sorted(self.shown.items()))}
        return f"{json.dumps(fields, indent=1)}\n".encode("ascii")


NO_HINTS = Hints()


def parse_hints(content: bytes) -> Hints | str:
    """The hints in a file of that name; why it is not read, where it is none of `grade hint`'s.

    Whatever the bytes are: they come from the student.
    """
    if len(content) > _MOST_BYTES:
        return f"it is larger than {_MOST_BYTES // 1024} KiB"
    try:
        fields = json.loads(content.decode("utf-8"), object_pairs_hook=_each_once)
        # By the file's own name for it alone: without `schema` it is somebody else's file
        if not isinstance(fields, dict) or "schema" not in fields or "schema_" in fields:
            return _FOREIGN
        return Hints.model_validate(fields)
    except (ValidationError, ValueError, RecursionError):  # a bracket after a bracket after a bracket ...
        return _FOREIGN


_FOREIGN = "it is not what `grade hint` writes"


def is_author_s(rung: str, hints: int) -> bool:
    """Whether a rung is one of so many hints that an item's author has given."""
    match = _AUTHOR.fullmatch(rung)
    return match is not None and int(match[1]) <= hints


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; ValueError where a name is there twice, of which two readers may take another one."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a name is there twice")
    return fields
