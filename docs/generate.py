"""Writes tables of docs/authoring.md and README.md from the models that authors fill in: `python docs/generate.py`.

Each table, and the list of kinds, stands between `<!-- NAME -->` and `<!-- end -->`; a test fails when one is stale.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

import grader.laws
from grader import AreEqual, Course, Exercise, IsConvex, IsDefinite, Misconception, Raises, Tolerance
from grader.items import KINDS, class_of
from grader.items.domains import AnyDomain
from grader.items.drawings import SKETCHES
from grader.items.drawings.sketch import Sketch, sketch_of
from grader.items.evidenced import Shares
from grader.items.item import Item
from grader.laws import LAWS
from grader.model.descriptions import descriptions

PAGE = Path(__file__).parent / "authoring.md"
README = Path(__file__).parent.parent / "README.md"
_TABLE = re.compile(r"(<!-- (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
Model = type[BaseModel]

_TOLD_BY_CLASS = {"kind", "about"}
"""Fields that the class itself fills in."""


def fresh(page: str) -> str:
    """The page with its tables as they should be; KeyError for a table that nobody knows."""
    return _TABLE.sub(lambda table: f"{table[1]}{_TABLES[table['name']]}{table[3]}", page)


def _of(*models: Model, without: Model | None = None) -> str:
    """A section for each model: what it is, and its fields but for those of the model that it builds on."""
    known = _TOLD_BY_CLASS | set(without.model_fields if without is not None else ())
    return "".join(_section(model, known) for model in models) + "\n"


def _section(model: Model, known: set[str]) -> str:
    said = descriptions(model)
    rows = [_row(name, field, said.get(name, "")) for name, field in model.model_fields.items() if name not in known]
    table = f"\n| field | default | what it is |\n|---|---|---|\n{''.join(rows)}" if rows else ""
    return f"\n### `{model.__name__}`\n\n{inspect.getdoc(model)}\n{table}"


def _row(name: str, field: FieldInfo, description: str) -> str:
    words = list(_words(field.annotation))
    allowed = f" One of {', '.join(f'`{word}`' for word in words)}." if words else ""
    said = " ".join(description.split()) + allowed
    return f"| `{name}` | {_default(field)} | {said.replace('|', chr(92) + '|')} |\n"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    return f"`{type(value).__name__}()`" if isinstance(value, BaseModel) else f"`{value!r}`"


def _words(annotation: Any) -> Iterator[str]:
    """The words that a field may be, wherever they stand in its type."""
    for part in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield str(part)
        else:
            yield from _words(part)


def _list_of(*models: Model) -> str:
    """A row for each model: the first sentence of what it is."""
    rows = [f"| `{model.__name__}` | {' '.join(str(inspect.getdoc(model)).split())} |" for model in models]
    first_sentences = [re.sub(r"\. .*", ". |", row) for row in rows]
    return "\n".join(["", "| kind | what is examined |", "|---|---|", *first_sentences, "", ""])


def _laws() -> str:
    """A row for each kind of law: how it is called, and the first paragraph of what it says."""
    rows = []
    for name in LAWS.values():
        law = getattr(grader.laws, name)
        parameters = inspect.signature(law).parameters.values()
        call = ", ".join(
            f"{parameter.name}=" if parameter.kind is parameter.KEYWORD_ONLY else parameter.name
            for parameter in parameters
        )
        says = " ".join(str(inspect.getdoc(law)).partition("\n\n")[0].split())
        rows.append(f"| `{name}({call})` | {says} |")
    return "\n".join(["", "| law | what it says |", "|---|---|", *rows, "", ""])


_TABLES = {
    "kindnames": f"\n{', '.join(f'`{kind}`' for kind in KINDS)}.\n\n",
    "kindlist": _list_of(*(class_of(kind) for kind in KINDS)),
    "item": _of(Item),
    "kinds": _of(*(class_of(kind) for kind in KINDS), without=Item),
    "domains": _of(*get_args(AnyDomain)),
    "parts": _of(Tolerance, Raises, Shares, IsConvex, IsDefinite, AreEqual),
    "sketches": _of(*map(sketch_of, SKETCHES), without=Sketch),
    "laws": _laws(),
    "files": _of(Course, Exercise, Misconception),
}


if __name__ == "__main__":
    for page in (PAGE, README):
        page.write_text(fresh(page.read_text(encoding="utf-8")), encoding="utf-8")
