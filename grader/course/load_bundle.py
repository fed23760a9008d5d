"""Loads what students got: a course whose items are judged by tables, proofs and properties, without a reference."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import sympy
from pydantic import ValidationError

from grader.course.in_memory import module_of
from grader.course.listing import among
from grader.course.release.bundle import (
    FILE,
    FOLDER,
    SCHEMA,
    Bundle,
    BundledExercise,
    GradedWith,
    Row,
    call_key,
    decode,
)
from grader.errors import UsageError
from grader.exercise import Exercise
from grader.judging.key import CourseKey, Equation, ExerciseKey
from grader.model.newer import first_fault, why_newer

_OF_THE_EXERCISE = {"title", "source", "statement", "position"}
Modules = Mapping[str, str]
"""Name of an exercise to the source of the functions that its checks need."""


def load_bundle(folder: Path, wanted: Collection[str] = ()) -> CourseKey:
    """The course in a folder that `grade release` wrote.

    Parameters
    ----------
    folder : Path
        Holds `checks/bundle.json`.
    wanted : collection of str
        Names of the exercises to load; all of them if it is empty.

    Raises
    ------
    UsageError
        If a wanted exercise does not exist, or is hidden as a whole, or the folder's checks are damaged, or of a newer
        version of the grader.
    """
    try:
        bundle = _read(folder)
        names = _chosen(bundle, wanted)
        modules = {
            name: path.read_text("utf-8") for name in names if (path := folder / FOLDER / f"{name}.py").is_file()
        }
        return key_of(bundle, names, modules, str(folder / FOLDER))
    except UsageError:
        raise
    except Exception as error:  # whatever comes of a file that somebody has changed
        raise UsageError(f"{folder / FOLDER} {_why_unreadable(folder, error)}") from error


def _why_unreadable(folder: Path, error: Exception) -> str:
    """What is wrong with the checks in a folder, and what to do."""
    try:
        if newer := why_newer(_content(folder), SCHEMA, ("graded_with", "grader"), error):
            return f"{newer}, or as README.md there says"
    except (OSError, ValueError, RecursionError):
        pass  # no JSON at all
    fault = first_fault(error) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
    return f"is damaged; get the course's files anew ({fault})"


def _chosen(bundle: Bundle, wanted: Collection[str]) -> list[str]:
    names = [exercise.name for exercise in bundle.exercises]
    for name in sorted({*wanted} - {*names}):  # its stub and statement were released, but nothing that judges it
        if f"{name}.py" in bundle.files:
            raise UsageError(f"'{name}' cannot be tried here: only your instructor grades it; see README.md")
    return among(names, wanted)


def graded_with_of(folder: Path) -> GradedWith | None:
    """With what work in such a folder is graded that counts; None where it does not say, or is damaged."""
    # Nothing else of it is read: that another version has written it is what is asked
    with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        return GradedWith.model_validate(_content(folder)["graded_with"])
    return None


def _read(folder: Path) -> Bundle:
    return Bundle.model_validate_json((folder / FILE).read_bytes())


def _content(folder: Path) -> Any:
    """What the file says, whatever it is."""
    return json.loads((folder / FILE).read_bytes())


def key_of(bundle: Bundle, names: Collection[str], modules: Modules, where: str) -> CourseKey:
    """The course in a bundle, with what stands for its references."""
    chosen = (exercise for exercise in bundle.exercises if exercise.name in names)
    # Also of those that only the instructor grades: of these there is a stub, and nothing else
    stubs = {path.removesuffix(".py") for path in bundle.files if path.endswith(".py") and "/" not in path}
    others = {exercise.name for exercise in bundle.exercises} | stubs
    exercises = tuple(_exercise(exercise, modules.get(exercise.name, ""), where) for exercise in chosen)
    return CourseKey(bundle.course, exercises, frozenset(others - {exercise.name for exercise in exercises}))


def _exercise(bundled: BundledExercise, source: str, where: str) -> ExerciseKey:
    tables = {name: _decoded(rows) for name, rows in bundled.tables.items()}
    forms = {name: _decoded(rows) for name, rows in bundled.forms.items()}
    module = module_of(source)
    equations = {
        name: Equation(text, getattr(module, function), _forms(encoded))
        for name, (text, function, encoded) in bundled.equations.items()
    }
    items = [_fields(item, bundled, module, {**tables, **forms}) for item in bundled.items]
    exercise = Exercise.model_validate({**bundled.model_dump(include=_OF_THE_EXERCISE), "items": items})
    tried = (item for item in exercise.items if item.id not in bundled.only_instructor)
    # what stands for the reference: what can be proved, or a table, joined from those of all items of a function
    functions: dict[str, Callable[..., Any]] = {item.function: item.proved_answer for item in tried}
    known = [*forms.items(), *tables.items()]  # a table last: where a call is in both, that is what it has to give
    for function in {name.partition(".")[0] for name, _ in known}:
        rows = [row for name, rows in known if name.partition(".")[0] == function for row in rows]
        functions[function] = partial(_look_up, {call_key(row.arguments): row.expected for row in rows})
    for name, (expression, symbol, order) in bundled.derivatives.items():
        functions[name.partition(".")[0]] = partial(_differentiate, decode(expression), symbol, order)
    only_instructor = frozenset(bundled.only_instructor)
    return ExerciseKey(bundled.name, exercise, functions, (), where, only_instructor, equations, is_released=True)


def _forms(encoded: Mapping[str, Any]) -> dict[str, Any]:
    return {name: decode(form) for name, form in encoded.items()}


def _differentiate(expression: sympy.Expr, symbol: str, order: int, *_: Any) -> sympy.Expr:
    return sympy.diff(expression, sympy.Symbol(symbol), order)


def _decoded(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(Row(decode(row.arguments), decode(row.expected)) for row in rows)


def _fields(
    item: Mapping[str, Any], bundled: BundledExercise, module: ModuleType, rows: Mapping[str, tuple[Row, ...]]
) -> dict[str, Any]:
    """The fields of an item, with functions where names of functions are; the calls of its rows, if it has any."""
    name, kind = item["id"], item["kind"]
    fields = {field: decode(encoded) for field, encoded in item.items()}
    fields |= {field: getattr(module, function) for field, function in bundled.functions.get(name, {}).items()}
    if name in rows and kind in {"function", "property"}:  # nothing is drawn beside them: no `inputs` are released
        fields["cases"] = tuple(row.arguments for row in rows[name])
    if kind == "property":
        fields.setdefault("fault", _no_fault)
    if name in bundled.equations:  # these are judged first
        asked = bundled.equations[name].forms
        fields["needs"] = tuple(other["id"] for other in bundled.items if other["id"].partition(".")[0] in asked)
    return fields


def _no_fault(*_: Any) -> None:
    """The property of an item that only the instructor grades: it can be told what form an answer has, and no more."""


def _look_up(table: Mapping[str, Any], *arguments: Any) -> Any:
    """What a function has to give, by its table."""
    return table[call_key(arguments)]
