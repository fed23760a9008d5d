"""What students fill in, made from the reference: signatures and docstrings, each body `raise NotImplementedError`.

Beside the functions that items examine a stub has what their signatures name: constants, types, and classes.
"""

import ast
import io
import tokenize
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from grader.course.class_stubs import class_stub, names_of, quoted_names
from grader.course.listing import STUBS, exercise_names
from grader.course.load import load_course
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey

_MARK = "# given"
"""Behind an assignment at the reference's top level, or the head of a class: students get it too."""


def stubs(folder: Path, names: Collection[str] = ()) -> dict[Path, str]:
    """The text of every stub of a course, or of those named, by its path.

    AuthoringError where a reference cannot become one.
    """
    course = load_course(folder, names or exercise_names(folder))
    return {folder / STUBS / f"{exercise_key.name}.py": make_stub(exercise_key) for exercise_key in course.exercises}


def stale(folder: Path, names: Collection[str] = ()) -> dict[Path, str]:
    """Paths at which a stub is not what it should be, each with what is wrong; all of them if none is named."""
    wanted = stubs(folder, names)
    there = () if names else sorted((folder / STUBS).glob("*.py"))
    faults = {path: "it has no exercise" for path in there if path not in wanted}
    for path, text in wanted.items():
        if not path.is_file():
            faults[path] = "it is missing"
        elif path.read_text(encoding="utf-8") != text:
            faults[path] = "it is not what the reference gives"
    return faults


def write(folder: Path, names: Collection[str] = ()) -> dict[Path, str]:
    """Write the stubs that are stale, and unless some are named remove those of no exercise; what was done, by path."""
    wanted = stubs(folder, names)
    done: dict[Path, str] = {}
    for path in stale(folder, names):
        if path in wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
            done[path] = "written"
        else:
            path.unlink()
            done[path] = "removed"
    return done


def make_stub(key: ExerciseKey) -> str:
    """The stub of one exercise: the functions that its items examine, in the order of the reference.

    AuthoringError for a function without a docstring, which is all that a student would have to go by.
    """
    path = Path(key.where)
    source, comments = _without_comments(path.read_text(encoding="utf-8"))
    module = ast.parse(source)
    marked = {line for line, comment in comments.items() if comment == _MARK}
    functions = _examined(module, key, path)
    classes = {node.name: class_stub(source, node) for node in module.body if isinstance(node, ast.ClassDef)}
    used = {name for function in functions for name in _signature_names(function, classes)}
    given = _given(module, used, marked, classes)
    imports = list(_imports(source, module, used.union(*(_names_of(statement, classes) for statement in given))))
    if any(isinstance(statement, ast.ClassDef) for statement in given):
        imports = [*_futures(module), *imports]
    head = f'"""{key.exercise.title}: `grade show {key.name}` prints what is asked."""\n'
    parts = ([head], imports, list(_written(source, given, classes)))
    bodies = (f"\n\n{_stub(source, function, path)}" for function in functions)
    return "\n".join("".join(part) for part in parts if part) + "".join(bodies)


def _examined(module: ast.Module, key: ExerciseKey, path: Path) -> list[ast.FunctionDef]:
    """The functions that items examine; of two of one name the last, as Python has it."""
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    for item in key.exercise.items:
        if item.function not in functions and item.function in key.functions:
            where = f"{path}:{key.functions[item.function].__code__.co_firstlineno}"
            fault = f"{item.function} is not written with `def` at the top level, and has no docstring to be shown"
            raise AuthoringError(where, fault, f"Write `def {item.function}(...):` there, with its docstring")
    examined = {item.function for item in key.exercise.items}
    return sorted((functions[name] for name in examined & functions.keys()), key=lambda function: function.lineno)


def _stub(source: str, function: ast.FunctionDef, path: Path) -> str:
    first = function.body[0]
    if ast.get_docstring(function) is None:
        where = f"{path}:{function.lineno}"
        raise AuthoringError(where, f"{function.name} has no docstring", "Say what it takes and returns, with shapes")
    lines = source.split("\n")[function.lineno - 1 : first.end_lineno]
    lines[-1] = lines[-1].encode()[: first.end_col_offset].decode()  # a statement may follow on the same line
    return "\n".join([*lines, "    raise NotImplementedError\n"])


