"""Fingerprints of code: the same for what does the same in the same steps, another one for anything else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox.inside.loader import MemoryFinder
from tests.conftest import ROOT

PLAIN = "import numpy as np\n\ndef f(x, y=1):\n    total = x + y\n    return np.dot(total, 2)\n"

COMMENTED = """# mine
import numpy as np


def f(x, y=1):  # adds

    total = x + y

    return np.dot(total, 2)"""
SAME = {
    "comments and blank lines": COMMENTED,
    "brackets and spaces": "import numpy as np\ndef f(x,y=1):\n  total=(x+y)\n  return (np.dot(total,(2)))\n",
    "names of variables": PLAIN.replace("total", "z"),
    "line ends and a mark": "\ufeff" + PLAIN.replace("\n", "\r\n"),
    "annotations of variables": PLAIN.replace("total =", "total: int ="),
}
OTHER = {
    "a number": PLAIN.replace("2", "3"),
    "a number of another type": PLAIN.replace("2", "2.0"),
    "a truth value": PLAIN.replace("y=1", "y=True"),
    "an operation": PLAIN.replace("x + y", "x - y"),
    "the order": PLAIN.replace("x + y", "y + x"),
    "a parameter's name": PLAIN.replace("x", "u"),
    "a default": PLAIN.replace("y=1", "y=0"),
    "a keyword-only parameter": PLAIN.replace("x, y", "x, *, y"),
    "a function's name": PLAIN.replace("def f", "def g"),
    "another library": PLAIN.replace("numpy", "numpy.linalg"),
    "one more statement": PLAIN + "f = None\n",
    "a text": PLAIN + "NAME = 'a'\n",
}

ALIKE_BUT_FOR = {
    "the sign of zero": ("0.0", "-0.0"),
    "the type of a whole number": ("1", "True"),
    "text and bytes": ("'1'", "b'1'"),
    "a tuple's entries": ("(1, 2)", "(1, 2.0)"),
    "a set's entries": ("x in {1, 2}", "x in {1, 3}"),
    "the order of a set's entries": ("[y for y in {0, 8}]", "[y for y in {8, 0}]"),
    "the sign of what is no number": ("1e999 - 1e999", "-(1e999 - 1e999)"),
    "an exception's handler": ("[x]", "[y for y in x]"),
}

SEES = {
    "its own text": "import inspect\nTEXT = inspect.getsource(f)\n",
    "its own file": "TEXT = open(__file__).read()\n",
    "another file": "import linecache\nTEXT = linecache.getlines('other.py')\n",
    "its comments": "import pydoc\nTEXT = pydoc.getdoc(f)\n",
    "the names of its variables": "def g(a):\n    b = a\n    return locals()\n",
    "those of a generator": "def g():\n    b = 1\n    yield b\nNAMES = list(g().gi_frame.f_locals)\n",
    "those that SymPy writes down": "import sympy\ndef g(a): return sympy.lambdify([a], 1).__doc__\n",
    "its lines": "import sys\nLINE = sys._getframe().f_lineno\n",
    "its lines by a warning": "from numpy.testing import suppress_warnings\n",
    "its lines by a library's library": "from collections import _sys\nLINES = _sys._current_frames()\n",
    "its code": "SIZE = f.__code__.co_firstlineno\n",
    "its code by a format": "SIZE = '{0.__code__.co_firstlineno}'.format(f)\n",
    "its code by a getter": "from operator import attrgetter\nSIZE = attrgetter('__code__.co_firstlineno')(f)\n",
    "its code by a pattern": "match f:\n    case object(__code__=object(co_firstlineno=SIZE)): pass\n",
    "its code by a method's name": "from operator import methodcaller\nGET = methodcaller('__getattribute__', 'x')\n",
    "its code by an expression in pieces": "import sympy\nS = sympy.sympify('.'.join(['f', '__code__']), {'f': f})\n",
    "its code by an expression": "import sympy\nSIZE = sympy.sympify('f.__code__.co_firstlineno', {'f': f})\n",
    "the clock": "import time\nNOW = time.time()\n",
    "the clock by a library": "NOW = np.datetime64('now')\n",
    "memory that nobody has written to": "def g(): return np.empty(3)\n",
    "where things lie": "PLACE = hash(f)\n",
    "chance by a generator's bits": "BITS = np.random.PCG64().state\n",
    "chance": "def g(): return np.random.default_rng().random()\n",
    "chance by a seed of None": "RNG = np.random.default_rng(None)\n",
    "chance by a name": "RNG = np.random.default_rng(f)\n",
    "chance by another name": "make = np.random.default_rng\nRNG = make()\n",
    "chance in another's hands": "RNG = list(map(np.random.default_rng, [None]))\n",
    "chance beside a number": "def g(make, n): return make()\nRNG = g(np.random.default_rng, 1)\n",
}

SEEDED = (
    "RNG = np.random.default_rng(1)\n",
    "np.random.seed(0)\n",
    "def g(): return np.random.RandomState(7).normal(size=2)\n",
    "import random\nRNG = random.Random(12)\n",
)

HANDLES = """def f(x):
    try:
        if x:
            total = x
        return total
    except Exception as error:
        return str(error)
