"""No item kind is forgotten in a list: what fails here says what is missing."""

import inspect
import pkgutil
import typing
from importlib import import_module

import pytest

import grader
from grader import items
from grader.exercise import Exercise
from grader.items import KINDS, class_of
from grader.items.item import Item


def test_every_item_kind_is_listed() -> None:
    """A new file in this folder counts only when it is in `KINDS`, and is named after its kind."""
    for module in pkgutil.iter_modules(items.__path__):
        for _, value in inspect.getmembers(import_module(f"grader.items.{module.name}"), inspect.isclass):
            if issubclass(value, Item) and not inspect.isabstract(value) and value.__module__.endswith(module.name):
                assert KINDS.get(module.name) == value.__name__, (
                    f'add \'"{module.name}": "{value.__name__}"\' to KINDS in grader/items/__init__.py'
                )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_what_it_says(kind: str) -> None:
    """`kind` tells them apart in a report and in the schema; authors import its class, and their editors know it."""
    item_class = class_of(kind)
    assert item_class.model_fields["kind"].default == kind
    assert typing.get_args(item_class.model_fields["kind"].annotation) == (kind,)
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
