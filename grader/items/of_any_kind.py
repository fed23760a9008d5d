"""A field that holds a model of one of several kinds, told apart by `kind`; a class is loaded when it is needed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union

from pydantic import BaseModel, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from grader.model.newer import UNKNOWN_KIND


@dataclass(frozen=True, eq=False)  # by identity: what is in an annotation has a hash, and a mapping has none
class OfAnyKind:
    """Beside the base class in an annotation: `Annotated[Item, OfAnyKind("item", KINDS, class_of)]`."""

    what: str
    """What there are kinds of, in a message."""
    kinds: Collection[str]
    """Their names."""
    class_of: Callable[[str], type[BaseModel]]
    """Name to class, which it may import."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """That of the base class, behind what makes an instance of a mapping."""
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """All kinds, spelled out."""
        kinds: Any = Union[tuple(map(self.class_of, self.kinds))]  # noqa: UP007 - of a list that is not written out
        any_kind: Any = Annotated[kinds, Field(discriminator="kind")]
        return handler(TypeAdapter(any_kind).core_schema)

    def _read(self, value: Any) -> Any:
        """A model stays as it is; a mapping with a `kind`, as in a released course, becomes one."""
        if not isinstance(value, Mapping):
            return value
        kind: Any = value.get("kind")
        if kind not in self.kinds:
            told = {"what": self.what, "found": str(kind), "kinds": ", ".join(self.kinds)}
            raise PydanticCustomError(UNKNOWN_KIND, "there is no kind of {what} '{found}', only {kinds}", told)
        return self.class_of(kind).model_validate(value)