"""


def both(source: str, **others: str) -> tuple[str, str]:
    """Of a file `work.py` beside others: of its code, and of its text."""
    files = {"work.py": source, **{f"{name}.py": text for name, text in others.items()}}
    return MemoryFinder({name: text.encode() for name, text in files.items()}).fingerprints("work")


def fingerprint(source: str, **others: str) -> str:
    """That of its code."""
    code, text = both(source, **others)
    assert bool(code) == bool(text)
    return code


@pytest.mark.parametrize("source", SAME.values(), ids=SAME)
def test_how_it_is_written_does_not_count(source: str) -> None:
    """Two students who have written the same function have the same fingerprint."""
    assert fingerprint(source) == fingerprint(PLAIN) != ""


@pytest.mark.parametrize("source", OTHER.values(), ids=OTHER)
def test_what_it_does_counts(source: str) -> None:
    """Whatever could be seen from outside."""
    assert fingerprint(source) != fingerprint(PLAIN)


@pytest.mark.parametrize(("one", "other"), ALIKE_BUT_FOR.values(), ids=ALIKE_BUT_FOR)
def test_constants_are_told_apart(one: str, other: str) -> None:
    """Also those that Python takes for equal."""
    assert fingerprint(f"def f(x): return {one}") != fingerprint(f"def f(x): return {other}")


@pytest.mark.parametrize("more", SEEDED)
def test_chance_with_a_seed_is_none(more: str) -> None:
    """The numbers are the same on every run; another seed is other code."""
    assert fingerprint(PLAIN + more) == fingerprint(PLAIN + more + "# mine\n") != ""
    digit = next(one for one in more if one.isdigit())
    assert fingerprint(PLAIN + more) != fingerprint(PLAIN + more.replace(digit, "3"))


@pytest.mark.parametrize("more", SEES.values(), ids=SEES)
def test_code_that_sees_more_than_its_arguments_has_none(more: str) -> None:
    """A comment could make a difference to it, or another file, or the moment."""
    assert fingerprint(PLAIN + more) == ""


UNTOLD = {
    "a warning of the compiler's": "def f(x): return x + 1or 2\n",
    "one that it does not need": "def f(x):\n    return x\n    1()\n",
    "lines that the encoding hides": "# coding: unicode_escape\n# \\\n\ndef f(x): return x\n",
}


@pytest.mark.parametrize("source", UNTOLD.values(), ids=UNTOLD)
def test_code_of_which_python_tells_more_than_its_lines_has_none(source: str) -> None:
    """What the compiler warns of is printed with its line; and lines in another encoding may be counted otherwise."""
    assert fingerprint(source) == fingerprint("import helper\n", helper=source) == ""


def test_names_of_variables_count_where_exceptions_are_handled() -> None:
    """Python tells which variable has no value yet, and what the code makes of that may be its answer."""
    assert fingerprint(HANDLES) == fingerprint(HANDLES + "# mine\n") != ""
    assert fingerprint(HANDLES) != fingerprint(HANDLES.replace("total", "mine"))


def test_a_library_s_name_is_no_file_s() -> None:
    """A file with the name of a library that sees more makes nobody's import of that library plain."""
    assert fingerprint("import unittest\n", unittest="") == ""


