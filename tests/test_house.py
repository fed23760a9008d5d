"""The rules that hold the house together."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS = {
    "digest": -1, "errors": 0, "user_cache": 0, "versions": 0, "model": 0, "maths": 1, "sandbox": 1, "items": 2,
    "laws": 3, "exercise": 3, "judging": 4, "course": 5, "hints": 5, "reports": 5, "receipts": 6,
    "gradebook": 7, "cli": 8, "pytest_plugin": 8,
}  # fmt: skip
ROOMS = {
    "sandbox": {
        "cells": -2, "late": -2, "limits": -1, "patience": -1, "frames": -1, "functions": -1, "imports": -1,
        "stand_ins": -1, "wire": 0, "confine": 0, "attacks": 0, "inside": 1, "client": 1, "levels": 2, "doctor": 3,
    },
    "gradebook": {
        "late": 0, "statistics": 0, "store": 1, "intake": 2, "grading": 2, "engines": 3, "class_pages": 3, "similar": 3,
        "exports": 4, "push": 5,
    },
}  # fmt: skip
"""Floors inside a room, of folders and of files that lie loose in it; a file that is not named stands above all."""
CURE = "move what you need to a floor below, or this file up; see The house in CONTRIBUTING.md"
MODULES = sorted((ROOT / "grader").rglob("*.py"))


def floor_of(module: str) -> str:
    """The part of the house that a module belongs to: `items` for `grader.items.choice`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "grader" else ""


@cache
def tree_of(path: Path) -> ast.Module:
    """What a file says."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """Each part of it."""
    return [*ast.walk(tree_of(path))]


@cache
def imported(path: Path) -> list[tuple[str, str]]:
    """Names of the modules that a file imports, wherever in the file it does, each with file and line."""
    names = []
    for node in nodes_of(path):
        if isinstance(node, ast.Import | ast.ImportFrom):
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            assert getattr(node, "level", 0) == 0, f"{where} has a relative import: write `from grader...`"
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            names += [(module, where) for module in modules]
    return names


@pytest.fixture(scope="module", autouse=True)
def _no_tree_stays() -> Iterator[None]:
    """They are a million objects, through which Python would look for garbage in every later test."""
    yield
    for kept in (tree_of, nodes_of, imported):
        kept.cache_clear()


def test_imports_go_down_only() -> None:
    """No file imports from a floor above, or from a peer on its own floor."""
    floors = {path: floor_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in MODULES}
    inside = {path: here for path, here in floors.items() if here not in {"", "__init__", "__main__"}}
    homeless = {*inside.values()} - {*FLOORS}
    assert not homeless, f"give {homeless} a floor in FLOORS of tests/test_house.py"
    wrong = [
        f"{where} on the floor of {here} imports {module}: {CURE}"
        for path, here in inside.items()
        for module, where in imported(path)
        if (there := floor_of(module)) and there != here and FLOORS.get(there, 0) >= FLOORS[here]
    ]
    assert wrong == []


@pytest.mark.parametrize("house", ROOMS)
def test_imports_inside_a_room_go_down_only(house: str) -> None:
    """Its rooms have floors as well, and a new folder in it needs one."""
    floors = ROOMS[house]
    folder = ROOT / "grader" / house
    rooms = {path.name for path in folder.iterdir() if (path / "__init__.py").is_file()}
    files = {path.stem for path in folder.glob("*.py")}
    assert rooms <= {*floors} <= rooms | files, f"give {rooms ^ {*floors}} a floor in ROOMS of tests/test_house.py"
    for path in folder.rglob("*.py"):
        here = path.relative_to(folder).parts[0].removesuffix(".py")
        for module, where in imported(path):
            parts = module.split(".")
            there = parts[2] if parts[:2] == ["grader", house] and len(parts) > 2 else here
            if here in floors and there != here:
                known = floors.get(there, max(floors.values()) + 1)
                assert known < floors[here], f"{where} (floor {floors[here]}) imports {module}: {CURE}"


def test_every_module_says_what_it_is() -> None:
    """Every file has a docstring that names the one thing in it."""
    assert [str(path.relative_to(ROOT)) for path in MODULES if not ast.get_docstring(tree_of(path))] == []


def test_the_student_s_process_imports_none_of_the_floors_above() -> None:
    """What runs beside student code needs the wire and nothing else: no model, no item, no course."""
    for room in ("inside", "wire"):
        for path in (ROOT / "grader" / "sandbox" / room).glob("*.py"):
            for module, where in imported(path):
                assert floor_of(module) in {"", "sandbox"}, f"{where} imports {module}, which students' processes lack"


def test_no_text_of_a_student_is_ever_evaluated() -> None:
    """Neither eval nor exec nor pickle nor sympify of text anywhere in the grader."""
    forbidden = {"eval", "exec", "sympify", "parse_expr", "S"}
    harmless = {"eval"}  # as a method: of a SymPy polynomial at a point
    allowed = {
        ROOT / "grader" / "laws" / "equals.py",  # evaluates an equation that the author wrote beside his own code
        ROOT / "grader" / "sandbox" / "inside" / "notebook.py",  # runs a student's cells in the student's own process
    }
    for path in (path for path in MODULES if path not in allowed):
        for node in nodes_of(path):
            if isinstance(node, ast.Call):
                is_name = isinstance(node.func, ast.Name)
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if path.name == "equals.py" and name == "eval":  # of the equation that an author states
                    continue
                assert name not in (forbidden if is_name else forbidden - harmless), (
                    f"{path.relative_to(ROOT)}:{node.lineno} calls {name}: text of students is read, never evaluated"
                )
        if path.name != "deadline.py":  # what a fork of this very process has worked out, which ran no foreign code
            for module, where in imported(path):
                assert module not in {"pickle", "dill", "marshal", "shelve"}, f"{where} imports {module}: take JSON"
