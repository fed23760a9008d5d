"""What a failure's own code says about it: found where it happened, among the values of that moment.

A clue is a word and what belongs to it: `["unbound", "np"]`, `["hat"]`, `["not_called", "derivative"]`,
`["file", "data.csv", "read"]`, `["package", "torch"]`. The sentence that it stands for is written on the other side of
the wall.
"""

import ast
import builtins
import dis
import errno
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import PurePath
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType, TracebackType
from typing import Any

import numpy as np

from grader.sandbox.cells import notebook_of
from grader.sandbox.functions import ExpressionFunction, VectorFunction
from grader.sandbox.imports import first_names, is_listed
from grader.sandbox.inside.loader import parsed, read_source
from grader.sandbox.late import FunctionClass

_FUNCTIONS = (
    FunctionType, BuiltinFunctionType, MethodType, np.ufunc, type(np.mean), FunctionClass, ExpressionFunction,
    VectorFunction,
)  # fmt: skip
_METHODS = ("'method'", "'builtin_function_or_method'")
_KNOWN = (NameError, OSError, TypeError, AttributeError, ModuleNotFoundError)
_LONGEST = 40
_OF_FILES = {errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR}
_WRITES = frozenset(
    "mkdir makedirs save savez savetxt savefig to_csv write_text write_bytes touch remove unlink rename".split()
)


def clue(error: BaseException, trace: TracebackType | None, files: Mapping[str, bytes]) -> list[str]:
    """What is known about an exception.

    Parameters
    ----------
    error : BaseException
        As it left the student's code.
    trace : TracebackType or None
        Of the last line of theirs that was running.
    files : mapping of str to bytes
        The submission, each cell of a notebook by its own name.
    """
    if trace is None or not isinstance(error, _KNOWN) or _is_their_own(trace):
        return []
    if isinstance(error, ModuleNotFoundError):
        return _of_package(error, first_names(files))
    tree = _tree(trace.tb_frame.f_code.co_filename, files.get(trace.tb_frame.f_code.co_filename, b""))
    node = None if tree is None else _node(tree, trace)
    # Not UnboundLocalError, which is one too: there the name has a meaning, and only no value yet
    if type(error) is NameError and trace.tb_next is not None:  # the name is one in code that is not theirs
        return ["lambdified", str(error.name)[:_LONGEST]] if _is_lambdified(trace) else []
    if type(error) is NameError and tree is not None:
        return _of_name(str(error.name or ""), _trees_beside(trace.tb_frame.f_code.co_filename, files))
    if isinstance(error, OSError):
        return _of_file(error, node)
    if isinstance(error, (TypeError, AttributeError)) and node is not None:
        return _of_operation(error, node, trace.tb_frame)
    return []


def _is_their_own(trace: TracebackType) -> bool:
    """Whether the student's line is a `raise`: what it raises means what they want it to mean."""
    instructions = dis.get_instructions(trace.tb_frame.f_code)
    return any(each.offset == trace.tb_lasti and each.opname == "RAISE_VARARGS" for each in instructions)


def _is_lambdified(trace: TracebackType) -> bool:
    """Whether it was raised in code that SymPy's `lambdify` wrote."""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename.startswith("<lambdifygenerated")


def _trees_beside(name: str, files: Mapping[str, bytes]) -> Iterator[ast.Module]:
    """Of the file with this name; of a cell those of all cells of its notebook, which share their names."""
    for each, content in files.items():
        if notebook_of(each) == notebook_of(name) and (tree := _tree(each, content)) is not None:
            yield tree


@lru_cache(maxsize=8)
def _tree(name: str, content: bytes) -> ast.Module | None:
    try:
        return parsed(read_source(name, content))
    except (SyntaxError, ValueError, RecursionError):
        return None


