"""The stub and the reference, handed in as a student would hand them in: through the wall."""

import ast
import traceback
from collections.abc import Iterator
from pathlib import Path

from grader.course.in_memory import module_of
from grader.course.listing import STUBS
from grader.exercise import Course
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.checked import Finding
from grader.model.report import Report
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox

_CURE_OF_NAMES = (
    "Let signatures, classes and given constants name only what is imported, a class, or itself a constant that "
    "students get; in the place of a function write None, and let the body take it"
)
_CURE_OF_CALLS = (
    "Let no default, no given constant and no field be made by a method of a class in the stub: write None or a plain "
    "value, and make the object in the function's body"
)


def check_submissions(folder: Path, key: ExerciseKey, sandbox: Sandbox) -> Iterator[Finding]:
    """The untouched stub earns nothing, every item `MISSING`; the reference earns everything."""
    stub_path, source = f"{STUBS}/{key.name}.py", (folder / STUBS / f"{key.name}.py").read_text(encoding="utf-8")
    if (line := _unfinished(source)) is not None:
        fault = "the untouched stub cannot be loaded: this line calls what students are to write"
        yield Finding(code="stub.crashes", path=stub_path, line=line, fault=fault, cure=_CURE_OF_CALLS)
        return
    stub = _judge(key, source, sandbox)
    reference = _judge(key, as_submission(Path(key.where).read_text(encoding="utf-8")), sandbox)
    # The stub first: it is what every student has on the first day, and must neither crash nor earn
    for item in stub.items:
        if item.verdict is Verdict.CRASHED:
            said = " ".join(remark.text for remark in item.feedback)
            fault = f"the untouched stub crashes on item {item.id}: {said}"
            yield Finding(code="stub.crashes", path=stub_path, fault=fault, cure=_CURE_OF_NAMES)
        elif item.verdict is not Verdict.MISSING or item.score:
            fault = f"the untouched stub is {item.verdict.lower()} on item {item.id} and earns {item.score or 0:g}"
            cure = "Ask for something that a stub does not have"
            yield Finding(code="stub.earns", path=stub_path, fault=fault, cure=cure)
    for item in reference.items:
        if item.verdict is not Verdict.CORRECT:
            said = " ".join(remark.text for remark in item.feedback)
            fault = f"the reference, handed in, is {item.verdict.lower()} on item {item.id}: {said}"
            cure = "Let it return plain values, arrays or SymPy expressions, and need nothing but numpy and sympy"
            yield Finding(code="reference.fails", path=f"solutions/{key.name}.py", fault=fault, cure=cure)


def _unfinished(stub: str) -> int | None:
    """The line at which a stub raises NotImplementedError while it is loaded; None if it does not.

    Judging would take it for a function that is not written yet, which is what a stub has to be.
    """
    try:
        module_of(stub)
    except NotImplementedError as error:
        classes = {node.name for node in ast.walk(ast.parse(stub)) if isinstance(node, ast.ClassDef)}
        frames = traceback.extract_tb(error.__traceback__)  # the body of a class has a frame of its own
        return [frame.lineno for frame in frames if frame.name in {"<module>", *classes}][-1]
    except Exception:  # noqa: BLE001 - what else it raises is a crash, which judging tells
        return None
    return None


def as_submission(source: str) -> str:
    """A solution without the statements that need the grader, which no student's code can import."""
    gone: set[str] = set()  # what needs a name that has gone goes as well: `misconceptions = (Misconception(...),)`
    kept: list[ast.stmt] = []
    for statement in ast.parse(source).body:
        if _imports_grader(statement) or gone & _used(statement):
            gone |= _bound(statement)
        else:
            kept.append(statement)
    return ast.unparse(ast.Module(kept, []))


def _imports_grader(statement: ast.stmt) -> bool:
    for node in ast.walk(statement):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(module.partition(".")[0] == "grader" for module in modules):
            return True
    return False


def _used(statement: ast.stmt) -> set[str]:
    names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement at the top level gives a meaning to."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))  # of an assignment, a loop, a `with`
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _judge(key: ExerciseKey, source: str, sandbox: Sandbox) -> Report:
    submission = Submission("check", {f"{key.name}.py": source.encode()})
    session = sandbox.open(submission.files)
    try:
        return judge(submission, CourseKey(Course(name="check", title="check", version="0"), (key,)), session)
    finally:
        session.close()
