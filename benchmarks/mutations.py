"""How many faults the tests find: small changes to `grader/`, each tried against the tests that lie nearest.

    python benchmarks/mutations.py [--tests FOLDER]... [--mutations N] [--seed N] [--seconds N] [-- OPTION...]

A sample of all places is drawn from the seed, in files of Python under `grader/`: a comparison or an arithmetic sign
swapped, a number one higher, `and` for `or`, a condition or a truth value turned round, a `not` taken away, None
returned. Each is made in a scratch copy of the checkout, and the tests are run until one fails: first those that import
the changed module, then all of the folder that mirrors its own, then the submissions under tests/. A test that fails
without the change, too, finds nothing.

- caught: a test failed that passes without the change
- survived: none did. Some are no faults: the changed program does the same
- no time: neither after `--seconds`, 120 where it is not said

Several folders of tests, such as an older state of them, are compared on the same mutations; beside each lies the
`pyproject.toml` that is used with it. What stands behind `--` goes to pytest, such as `-m ""` for all tests.
"""

import argparse
import ast
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_COPIED = ("grader", "exercises", "solutions", "student_template", "docs", "benchmarks", ".ci")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".hypothesis")
_PASSED, _NONE_COLLECTED = 0, 5
"""What pytest ends with."""
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}


class Mutation(NamedTuple):
    """A change to one file."""

    path: Path
    """From the checkout's root."""
    line: int
    before: str
    after: str
    content: bytes
    """The whole file after the change."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {_short(self.before)} -> {_short(self.after)}"


class Tried(NamedTuple):
    """What the tests said of a mutation."""

    outcome: str
    seconds: float


def mutations_of(path: Path, root: Path) -> Iterator[Mutation]:
    """Every small change to a file."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in _code(ast.parse(source)):
        for text in _changed(node):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            content = source[:start] + text.encode() + source[end:]
            yield Mutation(path.relative_to(root), node.lineno, source[start:end].decode(), text, content)


def _code(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Expressions and statements that do something: no annotations; nor what an f-string shows."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "format_spec"} or isinstance(value, ast.JoinedStr):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                yield from _code(child)


def _changed(node: ast.expr | ast.stmt) -> Iterator[str]:
    """What may stand in the place of an expression or a statement."""
    match node:
        case ast.Compare(left, [operator], [right]) if type(operator) in _COMPARISONS:
            yield _text(ast.Compare(left, [_COMPARISONS[type(operator)]()], [right]))
        case ast.BinOp(left, sign, right) if type(sign) in _ARITHMETIC:
            yield _text(ast.BinOp(left, _ARITHMETIC[type(sign)](), right))
        case ast.BoolOp(word, values):
            yield _text(ast.BoolOp(ast.Or() if isinstance(word, ast.And) else ast.And(), values))
        case ast.UnaryOp(ast.Not(), operand):
            yield _text(operand)
        case ast.IfExp(test, body, orelse):
            yield _text(ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse))
        case ast.Constant(bool() as truth):
            yield str(not truth)
        case ast.Constant(int() as number):
            yield str(number + 1)
        case ast.Return(value) if value is not None and ast.unparse(value) != "None":
            yield "return None"
        case _:
            return


def _text(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."


def rungs(module: Path, tests: Path) -> list[list[str]]:
    """Tests of a module, nearest first: those that import it or its package, its folder's, the submissions'."""
    room = tests.joinpath(*module.parent.parts[1:])
    while not any(room.glob("**/test_*.py")):
        room = room.parent
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(room.glob("**/test_*.py"))}
    name = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    near: list[Path] = []
    while "." in name and not near:
        package, _, last = name.rpartition(".")
        near = [
            path for path, text in texts.items() if re.search(rf"{name} import|{package} import .*\b{last}\b", text)
        ]
        name = package
    return [[str(path) for path in paths] for paths in (near, [room], [tests / "test_submissions.py"]) if paths]


class Copy:
    """A checkout of its own with a folder of tests."""

    def __init__(self, folder: Path, tests: Path, options: list[str]) -> None:
        self._folder = folder
        self._options = options
        for path in ROOT.iterdir():
            if path.name in _COPIED:
                shutil.copytree(path, folder / path.name, ignore=_LEFT_OUT)
            elif path.is_file():
                shutil.copy(path, folder)
        shutil.copytree(tests, folder / "tests", ignore=_LEFT_OUT, symlinks=True)
        shutil.copy(tests.parent / "pyproject.toml", folder)

    def try_out(self, mutation: Mutation, seconds: float) -> Tried:
        """Run the tests of a mutation until one fails."""
        start = time.monotonic()
        path = self._folder / mutation.path
        original = path.read_bytes()
        _write(path, mutation.content)
        try:
            outcome = self._outcome(mutation.path, path, original, start + seconds)
        finally:
            _write(path, original)
        return Tried(outcome, time.monotonic() - start)

    def _outcome(self, module: Path, path: Path, original: bytes, until: float) -> str:
        for number, tests in enumerate(rungs(module, self._folder / "tests")):
            options = ["-x", "-n", "2" if number else "0", *tests]
            code = self._run(options, until - time.monotonic())
            if code is None:
                return "no time"
            if code not in {_PASSED, _NONE_COLLECTED}:
                _write(path, original)
                again = self._run(["-n", "0", "--last-failed", "--lfnf", "none", *tests], 120)
                return "caught" if again in {_PASSED, _NONE_COLLECTED} else "fails without it"
        return "survived"

    def _run(self, options: list[str], seconds: float) -> int | None:
        """What pytest ends with; None after so many seconds."""
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=no", *self._options, *options]
        if "-x" in options:
            shutil.rmtree(self._folder / ".pytest_cache", ignore_errors=True)
        process = subprocess.Popen(
            command,
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None


def _write(path: Path, content: bytes) -> None:
    """A file that may change twice within a second, so that what was compiled of it, by pytest too, must go."""
    path.write_bytes(content)
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def main() -> None:
    """Print what becomes of each mutation, and the sums."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--tests", type=Path, action="append", help="a folder of tests; this checkout's, if none")
    words.add_argument("--mutations", type=int, default=200)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--seconds", type=float, default=120.0, help="for one mutation")
    words.add_argument("options", nargs="*", help="for pytest")
    said = words.parse_args()
    trees = [folder.resolve() for folder in said.tests or [ROOT / "tests"]]
    files = sorted(path for path in (ROOT / "grader").glob("**/*.py") if "templates" not in path.parts)
    places = [mutation for path in files for mutation in mutations_of(path, ROOT)]
    drawn = random.Random(said.seed).sample(places, min(said.mutations, len(places)))  # noqa: S311 - no secret
    print(f"{len(drawn)} of {len(places)} mutations, seed {said.seed}")
    with tempfile.TemporaryDirectory() as scratch:
        copies = [Copy(_folder(scratch, number), tests, said.options) for number, tests in enumerate(trees)]
        tried: list[list[Tried]] = [[] for _ in trees]
        for mutation in drawn:
            for number, copy in enumerate(copies):
                tried[number].append(copy.try_out(mutation, said.seconds))
            print(" | ".join(f"{of[-1].outcome:8} {of[-1].seconds:5.1f} s" for of in tried), mutation, flush=True)
    for tests, outcomes in zip(trees, tried, strict=True):
        print(_sum(tests, outcomes))


def _folder(scratch: str, number: int) -> Path:
    Path(scratch).chmod(0o755)  # some tests run as another user
    folder = Path(scratch) / str(number)
    folder.mkdir()
    return folder


def _sum(tests: Path, outcomes: list[Tried]) -> str:
    counts = {name: sum(tried.outcome == name for tried in outcomes) for name in ("caught", "survived")}
    others = len(outcomes) - sum(counts.values())
    seconds = sum(tried.seconds for tried in outcomes)
    each = f"{seconds / counts['caught']:.1f}" if counts["caught"] else "-"
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{tests}: {said}, {others} neither; {seconds:.0f} s, {each} s for each that was caught"


if __name__ == "__main__":
    main()
