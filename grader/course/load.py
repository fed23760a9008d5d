"""Loads a course: its exercises, their references and misconceptions, each fault told with file and cure."""

import importlib.util
import inspect
import sys
from collections.abc import Callable, Collection, Mapping
from functools import partial
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from pydantic import ValidationError

from grader.course.faults import invalid, nearest, raised
from grader.course.in_memory import spec_of
from grader.course.listing import COURSE, exercise_names, wanted_names
from grader.errors import AuthoringError
from grader.exercise import Course, Exercise, Misconception
from grader.judging.key import CourseKey, ExerciseKey
from grader.laws.law import Law

T = TypeVar("T")
Find = Callable[[str, Path], ModuleSpec | None]
"""A module's name and path to how it is loaded: from its file, or from what is held in memory."""


def load_course(folder: Path, wanted: Collection[str] = ()) -> CourseKey:
    """The course in a folder.

    Parameters
    ----------
    folder : Path
        Holds `exercises/` and `solutions/`.
    wanted : collection of str
        Names of the exercises to load; all of them if it is empty.

    Raises
    ------
    UsageError
        If a wanted exercise does not exist.
    AuthoringError
        If a file of the course does not fulfil its contract.
    """
    names = wanted_names(folder, wanted)
    for name in names:
        path = folder / "solutions" / f"{name}.py"
        if not path.is_file():
            raise AuthoringError(
                str(path), "there is no such file", f"Write the reference solution of '{name}' into it"
            )
    return _load(folder, names, exercise_names(folder), importlib.util.spec_from_file_location)


def load_files(files: Mapping[str, bytes], names: Collection[str], others: Collection[str] = ()) -> CourseKey:
    """The course in some files that are held in memory; AuthoringError as above.

    Parameters
    ----------
    files : mapping of str to bytes
        Path within the course, such as `exercises/xor.py`, to content.
    names : collection of str
        Names of the exercises to load.
    others : collection of str
        Names of the exercises that the course has beside them.
    """
    return _load(Path(), names, [*names, *others], partial(spec_of, files))


def _load(folder: Path, names: Collection[str], everything: Collection[str], find: Find) -> CourseKey:
    course = _read(folder / "exercises" / f"{COURSE}.py", "course", Course, find)
    keys = [_load_exercise(folder, name, find) for name in names]
    # by name where positions are equal: the order in which a folder lists its files differs from machine to machine
    in_order = tuple(sorted(keys, key=lambda key: (key.exercise.position, key.name)))
    return CourseKey(course, in_order, frozenset(everything) - {*names})


def _load_exercise(folder: Path, name: str, find: Find) -> ExerciseKey:
    exercise = _read(folder / "exercises" / f"{name}.py", "exercise", Exercise, find)
    path = folder / "solutions" / f"{name}.py"
    module = _run(path, find)
    functions, misconceptions, laws = _functions(module), _misconceptions(module, path), _laws(module, path)
    key = ExerciseKey(name, exercise, functions, misconceptions, str(path), laws=laws)
    _check_names(key, path)
    return key


def _functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """The functions that a solution itself defines."""
    # what it imports is no answer: `from numpy import mean` does not make a function that a student has to write
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    }


def _misconceptions(module: ModuleType, path: Path) -> tuple[Misconception, ...]:
    # `misconception = (...)` would else be passed over without a word, and its mistakes never be named
    named = [name for name, value in vars(module).items() if _holds_misconceptions(value)]
    if named and "misconceptions" not in named:
        raise AuthoringError(str(path), f"its misconceptions are called `{named[0]}`", "Call them `misconceptions`")
    misconceptions = getattr(module, "misconceptions", ())
    if not isinstance(misconceptions, tuple) or not all(isinstance(part, Misconception) for part in misconceptions):
        raise AuthoringError(str(path), "`misconceptions` is no tuple of Misconception(...)", "Write it as a tuple")
    return misconceptions


def _laws(module: ModuleType, path: Path) -> tuple[Law, ...]:
    """The laws that a solution states; AuthoringError if they are no tuple of laws."""
    laws = getattr(module, "laws", ())
    if not isinstance(laws, tuple) or not all(isinstance(part, Law) for part in laws):
        raise AuthoringError(str(path), "`laws` is no tuple of laws such as Agrees(...)", "Write it as a tuple")
    return laws


def _holds_misconceptions(value: object) -> bool:
    parts = value if isinstance(value, (list, tuple)) else [value]
    return any(isinstance(part, Misconception) for part in parts)


def _check_names(key: ExerciseKey, path: Path) -> None:
    """Every item has its reference, and every misconception its item."""
    for item in key.exercise.items:
        if item.function not in key.functions:
            fault = f"there is no function {item.function}, which item '{item.id}' examines"
            raise AuthoringError(str(path), fault, f"Write it, or mend the id{nearest(item.function, key.functions)}")
    known = {name for item in key.exercise.items for name in (item.id, item.function)}
    for misconception in key.misconceptions:
        if misconception.of not in known:
            fault = f"the misconception {misconception.name} is of '{misconception.of}', which no item examines"
            raise AuthoringError(str(path), fault, f"Name an item or function{nearest(misconception.of, known)}")
    examined = {item.function for item in key.exercise.items}
    for law in key.laws:
        if law.name not in examined:
            fault = f"a law is about {law.name}, which no item examines: {law.sentence}"
            raise AuthoringError(str(path), fault, f"Let it be about an examined function{nearest(law.name, examined)}")


def _read(path: Path, name: str, kind: type[T], find: Find) -> T:
    """The one value of this name and kind that a file of the course defines."""
    value = getattr(_run(path, find), name, None)
    if not isinstance(value, kind):
        fault = f"it does not define `{name} = {kind.__name__}(...)`"
        raise AuthoringError(str(path), fault, f"Write `{name} = {kind.__name__}(...)` at its top level")
    return value


def names_in(path: Path) -> Mapping[str, Any]:
    """What a file of a course that was loaded defines."""
    return vars(sys.modules[_module_name(path)])


def _module_name(path: Path) -> str:
    return f"_grader_course.{path.parent.name}.{path.stem}"


def _run(path: Path, find: Find) -> ModuleType:
    """The module in a file, which is the author's own code, under a name of its own in `sys.modules`."""
    name = _module_name(path)
    spec = find(name, path)
    assert spec is not None  # noqa: S101 - the path ends in .py
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pydantic and inspect look a class's module up
    try:
        spec.loader.exec_module(module)
    except ValidationError as error:
        raise invalid(path, error) from error
    except SyntaxError as error:
        line = error.lineno or 1  # not known where a byte is NUL, and 0 of an unknown encoding
        raise AuthoringError(f"{path}:{line}", f"it is not Python: {error.msg}", "Mend the line") from error
    except Exception as error:  # the author's own code, which may raise anything
        raise raised(path, error) from error
    return module
