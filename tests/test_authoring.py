"""What authors write: the names they import, the models they fill in, and the errors they get."""

import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import grader
from grader import ClaimItem, Course, Exercise, Misconception, PropertyItem, Tolerance, ValueItem
from grader.items import KINDS
from grader.items.drawings import SKETCHES
from grader.laws import LAWS
from grader.model.descriptions import descriptions
from grader.model.frozen import Frozen


def models() -> list[type[BaseModel]]:
    """Every pydantic model of the package; the sandbox has none, and its modules start processes."""
    classes = set()
    for module in pkgutil.walk_packages(grader.__path__, "grader."):
        if module.name.startswith("grader.gradebook.store.migrations."):  # run by Alembic, and holding no model
            continue
        if not module.name.startswith(("grader.sandbox", "grader.__main__")):
            for _, value in inspect.getmembers(import_module(module.name), inspect.isclass):
                if issubclass(value, BaseModel) and value.__module__.startswith("grader."):
                    classes.add(value)
    return sorted(classes, key=lambda model: model.__qualname__)


MODELS = models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_models_are_frozen_and_closed(model: type[BaseModel]) -> None:
    """Nothing changes after it was loaded, and a misspelled field is an error."""
    assert issubclass(model, Frozen)
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_sentence(model: type[BaseModel]) -> None:
    """Classes and fields say what they are: it is the published schema's documentation."""
    assert inspect.getdoc(model)
    said = descriptions(model)
    for name in model.model_fields:
        assert said.get(name), f"{model.__name__}.{name}"
        assert said[name].strip()[-1] in ".:", f"{model.__name__}.{name}"


def test_the_public_names_are_few_and_all_there() -> None:
    """At most 18 beside the kinds of item, of law and of sketch, each importable from `grader`, and none twice."""
    assert len({*grader.__all__} - {*KINDS.values(), *LAWS.values(), *SKETCHES.values()}) <= 18
    assert len(set(grader.__all__)) == len(grader.__all__)
    for name in grader.__all__:
        assert getattr(grader, name).__name__ == name
    assert set(grader.__all__) <= set(dir(grader))


def test_an_unknown_name_is_an_ordinary_error() -> None:
    """As from any module."""
    with pytest.raises(AttributeError, match="module 'grader' has no attribute 'FunctionItme'"):
        _ = grader.FunctionItme


def test_importing_grader_loads_nothing_heavy() -> None:
    """`grade` starts the student's process first; the names come when they are used."""
    code = (
        "import sys, grader\n"
        "heavy = [name for name in ('numpy', 'sympy', 'pydantic', 'hypothesis') if name in sys.modules]\n"
        "grader.Exercise\n"
        "print(heavy, 'pydantic' in sys.modules, 'hypothesis' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] True False"


def value(name: str = "f", **fields: Any) -> ValueItem:
    """An item."""
    return ValueItem(id=name, title="t", points=1, **fields)


def exercise(*items: Any, **fields: Any) -> Exercise:
    """An exercise with these items."""
    return Exercise(title="t", source="s", statement="s", items=items, **fields)


BAD: list[tuple[str, Callable[[], Any], str]] = [
    ("two items", lambda: exercise(value(), value()), "two items have the id 'f'; every item needs an id of its own"),
    (
        "no evidence",
        lambda: exercise(ClaimItem(id="f", title="t", points=1, evidence="g")),
        "item 'f' depends on 'g', which is no other item of this exercise",
    ),
    (
        "its own evidence",
        lambda: exercise(ClaimItem(id="f", title="t", points=1, evidence="f")),
        "item 'f' depends on 'f', which is no other item of this exercise",
    ),
    ("no items", exercise, "at least 1 item"),
    ("misspelled", lambda: value(point=2), "Extra inputs are not permitted"),
    ("no points", lambda: ValueItem(id="f", title="t", points=0), "greater than 0"),
    ("bad id", lambda: value("f g"), "String should match pattern"),
    ("bad visibility", lambda: value(visibility="secret"), "'public', 'hidden' or 'after_due'"),
    (
        "no shapes",
        lambda: PropertyItem(id="f", title="t", points=1, shapes=(), requires="r", fault=print),
        "at least 1",
    ),
    ("too generous", lambda: Tolerance(relative=0.5), "less than 0.1"),
    ("more than half", lambda: ClaimItem(id="f", title="t", points=1, evidence="g", unsupported=0.9), "0.5"),
    ("course name", lambda: Course(name="Neural Networks", title="t", version="1"), "String should match pattern"),
    ("no function", lambda: Misconception(of="f", wrong=3, says="s"), "callable"),
]


@pytest.mark.parametrize(("make", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_does_not_fit_together_is_refused(make: Callable[[], Any], message: str) -> None:
    """When it is written, in words that say which item and what is wrong."""
    with pytest.raises(ValidationError) as caught:
        make()
    assert message in str(caught.value)


def test_an_item_cannot_be_changed() -> None:
    """A course is the same for every submission."""
    item = value()
    with pytest.raises(ValidationError, match="frozen"):
        item.points = 5  # type: ignore[misc]


def test_points_of_an_exercise() -> None:
    """The sum over its items."""
    assert exercise(value("f"), value("g.aspect")).points == 2
