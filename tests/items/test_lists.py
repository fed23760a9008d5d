"""No item kind is forgotten in a list."""

import inspect
import pkgutil
from importlib import import_module
from typing import get_args

import grader
from grader import items
from grader.exercise import Exercise
from grader.items import AnyItem
from grader.items.item import Item


def test_every_item_kind_is_listed() -> None:
    """A new file in this folder counts only when its class is in AnyItem, and authors can import it."""
    found = set()
    for module in pkgutil.iter_modules(items.__path__):
        for _, value in inspect.getmembers(import_module(f"grader.items.{module.name}"), inspect.isclass):
            if issubclass(value, Item) and not inspect.isabstract(value):
                found.add(value)
    assert found == set(get_args(AnyItem))
    assert {value.__name__ for value in found} <= set(grader.__all__)


def test_every_kind_is_named_after_its_file() -> None:
    """`kind` tells them apart in a report and in the schema."""
    for kind in get_args(AnyItem):
        name = kind.model_fields["kind"].default
        assert kind.__module__ == f"grader.items.{name}"


def test_an_exercise_has_a_json_schema() -> None:
    """Functions and live values are described, every kind of item and domain is in it."""
    schema = Exercise.model_json_schema()
    assert {kind.__name__ for kind in get_args(AnyItem)} <= set(schema["$defs"])
    assert {"Vectors", "SymmetricMatrices", "Tolerance"} <= set(schema["$defs"])
    assert schema["$defs"]["PropertyItem"]["properties"]["fault"]["type"] == "string"
