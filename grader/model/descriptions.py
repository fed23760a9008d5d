"""The sentence under each field of a model, read from its source when somebody asks for it: most runs never do."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Mapping

from pydantic import BaseModel


def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """What the fields of a model are, by their names; its own and those that it has from other models."""
    said: dict[str, str] = {}
    for ancestor in reversed(model.__mro__):
        if issubclass(ancestor, BaseModel) and ancestor is not BaseModel:
            said |= _under_fields(ancestor)
    return {name: said[name] for name in model.model_fields if name in said}


def _under_fields(model: type[BaseModel]) -> dict[str, str]:
    """The text that stands below each field of a class, where its source can be read."""
    try:
        source = textwrap.dedent(inspect.getsource(model))
    except (OSError, TypeError):  # a model that was made in no file
        return {}
    statements = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)).body
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in itertools.pairwise(statements)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }
