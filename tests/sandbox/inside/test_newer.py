"""A line that only a newer Python reads: said where that is all that is wrong with it."""

import ast
import sys

import pytest

from grader.sandbox.inside.failures import newer

NEWER = [
    ("type Mat[T] = list[list[T]]", "3.12"),
    ("type Number = int | float", "3.12"),
    ("    type A = int", "3.12"),
    ("def first[T](items: list[T]) -> T:", "3.12"),
    ("class Stack[T]:", "3.12"),
    ("class Stack[T = int]:", "3.13"),
    ("except ValueError, TypeError:", "3.14"),
    ('x = t"hello {name}"', "3.14"),
    ('print(f"{d["a"]}")', "3.12"),
    ('''x = f"{', '.join(["a", "b"])}"''', "3.12"),
    (r"""x = f'{"\n".join(rows)}'""", "3.12"),
    ('''x = f"{d["a"]:.2f} and {1}"''', "3.12"),
]
OLD = [
    "type(x) == int",
    "type = 3",
    "type == 3",
    "return type",
    "def f(x):",
    "x = y[0](",
    'print(f"{d["a"}")',
    'print(f"{d[a]")',
    """print(f"{d['a']}")""",
    'print(f"{x:.2f}"',
    'print(f"{x!r:>{width}}" 1)',
    'print(f"{{}}" 1)',
    'text("a" "b"',
    "except (ValueError, TypeError):",
    "except ValueError as e:",
    "x = 'a",
    "",
    "f" * 3_000,
]


@pytest.mark.parametrize(("line", "since"), NEWER)
def test_what_is_newer_is_told_with_the_version_that_has_it(line: str, since: str) -> None:
    """To older ones only."""
    major, minor = map(int, since.split("."))
    assert newer(line, (major, minor - 1))[2:] == [since, f"{major}.{minor - 1}"]
    assert newer(line, (major, minor)) == []


@pytest.mark.parametrize("line", OLD)
def test_nothing_is_told_of_what_every_python_reads_alike(line: str) -> None:
    """Right or wrong."""
    assert newer(line, (3, 11)) == []


@pytest.mark.parametrize(("line", "since"), NEWER)
def test_it_is_true_that_this_python_reads_it_or_not(line: str, since: str) -> None:
    """Of this very interpreter: it cannot read what needs a later one."""
    body = f"{line.strip()}\n    pass\n" if line.endswith(":") else line.strip()
    source = f"try:\n    pass\n{body}" if line.startswith("except") else body
    if sys.version_info[:2] >= tuple(map(int, since.split("."))):
        ast.parse(source)
    else:
        with pytest.raises(SyntaxError):
            ast.parse(source)
