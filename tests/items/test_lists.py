"""No item kind is forgotten in a list: what fails here says what is missing."""

import inspect
import pkgutil
import typing
from importlib import import_module
from importlib.util import find_spec

import pytest

import grader
from grader import items
from grader.exercise import Exercise
from grader.items import KINDS, class_of
from grader.items.item import Item


def test_every_item_kind_is_listed() -> None:
    """A new file in this folder counts only when it is in `KINDS`, and is named after its kind."""
    for module in pkgutil.iter_modules(items.__path__):
        name = f"grader.items.{module.name}"
        for _, value in inspect.getmembers(import_module(name), inspect.isclass):
            if issubclass(value, Item) and not inspect.isabstract(value) and value.__module__ == name:
                kind = value.model_fields["kind"].default if "kind" in value.model_fields else module.name
                assert kind == module.name, (
                    f"grader/items/{module.name}.py has the kind {kind!r}: the file is to be called {kind}.py, "
                    f"or the kind {module.name!r}"
                )
                assert KINDS.get(kind) == value.__name__, (
                    f'add or change \'"{kind}": "{value.__name__}",\' in KINDS of grader/items/__init__.py'
                )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_what_it_says(kind: str) -> None:
    """`kind` tells them apart in a report and in the schema; authors import its class, and their editors know it."""
    file = f"grader/items/{kind}.py"
    assert find_spec(f"grader.items.{kind}"), f"KINDS of grader/items/__init__.py has {kind!r}: write {file}"
    assert hasattr(import_module(f"grader.items.{kind}"), KINDS[kind]), (
        f"{file} has no class {KINDS[kind]}, as KINDS of grader/items/__init__.py says"
    )
    item_class = class_of(kind)
    missing = ", ".join(sorted(item_class.__abstractmethods__))
    assert missing == "", f"{KINDS[kind]} of {file} needs {missing}; its base class says what they do"
    field = item_class.model_fields.get("kind")
    cure = f'write `kind: Literal["{kind}"] = "{kind}"` in {KINDS[kind]} of {file}'
    assert field is not None, cure
    assert field.default == kind, cure
    assert typing.get_args(field.annotation) == (kind,), cure
    assert getattr(grader, KINDS[kind]) is item_class
    assert KINDS[kind] in grader.__all__
    line = f"from grader.items.{kind} import {KINDS[kind]} as {KINDS[kind]}"
    assert line in inspect.getsource(items), f"add '{line}' for type checkers to grader/items/__init__.py"


def test_an_exercise_has_a_json_schema() -> None:
    """Functions and live values are described, every kind of item and domain is in it."""
    schema = Exercise.model_json_schema()
    assert {*KINDS.values()} <= set(schema["$defs"])
    assert {"Vectors", "SymmetricMatrices", "Tolerance"} <= set(schema["$defs"])
    assert schema["$defs"]["PropertyItem"]["properties"]["fault"]["type"] == "string"


def test_an_item_is_read_by_its_kind() -> None:
    """As from a released course; an unknown kind is told with those there are."""
    asked = {"title": "t", "source": "s", "statement": "x"}
    item = {"kind": "value", "id": "a", "title": "t", "points": 1}
    (read,) = Exercise.model_validate({**asked, "items": [item]}).items
    assert type(read) is grader.ValueItem
    with pytest.raises(ValueError, match="there is no kind of item 'essay', only function, value"):
        Exercise.model_validate({**asked, "items": [{**item, "kind": "essay"}]})
    with pytest.raises(ValueError, match="points"):
        Exercise.model_validate({**asked, "items": [{**item, "points": 0}]})
