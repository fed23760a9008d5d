"""A class as students get it: its fields, and its methods' signatures and docstrings without their bodies.

Dataclasses, enumerations and typed tuples are their fields, which stay as they are. Nothing else of a class's body gets
into a stub: what its methods do is what students write.
"""

import ast
from collections.abc import Iterator, Sequence

_KEPT = frozenset(
    "property cached_property staticmethod classmethod abstractmethod setter getter deleter overload".split()
)
"""Decorators that say how a method is called, by the last part of their name; others may be part of an answer."""
_INDENT = "    "
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def class_stub(source: str, node: ast.ClassDef) -> str:
    """The text of a class in a stub.

    Parameters
    ----------
    source : str
        Text of the solution, without comments.
    node : ClassDef
        The class in it.
    """
    return "\n".join(_class(source.split("\n"), node, "")) + "\n"


def names_of(stub: str) -> set[str]:
    """What a class's stub names: bases, decorators, values of fields, and the signatures of its methods."""
    tree = ast.parse(stub)
    own = {node.name for node in ast.walk(tree) if isinstance(node, (_Function, ast.ClassDef))}  # as in `@size.setter`
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return (names | quoted_names(tree)) - own


def quoted_names(tree: ast.AST) -> set[str]:
    """Names in annotations that are written as texts, as of a class further down."""
    names: set[str] = set()
    for node in ast.walk(tree):
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            for part in ast.walk(annotation) if isinstance(annotation, ast.AST) else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    names |= _read(part.value)
    return names


def _read(annotation: str) -> set[str]:
    try:
        tree = ast.parse(annotation, mode="eval")
    except SyntaxError:  # a text of `Literal` or `Annotated`
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _class(lines: Sequence[str], node: ast.ClassDef, indent: str) -> Iterator[str]:
    yield from (f"{indent}@{ast.unparse(decorator)}" for decorator in node.decorator_list)
    yield indent + _head(lines, node)
    before: ast.stmt | None = None
    for statement in node.body:
        inner = _indent_of(lines, statement, indent)
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                part = _method(lines, statement, inner)
            case ast.ClassDef():
                part = _class(lines, statement, inner)
            case ast.Assign(value=ast.Lambda() as function) | ast.AnnAssign(value=ast.Lambda() as function):
                part = _named_lambda(statement, function, inner)
            case ast.Assign() | ast.AnnAssign():
                part = iter([inner + _segment(lines, statement)])
            case ast.Expr(value=ast.Constant(value=str())) if statement is node.body[0]:
                part = iter([inner + _segment(lines, statement)])
            case _:
                continue
        if before is not None and not (_is_field(before) and _is_field(statement)):
            yield ""
        yield from part
        before = statement
    if before is None:
        yield f"{indent}{_INDENT}pass"


def _is_field(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Assign, ast.AnnAssign))


def _method(lines: Sequence[str], node: _Function, indent: str) -> Iterator[str]:
    kept = (decorator for decorator in node.decorator_list if _last_name(decorator) in _KEPT)
    yield from (f"{indent}@{ast.unparse(decorator)}" for decorator in kept)
    yield indent + _head(lines, node)
    inner = _indent_of(lines, node.body[0], indent)
    if ast.get_docstring(node) is not None:
        yield inner + _segment(lines, node.body[0])
    yield f"{inner}raise NotImplementedError"


def _named_lambda(statement: ast.Assign | ast.AnnAssign, function: ast.Lambda, indent: str) -> Iterator[str]:
    """A method that is written as `area = lambda self: ...`, for each of its names."""
    for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
        yield f"{indent}def {ast.unparse(target)}({ast.unparse(function.args)}):"
        yield f"{indent}{_INDENT}raise NotImplementedError"


def _last_name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2]


def _head(lines: Sequence[str], node: _Function | ast.ClassDef) -> str:
    """From its `def` or `class` to the colon in front of its body, as it is written."""
    first = node.body[0]
    decorators = getattr(first, "decorator_list", [])
    if decorators:  # it begins with the sign in front of its first decorator
        line = decorators[0].lineno
        end = line, len(lines[line - 1]) - len(lines[line - 1].lstrip())
    else:
        end = first.lineno, first.col_offset
    return _between(lines, (node.lineno, node.col_offset), end).rstrip()


def _segment(lines: Sequence[str], node: ast.stmt) -> str:
    assert node.end_lineno is not None  # noqa: S101 - it was read from a text
    assert node.end_col_offset is not None  # noqa: S101
    return _between(lines, (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))


def _between(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text between two places, each a line and an offset in bytes, as Python's parser counts them."""
    chosen = [line.encode() for line in lines[start[0] - 1 : end[0]]]
    chosen[-1] = chosen[-1][: end[1]]
    chosen[0] = chosen[0][start[1] :]
    return b"\n".join(chosen).decode()


def _indent_of(lines: Sequence[str], statement: ast.stmt, outer: str) -> str:
    """What stands in front of it; one step more than outside where it follows on the same line."""
    before = lines[statement.lineno - 1].encode()[: statement.col_offset].decode()
    return before if before and not before.strip() else outer + _INDENT
