"""The author's property functions, cut out of `exercises/NAME.py` with what they need of the file, and nothing else.

Comments and docstrings stay behind: they may tell how to find an answer.
"""

import ast
import inspect
from collections.abc import Callable, Collection
from typing import Any

from grader.course.check.examine import examine
from grader.course.check.findings import line_of
from grader.course.in_memory import module_of
from grader.course.names import bound, needed
from grader.errors import AuthoringError
from grader.items.function import FunctionItem
from grader.judging.key import ExerciseKey

# the names under which a file holds its exercise; whatever needs one of them would take the answers along
_SECRET = {"exercise", "course"}
_CURE = "Write a named function, with `def` at the top level of the file, or import one from an installed package"

_CURE_OF_NEEDS = "Let them need only what the file's top level defines by assignments, `def`, `class` and `import`"


def name_in(source: str, function: Callable[..., Any], where: str, field: str = "it") -> str:
    """The name by which a file knows one of its functions; AuthoringError for a lambda or a function in a function.

    Parameters
    ----------
    source : str
        Text of the file.
    function : callable
        What is looked for.
    where : str
        The file's path.
    field : str
        What holds the function, in words.
    """
    name = getattr(function, "__name__", "")
    is_plain = getattr(function, "__qualname__", "") == name
    if not is_plain or not any(name in bound(statement) for statement in ast.parse(source).body):
        line = line_of(function)
        what = "a lambda" if name == "<lambda>" else f"the function {name}" if name else f"{function!r}"
        fault = f"{field} is {what}, which cannot be given to students"
        raise AuthoringError(where if line is None else f"{where}:{line}", fault, _CURE)
    return name


def cut_out(source: str, names: Collection[str], where: str) -> str:
    """Source of a module that defines these names as the given one does.

    AuthoringError if one of them needs the exercise itself, which holds what students must not get.
    """
    body = ast.parse(source).body
    # from each name to the statements that bind it, and on to the names that these need, until there are no new ones
    wanted, kept, left = set(names), set[int](), list(names)
    while left:
        name = left.pop()
        for index, statement in enumerate(body):
            if index in kept or name not in bound(statement):
                continue
            kept.add(index)
            new = needed(statement) - wanted
            wanted |= new
            left += new
    if secret := _SECRET & wanted:
        fault = f"a function that students get needs `{min(secret)}`"
        raise AuthoringError(where, fault, "Let it need constants and functions of the file only")
    return ast.unparse(ast.Module([_trimmed(body[index], wanted) for index in sorted(kept)], [])) + "\n"


def _trimmed(statement: ast.stmt, wanted: set[str]) -> ast.stmt:
    """The statement without imports that nobody wants, and without docstrings."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        statement.names = [
            alias for alias in statement.names if (alias.asname or alias.name.partition(".")[0]) in wanted
        ]
    for node in ast.walk(statement):
        if (
            isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]  # a docstring may be all that there is
    return statement


def gives_away(source: str, key: ExerciseKey) -> bool:
    """Whether some function of a module is right for one of the exercise's items, whatever it is called.

    Each is handed in, by itself, as a student's function would be. AuthoringError where the module cannot be loaded.
    """
    try:
        module = module_of(source)
    except Exception as error:  # what an author's code needs may be anything
        fault = f"`fault` and `where` cannot be loaded without the rest of their file: {type(error).__name__}: {error}"
        raise AuthoringError(f"exercises/{key.name}.py", fault, _CURE_OF_NEEDS) from error
    functions = [
        value for value in vars(module).values() if inspect.isfunction(value) and value.__module__ == module.__name__
    ]
    items = [item for item in key.exercise.items if isinstance(item, FunctionItem)]
    return any(_is_right(function, item, key) for function in functions for item in items)


def _is_right(function: Callable[..., Any], item: FunctionItem, key: ExerciseKey) -> bool:
    reference = key.functions[item.function]
    # with another number of arguments it could only fail, once for each drawn list of them
    if len(inspect.signature(function).parameters) != len(inspect.signature(reference).parameters):
        return False
    return examine(key, {item.function: function}, item).fraction == 1
