"""What a student's module and its functions are like, where a failure or a wrong answer asks for it: nothing is run."""

import ast
import dis
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.sandbox.inside.loader import parsed

# Nearer than difflib's own 0.6: a slip of the pen is to be found, and no other word.
_NEAR = 0.8
_LONGEST = 40


def facts(function: Any, asked: Sequence[str]) -> dict[str, Any]:
    """What a sentence on a wrong answer may be about: the order of the parameters, and what the code uses.

    `parameters` if they are those that are asked for, in another order; in `uses`, `^` if a number stands behind it,
    and max and min if they mean what they mean everywhere. Nothing else is told, such as lines or other names: who
    answers all this alike is judged once.
    """
    if not isinstance(function, FunctionType):
        return {"parameters": [], "uses": []}
    code = function.__code__
    used = {name for part in _parts(code) for name in part.co_names}
    theirs = list(code.co_varnames[: code.co_argcount])
    own = {"max", "min"} - function.__globals__.keys()
    return {
        "parameters": theirs if theirs != list(asked) and sorted(theirs) == sorted(asked) else [],
        "uses": [*(["^"] if any(map(_has_power, _parts(code))) else []), *sorted(own & used)],
    }


def _parts(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _parts(constant)


def _has_power(code: CodeType) -> bool:
    """Whether it has `^ 2`: with a number behind it, a power is meant."""
    for before, each in pairwise(dis.get_instructions(code)):
        is_hat = each.opname == "BINARY_OP" and each.argrepr in {"^", "^="}
        # The second name is that of Python 3.14
        number = before.argval if before.opname in {"LOAD_CONST", "LOAD_SMALL_INT"} else None
        if is_hat and isinstance(number, (int, float)) and (number == 0.5 or number >= 2):  # True is 1
            return True
    return False


def where_else(module: ModuleType, source: str, name: str) -> str:
    """Where a function is that is not found by its name, as the rest of a sentence; empty if it is nowhere.

    Parameters
    ----------
    module : ModuleType
        The student's, loaded.
    source : str
        Its text.
    name : str
        The function's name.
    """
    tree = parsed(source)
    for holder, inner in _inside(tree, ""):
        if inner.name == name and holder:
            return f"; `{name}` is inside {holder}: move it out, to the left margin"
    defined = [each.name for _, each in _inside(tree, "") if callable(getattr(module, each.name, None))]
    defined = [each for each in defined if len(each) <= _LONGEST]
    plain = name.replace("_", "").casefold()
    same = next((each for each in defined if each.replace("_", "").casefold() == plain), None)
    if same is not None:
        why = (
            "capital and small letters are not the same" if same.casefold() == name.casefold() else "every sign counts"
        )
        return f"; it has `{same}`: {why}"
    near = get_close_matches(name, defined, 1, _NEAR)
    return f"; it has `{near[0]}`: is that one meant?" if near else ""


@lru_cache(maxsize=64)
def only_by_star(source: str, name: str) -> str:
    """The `from ... import *` that alone can have brought a name into a file; empty if the file gives it a value.

    Parameters
    ----------
    source : str
        The file's text.
    name : str
        A name that has a value there, which is a library's.
    """
    try:
        nodes = list(ast.walk(parsed(source)))
    except (SyntaxError, ValueError, RecursionError):  # a notebook of which a cell is no Python
        return ""
    aliases = [alias for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    given = {alias.asname or alias.name for alias in aliases}
    given |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    given |= {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    stars = (node for node in nodes if isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
    star = next(stars, None)
    return "" if star is None or name in given else f"`from {'.' * star.level}{star.module or ''} import *`"


def _inside(tree: ast.AST, holder: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of a file, with the class or function that it is written in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield holder, node
            yield from _inside(node, f"the function {node.name}")
        elif isinstance(node, ast.ClassDef):
            yield from _inside(node, f"the class {node.name}")
        elif isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            yield from _inside(node, '`if __name__ == "__main__":`')
        else:
            yield from _inside(node, holder)