def _node(tree: ast.Module, trace: TracebackType) -> ast.AST | None:
    """The expression or statement that was being worked out."""
    code = trace.tb_frame.f_code
    position = next(islice(code.co_positions(), trace.tb_lasti // 2, None), None)  # an instruction has two bytes
    for node in ast.walk(tree):
        here = (getattr(node, "lineno", None), getattr(node, "end_lineno", None))
        is_there = (*here, getattr(node, "col_offset", None), getattr(node, "end_col_offset", None)) == position
        if is_there and not isinstance(node, ast.Expr):  # a statement that is a call stands where the call stands
            return node
    return None


def _of_name(name: str, trees: Iterator[ast.Module]) -> list[str]:
    """A name to which nothing gives a meaning."""
    return ["unbound", name] if name and not any(_is_bound(tree, name) for tree in trees) else []


def _is_bound(tree: ast.Module, name: str) -> bool:
    """Whether anything in the file gives a meaning to a name, or may do so."""
    bound: set[Any]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            bound = {name} if _may_give(node, name) else set()
        elif isinstance(node, ast.alias):
            bound = {(node.asname or node.name).partition(".")[0]}
        elif isinstance(node, ast.Name):
            bound = set() if isinstance(node.ctx, ast.Load) else {node.id}
        elif isinstance(node, ast.Global):
            bound = set(node.names)
        else:
            # Functions, classes, `except ... as`, parameters and patterns: each has its name under one of these
            bound = {getattr(node, "name", None), getattr(node, "arg", None), getattr(node, "rest", None)}
        if name in bound:
            return True
    return False


def _may_give(star: ast.ImportFrom, name: str) -> bool:
    """Whether `from ... import *` may give a name: of NumPy and the like it is known what they hold."""
    module = None if star.level or not is_listed(star.module or "") else sys.modules.get(star.module or "")
    return not isinstance(module, ModuleType) or name in vars(module)


def _of_package(error: ModuleNotFoundError, own: Collection[str]) -> list[str]:
    """A package that is not on the list; one in the submission only lacks a part."""
    name = str(error.name or "").partition(".")[0]
    return ["package", name[:_LONGEST]] if name and not is_listed(name) and name not in own else []


def _of_file(error: OSError, node: ast.AST | None) -> list[str]:
    """A file that the code wants: at one level it is not there, at another one it is forbidden."""
    named = error.filename
    if named is None and isinstance(error, FileNotFoundError) and str(error).endswith(" not found."):  # NumPy's
        named = str(error).removesuffix(" not found.")
    is_of_file = error.errno in _OF_FILES or (error.errno is None and isinstance(error, FileNotFoundError))
    if not isinstance(named, (str, bytes)) or not is_of_file or _is_of_program(error):
        return []
    name = PurePath(named.decode(errors="replace") if isinstance(named, bytes) else named).name
    return ["file", name[:_LONGEST], "write" if node is not None and _is_writing(node) else "read"]


def _is_of_program(error: OSError) -> bool:
    """Whether it was a program that was not found."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__") == "subprocess":
            return True
        trace = trace.tb_next
    return False


def _is_writing(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    modes = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "open":
        texts = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
        # Of two texts the mode is the last
        return any(set(text) <= set("rwaxbt+") and set(text) & set("wax") for text in texts[-1:])
    return name in _WRITES


def _of_operation(error: Exception, node: ast.AST, frame: FrameType) -> list[str]:
    if (
        isinstance(node, (ast.BinOp, ast.AugAssign))
        and isinstance(node.op, ast.BitXor)
        and isinstance(error, TypeError)
    ):
        return ["hat"]
    for operand in _operands(node):
        if isinstance(_value(operand, frame), _FUNCTIONS):
            return _named("not_called", operand)
        if isinstance(operand, ast.Attribute) and any(word in str(error) for word in _METHODS):
            return _named("not_called", operand)
    if isinstance(node, ast.Call) and isinstance(error, TypeError):
        return _of_argument(error, node, frame)
    return []


def _operands(node: ast.AST) -> Iterator[ast.AST]:
    """What an operation is carried out on, where no function can be meant."""
    if isinstance(node, ast.BinOp):
        yield from (node.left, node.right)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Compare):
        yield from (node.left, *node.comparators)
    elif isinstance(node, ast.AugAssign):
        yield from (node.target, node.value)
    elif isinstance(node, (ast.Subscript, ast.Attribute)):
        yield node.value


def _of_argument(error: Exception, node: ast.Call, frame: FrameType) -> list[str]:
    """A function that was handed to another one, which says of what type it is."""
    for argument in node.args:
        value = _value(argument, frame)
        kind: Any = type(value)
        if isinstance(value, _FUNCTIONS) and kind.__name__ in str(error):
            return _named("not_called", argument)
    return []


def _value(node: ast.AST, frame: FrameType) -> Any:
    """The value of a name, or of one in a module, without running anything."""
    if isinstance(node, ast.Attribute):
        module = _value(node.value, frame)
        return vars(module).get(node.attr) if type(module) is ModuleType else None
    if not isinstance(node, ast.Name):
        return None
    scopes: tuple[Mapping[str, Any], ...] = (frame.f_locals, frame.f_globals, vars(builtins))
    return next((scope[node.id] for scope in scopes if node.id in scope), None)


def _named(word: str, node: ast.AST) -> list[str]:
    text = ast.unparse(node)
    return [word, text] if len(text) <= _LONGEST else []