@pytest.mark.parametrize(
    "source", ["def f(:", "\0", "return 1", "(" * 500, "x = 1\n" + " " * 200_000, "x = 0x1" + "0" * 5000]
)
def test_what_is_no_code_has_none(source: str) -> None:
    """Nor what is too long to be anybody's solution, as a file or as a number."""
    assert fingerprint(source) == ""


HELPER = "def half(x): return x / 2\n"
NAMES_IT = {
    "import": "import helper\n",
    "from": "from helper import half\n",
    "in a function": "def f(x):\n    from helper import half\n    return half(x)\n",
    "through another file": "import between\n",
}


@pytest.mark.parametrize("source", NAMES_IT.values(), ids=NAMES_IT)
def test_what_it_imports_counts(source: str) -> None:
    """All files of the submission that it leads to."""
    between = "import helper\n"
    first = fingerprint(source, helper=HELPER, between=between)
    assert first == fingerprint(source, helper=HELPER + "# a comment\n", between=between) != ""
    assert first != fingerprint(source, helper=HELPER.replace("2", "3"), between=between)
    assert fingerprint(source, helper="def half(:", between=between) == ""


def test_what_it_does_not_import_does_not_count() -> None:
    """Whatever lies beside it, and whatever it is called."""
    source = PLAIN.replace("total", "helper").replace("def f", "def other")
    assert fingerprint(source, helper=HELPER) == fingerprint(source, other="1 // 0") == fingerprint(source) != ""


OTHER_TEXT = {
    "a comment on a line": PLAIN.replace("x + y\n", "x + y  # mine\n"),
    "a line more": "\n" + PLAIN,
    "a variable's name": PLAIN.replace("total", "z"),
    "spaces": PLAIN.replace("x + y", "x  +  y"),
}


@pytest.mark.parametrize("source", OTHER_TEXT.values(), ids=OTHER_TEXT)
def test_what_python_says_of_a_failure_differs(source: str) -> None:
    """The line, its number and the names in it: another text, though it is the same code."""
    assert fingerprint(source) == fingerprint(PLAIN)
    assert both(source)[1] != both(PLAIN)[1]


def test_the_same_text() -> None:
    """Line ends, and what stands behind the last line of code, can be named in nothing that Python says."""
    assert both(PLAIN)[1] == both(PLAIN.replace("\n", "\r\n"))[1] == both(PLAIN + "\n\n# the end\n")[1]
    assert both("import helper\n", helper=HELPER)[1] != both("import helper\n", helper="# mine\n" + HELPER)[1]


def test_code_that_ends_elsewhere() -> None:
    """What is still to come of the last statement counts, though no code stands on its lines."""
    source = "def f(x): return x\nLAST = (\n1\n+\n2)"
    assert both(source)[1] != both(source.replace("2", "3"))[1]


def test_files_that_import_each_other() -> None:
    """They come to an end."""
    assert fingerprint("import helper\n", helper="import work\n") != ""


def solutions() -> Iterator[Path]:
    """What students may hand in, right and wrong."""
    yield from sorted((ROOT / "tests" / "submissions" / "perfect").glob("*.py"))
    yield from sorted((ROOT / "tests" / "alternatives").glob("*/*/*.py"))


@pytest.mark.parametrize("path", list(solutions()), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_python_s_own_way_to_write_it(path: Path) -> None:
    """A file that is read and written again by Python has the fingerprint of the original."""
    source = path.read_text("utf-8")
    found = fingerprint(source)
    assert found == fingerprint(ast.unparse(ast.parse(source)))
    assert bool(found) == ("np.empty" not in source)


def test_no_two_mistakes_are_taken_for_one() -> None:
    """The named misconceptions of the course, with what is right, all differ."""
    folder = ROOT / "tests" / "submissions" / "misconceptions"
    for exercise in folder.iterdir():
        found = {ast.dump(ast.parse(path.read_text("utf-8"))): path for path in exercise.glob(f"*/{exercise.name}.py")}
        prints = [fingerprint(path.read_text("utf-8")) for path in found.values()]
        assert len(set(prints)) == len(prints)
