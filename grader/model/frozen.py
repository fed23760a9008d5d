"""The base of every model in the project: immutable, and closed to unknown fields."""

from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from grader.model.descriptions import descriptions


class Frozen(BaseModel):
    """A model whose instances never change and whose misspelled fields are errors.

    The class docstring and a sentence under each field become the descriptions of the published JSON Schema.
    """

    # By name as well as by alias: `schema` of a report is `schema_` in Python, where pydantic has a method `schema`
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    # not `use_attribute_docstrings`, for which pydantic reads the source of each model when it is imported
    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema with a description of each field."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, description in descriptions(cls).items():
            if (field := properties.get(cls.model_fields[name].serialization_alias or name)) is not None:
                field["description"] = description
        return schema


class Sparse(Frozen):
    """A model that is written without some of its fields where these hold nothing.

    What has such a field since a later version, and nothing in it, is written as it was before.
    """

    left_out: ClassVar[frozenset[str]]
    """Names of these fields."""

    @model_serializer(mode="wrap")
    def _without_what_is_empty(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = serialize(self)
        return {
            name: value
            for name, value in written.items()
            if name not in self.left_out or not self._is_empty(name, value)
        }

    @classmethod
    def _is_empty(cls, name: str, value: Any) -> bool:
        """Whether a field holds what it holds by default; 0 is nothing for a count, and a height for a line."""
        field = cls.model_fields[name]
        # Not `get_default`, which asks of some versions of pydantic for all other fields
        make: Any = field.default_factory
        return bool(value == (field.default if make is None else make()))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the fields: that of a serializer would say no more than that it gives an object."""
        return super().__get_pydantic_json_schema__(_without_serializer(core_schema), handler)


def _without_serializer(core_schema: Any) -> Any:
    """Of a model, around which its validators may be wrapped."""
    bare = {name: part for name, part in core_schema.items() if name != "serialization"}
    return bare if bare["type"] == "model" else {**bare, "schema": _without_serializer(bare["schema"])}