def _without_comments(source: str) -> tuple[str, dict[int, str]]:
    """The source with nothing behind the code of its lines; and the comments, by line."""
    lines, comments = source.split("\n"), {}
    # by Python's own tokens, for a `#` inside a text is no comment
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            lines[line - 1] = lines[line - 1][:column].rstrip()
            comments[line] = token.string
    return "\n".join(lines), comments


def _given(module: ast.Module, used: set[str], marked: Collection[int], classes: Mapping[str, str]) -> list[ast.stmt]:
    """The assignments and classes that students get, in order.

    Those that are marked, and whatever has a name that signatures use, such as a type, or that one of the latter uses.
    What a marked one uses is not, unless it is a class, whose bodies stay behind: who marks a constant has not thereby
    marked how it comes about.
    """
    given = [statement for statement in module.body if _is_marked(statement, module, marked)]
    wanted = used.union(*(_names_of(statement, classes) & classes.keys() for statement in given))
    wanted |= {statement.name for statement in given if isinstance(statement, ast.ClassDef)}
    followed: list[ast.stmt] = []
    before = -1
    while before != len(followed):  # a class may name one further down, in a signature that is read later
        before = len(followed)
        for statement in reversed(module.body):  # backwards: most stands below what it uses
            if statement not in followed and _bound(statement) & wanted:
                followed.append(statement)
                wanted |= _names_of(statement, classes)
    return [statement for statement in module.body if statement in given or statement in followed]


def _is_marked(statement: ast.stmt, module: ast.Module, marked: Collection[int]) -> bool:
    """Whether it is an assignment that ends on a marked line, or a class that begins on one."""
    if isinstance(statement, ast.ClassDef):
        return statement.lineno in marked
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.end_lineno not in marked:
        return False
    # the mark is of what it stands behind: the last one on its line
    return [other for other in module.body if other.end_lineno == statement.end_lineno][-1] is statement


def _bound(statement: ast.stmt) -> set[str]:
    """Names of an assignment or a class; none of what cannot be in a stub."""
    if isinstance(statement, ast.ClassDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return {ast.unparse(target) for target in targets}


def _names_of(statement: ast.stmt, classes: Mapping[str, str]) -> set[str]:
    """What an assignment or a class in a stub names."""
    return names_of(classes[statement.name]) if isinstance(statement, ast.ClassDef) else _names(statement)


def _written(source: str, given: list[ast.stmt], classes: Mapping[str, str]) -> Iterator[str]:
    """The text of each, with two empty lines around a class."""
    before: ast.stmt | None = None
    for statement in given:
        if isinstance(statement, ast.ClassDef) or isinstance(before, ast.ClassDef):
            yield "\n" if before is None else "\n\n"  # one stands between the parts of a stub anyway
        own = classes.get(statement.name) if isinstance(statement, ast.ClassDef) else None
        yield own or f"{ast.get_source_segment(source, statement)}\n"
        before = statement


def _futures(module: ast.Module) -> Iterator[str]:
    """`from __future__ import ...`: a class may name itself in an annotation by it."""
    for statement in module.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            yield f"{ast.unparse(statement)}\n\n"


def _imports(source: str, module: ast.Module, used: set[str]) -> Iterator[str]:
    """The reference's imports of what is used, with the empty lines between them."""
    last: int | None = None
    lines = source.split("\n")
    for statement in module.body:
        if not isinstance(statement, (ast.Import, ast.ImportFrom)):
            continue
        names = [alias for alias in statement.names if (alias.asname or alias.name.partition(".")[0]) in used]
        if not names:
            continue
        between = lines[last : statement.lineno - 1] if last is not None else []
        if any(not line.strip() for line in between):  # the empty line between Python's modules and the others
            yield "\n"
        last = statement.end_lineno
        kept = ast.Import(names) if isinstance(statement, ast.Import) else ast.ImportFrom(statement.module, names, 0)
        yield ast.unparse(kept) + "\n"


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _signature_names(function: ast.FunctionDef, classes: Collection[str]) -> set[str]:
    """What a signature names; of what it names as a text only classes, which need not be there when it is read."""
    signature = [part for part in (function.args, function.returns) if part is not None]
    quoted = quoted_names(ast.FunctionDef("f", function.args, [], [], function.returns)) & {*classes}
    return quoted.union(*map(_names, signature))
