"""The base of every model in the project: immutable, and closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A model whose instances never change and whose misspelled fields are errors.

    The class docstring and a sentence under each field become the descriptions of the published JSON Schema.
    """

    # By name as well as by alias: `schema` of a report is `schema_` in Python, where pydantic has a method `schema`
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)
