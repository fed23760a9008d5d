"""A drawing of whatever kind, as a field of a witness: the kinds are loaded when there is one.

Most runs draw nothing, and building the models of all kinds takes longer than judging an exercise's items.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, GetJsonSchemaHandler, SerializeAsAny, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from grader.model.frozen import Sparse


class Drawing(Sparse):
    """What a picture of the evidence is drawn from: plain finite numbers."""

    left_out: ClassVar[frozenset[str]] = frozenset()
    if TYPE_CHECKING:
        kind: str  # each kind has a field with a word of its own


def _read(drawing: Any) -> Any:
    """A drawing stays as it is; a mapping, as in a report that was written down, becomes one."""
    if not isinstance(drawing, Mapping):
        return drawing
    from grader.model.drawing import OfAnyKind  # noqa: PLC0415 - see above

    return TypeAdapter(OfAnyKind).validate_python(drawing)


class _Published:
    """In the published schema all kinds are spelled out, told apart by `kind`."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        from grader.model.drawing import OfAnyKind  # noqa: PLC0415

        return handler(TypeAdapter(OfAnyKind).core_schema)


AnyDrawing = Annotated[SerializeAsAny[Drawing], BeforeValidator(_read), _Published]
