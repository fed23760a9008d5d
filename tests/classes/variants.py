"""The ways in which one exercise's file may be handed in: right, wrong in a named way, untouched, or broken."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.course.check.submissions import as_submission

RIGHT, MISTAKEN, STUB, ABSENT, BROKEN, SLOW = "right", "mistaken", "stub", "absent", "broken", "slow"
KINDS = (RIGHT, MISTAKEN, STUB, ABSENT, BROKEN, SLOW)


class Variant(NamedTuple):
    """One way to hand in an exercise."""

    exercise: str
    kind: str
    """One of `KINDS`."""
    name: str
    content: bytes | None
    """The file; None where there is none."""

    def numbered(self, number: int) -> bytes | None:
        """The file of one submission: nobody else's has the same bytes. Line numbers stay what they are."""
        return None if self.content is None else self.content + f"\n# submission {number}\n".encode()


def variants_of(root: Path, exercise: str) -> list[Variant]:
    """All variants of an exercise of the course that ships, always in the same order."""
    return [Variant(exercise, *described) for described in _all(root, exercise)]


def _all(root: Path, exercise: str) -> Iterator[tuple[str, str, bytes | None]]:
    file = f"{exercise}.py"
    tests = root / "tests"
    stub = (root / "student_template" / file).read_bytes()
    perfect = (tests / "submissions" / "perfect" / file).read_bytes()
    yield RIGHT, "perfect", perfect
    yield RIGHT, "reference", as_submission((root / "solutions" / file).read_text("utf-8")).encode()
    for folder in _folders(tests / "alternatives" / exercise):
        yield RIGHT, folder.name, (folder / file).read_bytes()
    for folder in _folders(tests / "submissions" / "misconceptions" / exercise):
        mistaken = (folder / file).read_bytes()
        yield MISTAKEN, f"only_{folder.name}", mistaken
        yield MISTAKEN, f"else_right_{folder.name}", perfect + b"\n\n" + mistaken  # what comes later stands
    yield STUB, "untouched", stub
    yield ABSENT, "absent", None
    functions = _functions(stub)
    for name, content in _broken(perfect, functions):
        yield BROKEN, name, content
    yield SLOW, "hangs", perfect + f"\n\ndef {functions[0]}(*_):\n    while True:\n        pass\n".encode()


def _folders(where: Path) -> list[Path]:
    return sorted(path for path in where.iterdir() if path.is_dir() and path.name != "__pycache__")


def _functions(source: bytes) -> list[str]:
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def _broken(perfect: bytes, functions: list[str]) -> Iterator[tuple[str, bytes]]:
    yield "syntax_error", perfect + b"\n\ndef unfinished(:\n"
    yield "null_bytes", perfect + b"\n\0\n"
    yield "not_text", b"\xff\xfe\xfa" + perfect
    yield "raises_at_import", perfect + b"\n\nraise RuntimeError('not finished')\n"
    yield "missing_library", b"import a_library_that_nobody_has\n\n" + perfect
    yield "ends_at_import", perfect + b"\n\nimport os\n\nos._exit(0)\n"
    yield "exits_at_import", perfect + b"\n\nraise SystemExit(0)\n"
    yield "prints_at_import", perfect + b"\n\nprint('so far so good ' * 20_000)\n"
    for name, statement in (
        ("ends_when_called", "__import__('os').kill(__import__('os').getpid(), 9)"),
        ("raises_when_called", "raise KeyError('missing')"),
        ("recurses", "return f(*arguments)"),
        ("greedy", "return bytearray(2**36)"),
        ("gives_nothing", "pass"),
        ("gives_text", "return 'about two'"),
        ("gives_objects", "return object()"),
        ("gives_itself", "return [f]"),
        ("not_a_number", "return float('nan')"),
        ("prints_when_called", "print('here', 'there ' * 500)\n    return 0"),
    ):
        function = f"def f(*arguments):\n    {statement}\n\n\n"
        yield name, (function + " = ".join([*functions, "f"]) + "\n").encode()
