"""The files of an exercise: all are there, the stub is what the reference gives, docstrings say what they must."""

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.course.check.findings import finding_of, seen_from
from grader.course.load import exercise_names
from grader.course.stubs import FOLDER, make_stub
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding


def orphans(folder: Path) -> Iterator[Finding]:
    """Files beside those of exercises that belong to none."""
    names = set(exercise_names(folder))
    for tree in ("solutions", FOLDER):
        for path in sorted((folder / tree).glob("*.py")):
            if path.stem not in names and path.stem != "__init__":
                fault, cure = f"no exercise is called {path.stem}", "Write it, rename the file, or remove it"
                yield Finding(code="file.orphan", path=f"{tree}/{path.name}", fault=fault, cure=cure)


def check_files(folder: Path, key: ExerciseKey) -> Iterator[Finding]:
    """Faults of the stub and of docstrings."""
    name = f"{FOLDER}/{key.name}.py"
    try:
        wanted = make_stub(key)
    except AuthoringError as error:
        yield finding_of(error, folder, "docstring.missing")
        return
    path = folder / name
    if not path.is_file():
        yield Finding(code="stub.missing", path=name, fault="there is no stub", cure="Run `grade stubs`")
    elif path.read_text(encoding="utf-8") != wanted:
        fault = "it is not what the reference gives"
        yield Finding(code="stub.stale", path=name, fault=fault, cure="Run `grade stubs`")
    yield from _docstrings(folder, key)


def _docstrings(folder: Path, key: ExerciseKey) -> Iterator[Finding]:
    """What a student goes by: what a function takes, with shapes, and what it returns."""
    module = ast.parse(Path(key.where).read_text(encoding="utf-8"))
    examined = {item.function for item in key.exercise.items}
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name in examined:
            text = ast.get_docstring(node) or ""
            # numpydoc's sections: a heading with a line below it that is as long
            wanted = ["Returns", *(["Parameters"] if node.args.args else [])]
            missing = [section for section in wanted if f"{section}\n{'-' * len(section)}" not in text]
            if missing:
                fault = f"the docstring of {node.name} has no section {' and '.join(missing)}"
                cure = "Say what it takes and returns, with types, shapes and units (numpydoc)"
                path = seen_from(folder, key.where)
                yield Finding(code="docstring.sections", path=path, line=node.lineno, fault=fault, cure=cure)
