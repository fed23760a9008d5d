"""What students fill in, made from the reference: signatures and docstrings, each body `raise NotImplementedError`."""

import ast
import io
import tokenize
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.course.load import exercise_names, load_course
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey

FOLDER = "student_template"
_MARK = "# given"
"""Behind an assignment at the reference's top level: students get it too."""


def stubs(folder: Path, names: Collection[str] = ()) -> dict[Path, str]:
    """The text of every stub of a course, or of those named, by its path.

    AuthoringError where a reference cannot become one.
    """
    course = load_course(folder, names or exercise_names(folder))
    return {folder / FOLDER / f"{exercise_key.name}.py": make_stub(exercise_key) for exercise_key in course.exercises}


def stale(folder: Path, names: Collection[str] = ()) -> dict[Path, str]:
    """Paths at which a stub is not what it should be, each with what is wrong; all of them if none is named."""
    wanted = stubs(folder, names)
    there = () if names else sorted((folder / FOLDER).glob("*.py"))
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
    examined = {item.function for item in key.exercise.items}
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name in examined]
    used = {name for function in functions for name in _signature_names(function)}
    given = _given(module, used, marked)
    imports = list(_imports(source, module, used.union(*map(_names, given))))
    head = f'"""{key.exercise.title}: `grade show {key.name}` prints what is asked."""\n'
    parts = ([head], imports, [f"{ast.get_source_segment(source, definition)}\n" for definition in given])
    bodies = (f"\n\n{_stub(source, function, path)}" for function in functions)
    return "\n".join("".join(part) for part in parts if part) + "".join(bodies)


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


def _given(module: ast.Module, used: set[str], marked: Collection[int]) -> list[ast.stmt]:
    """The assignments that students get, in order.

    Those that end on a marked line, and those of names that signatures use, such as a type, or that one of the latter
    uses. What a marked one uses is not: who marks a constant has not thereby marked how it comes about.
    """
    given: list[ast.stmt] = []
    last = {statement.end_lineno: statement for statement in module.body}  # the mark is of what it stands behind
    for statement in reversed(module.body):  # backwards: what an assignment uses stands above it
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if {ast.unparse(target) for target in targets} & used:
            given.append(statement)
            used = used | _names(statement)
        elif statement.end_lineno in marked and last[statement.end_lineno] is statement:
            given.append(statement)
    return given[::-1]


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


def _signature_names(function: ast.FunctionDef) -> set[str]:
    return set().union(*(_names(part) for part in (function.args, function.returns) if part is not None))
