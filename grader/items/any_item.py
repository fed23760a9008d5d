"""An item of whatever kind, as a field of an exercise: its class is loaded when an item of that kind is read."""

from collections.abc import Mapping
from typing import Annotated, Any, Union

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from grader.items import KINDS, class_of
from grader.items.item import Item


def _read(item: Any) -> Any:
    """An item stays as it is; a mapping with a `kind`, as in a released course, becomes one."""
    if not isinstance(item, Mapping):
        return item
    kind = item.get("kind")
    if kind not in KINDS:
        raise ValueError(f"there is no kind of item '{kind}', only {', '.join(KINDS)}")
    return class_of(kind).model_validate(item)


class _OfAnyKind:
    """In the published schema all kinds are spelled out, told apart by `kind`."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        kinds: Any = Union[tuple(class_of(kind) for kind in KINDS)]  # noqa: UP007 - of a list that is not written out
        any_kind: Any = Annotated[kinds, Field(discriminator="kind")]
        return handler(TypeAdapter(any_kind).core_schema)


AnyItem = Annotated[Item, BeforeValidator(_read), _OfAnyKind]
