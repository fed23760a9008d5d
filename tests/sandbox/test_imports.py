"""Which files are in a file's process, and what its hash covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.imports import fingerprint, reached, without_end
from grader.sandbox.inside.loader import read_source

IMPORTS = {
    "import": "import helper\n",
    "with others": "import math, helper as h\n",
    "from": "from helper import half\n",
    "a part of it": "import helper.part\n",
    "in a function": "def f(x):\n    from helper import half\n    return half(x)\n",
    "behind another statement": "x = 1; import helper\n",
    "on a line of its own": "from helper \\\n    import half\n",
    "on another line": "import \\\n  helper\n",
    "after a tab": "from\thelper\timport half\n",
    "in old line ends": "import math\rimport helper\r",
    "in brackets": "from helper import (\n    half,\n)\n",
    "through another file": "import between\n",
    "in another dress": "import ｈelper\n",
    "by a text": "exec('import helper')\n",
    "by a name made at run time": "import importlib\nh = importlib.import_module('hel' + 'per')\n",
    "by a function of its own": "h = __import__('hel' + 'per')\n",
    "in another encoding": "# coding: unicode_escape\nimport h\\x65lper\n",
}
DOES_NOT = {
    "a name": "def f(helper): return helper\n",
    "a part of a library": "from sympy import helper, Symbol\nfrom math import (\n    helper)\n",
    "a text": "NAME = 'helper'\n",
    "a library of that name": "import random\n",
}
FILES = {"helper.py": b"def half(x): return x / 2\n", "between.py": b"import helper\n", "random.py": b"1 // 0"}


@pytest.mark.parametrize("source", IMPORTS.values(), ids=IMPORTS)
def test_what_it_imports_is_there(source: str) -> None:
    """However the import is written; and it counts."""
    files = {"work.py": source.encode(), **FILES}
    there = reached("work", files)
    assert there["helper.py"] == FILES["helper.py"]
    other = reached("work", {**files, "helper.py": b"def half(x): return x / 3\n"})
    assert fingerprint("work", there) != fingerprint("work", other)


@pytest.mark.parametrize("source", DOES_NOT.values(), ids=DOES_NOT)
def test_what_it_does_not_import_is_not_there(source: str) -> None:
    """Nor any file with the name of a library."""
    assert reached("work", {"work.py": source.encode(), **FILES}) == {"work.py": source.encode()}


def test_files_that_import_each_other() -> None:
    """They come to an end."""
    files = {"work.py": b"import helper", "helper.py": b"import work"}
    assert list(reached("work", files)) == ["helper.py", "work.py"]
    assert fingerprint("work", files) != fingerprint("helper", files)


def test_a_folder_is_imported_as_a_whole() -> None:
    """Whichever of its files is named."""
    files = {"work.py": b"from lib.part import f", "lib/__init__.py": b"", "lib/part.py": b"import helper", **FILES}
    assert list(reached("work", files)) == ["helper.py", "lib/__init__.py", "lib/part.py", "work.py"]


def test_a_hash_keeps_names_and_contents_apart() -> None:
    """No name can pass for a content."""
    assert fingerprint("a", {"b.py": b"c"}) != fingerprint("a", {"b.p": b"yc"})
    assert fingerprint("ab.py", {}) != fingerprint("a", {"b.py": b""})


ENDS = {
    "def f(): pass\n\n# mine\n\n": "def f(): pass",
    "x = 1  # mine\n": "x = 1  # mine",
    "x = 1\r\n# mine\r\n": "x = 1",
    'x = """\n# mine """\n# more\n': 'x = """\n# mine """',
    "x = 1 + \\\n# mine\n": "x = 1 + \\\n# mine\n",
    "x = 1\n# ü\n# mine\n": "x = 1\n# ü",
    "# coding: klingon\n# mine\n": "# coding: klingon",
}


@pytest.mark.parametrize(("source", "left"), ENDS.items())
def test_what_stands_behind_the_code_is_left_out(source: str, left: str) -> None:
    """Comments and blank lines, unless they may be more than that."""
    assert without_end(source.encode()) == left.encode()


PIECES = (
    "x = 1",
    '"""',
    "'''",
    "#",
    "# a",
    "\\",
    "\n",
    "\n",
    "\r",
    '"',
    "if x:",
    "    ",
    "y",
    "\0",
    "f'{x",
    "}'",
    "(",
    ")",
)


def compiled(content: bytes) -> object:
    """What Python makes of a file, with all that it tells of lines."""
    try:
        return compile(read_source("work.py", content), "work.py", "exec")
    except (SyntaxError, ValueError) as error:
        return type(error)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_code_is_the_same_without_its_end(source: str) -> None:
    """Line by line; what is no Python is none without its end."""
    content = source.encode()
    there, left = compiled(content), compiled(without_end(content))
    is_error = isinstance(there, type)
    assert is_error == isinstance(left, type)
    assert is_error or there == left
