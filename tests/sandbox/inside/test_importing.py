"""What import statements find: one list, the work's own modules, stand-ins; the same at each level."""

from typing import Any

import pytest

from grader.sandbox.client.outcome import Failure, Returned

LISTED = {
    "packages": "import numpy, sympy, numpy.linalg as la\nfrom sympy import Symbol",
    "what is beneath them": "import mpmath",
    "the standard library": "import collections.abc, ctypes, unittest.mock, sysconfig; sysconfig.get_config_vars()",
    "a stand-in": "import matplotlib.pyplot as plt, tqdm.auto\nfrom IPython.display import display as d, HTML",
    "everything of a stand-in": "from matplotlib.pyplot import *\nplot([1]); show()",
    "what may be missing": "try:\n    import torch\nexcept ImportError:\n    torch = None\nassert torch is None",
    "a question": "import importlib.util as u\nassert u.find_spec('pydantic') is None is not u.find_spec('numpy')",
    "a library without a stand-in": "import matplotlib.pyplot, sympy\nsympy.plot(sympy.Symbol('x'), show=False)",
}
MISSING = {
    "installed": ("import pydantic", "pydantic"),
    "a part of it": ("from pydantic.fields import Field", "pydantic"),
    "by a function": ("import importlib\nimportlib.import_module('click')", "click"),
    "nowhere": ("import no_such_thing.at_all", "no_such_thing"),
    "the grader": ("import grader", "grader"),
    "a part of the grader": ("from grader.sandbox import imports", "grader"),
    "what tests need": ("import pytest", "pytest"),
}


@pytest.mark.inside
@pytest.mark.parametrize("source", LISTED.values(), ids=LISTED)
def test_is_there(open_session: Any, source: str) -> None:
    """And nothing is said."""
    assert open_session(f"{source}\ndef f(): return 1\n").call("work", "f", [()]) == [Returned(1)]


@pytest.mark.inside
@pytest.mark.parametrize(("source", "name"), MISSING.values(), ids=MISSING)
def test_is_not_there(open_session: Any, source: str, name: str) -> None:
    """Installed or not, and loaded or not: one exception, with the line and the name as a clue."""
    (failure,) = open_session(f"{source}\ndef f(): return 1\n").call("work", "f", [()])
    assert isinstance(failure, Failure)
    assert failure.text.startswith("ModuleNotFoundError: No module named ")
    assert failure.clue == ("package", name)
    assert failure.place is not None
    assert failure.place.line == source.count("\n") + 1


OWN = {
    "lib/__init__.py": b"from . import parts\nfrom .parts import one\n",
    "lib/parts.py": b"from .deep.names import one\nfrom ..work import f\n",
    "lib/deep/names.py": b"one = 1\n",
    "tqdm.py": b"mine = 1\n",
    "plain/inner.py": b"one = 1\n",
    "plain/bad.py": b"x = 1\n1 / 0\n",
    "twice.py": b"where = 'file'\n",
    "twice/__init__.py": b"where = 'folder'\n",
    "plain/twice.py": b"where = 'file'\n",
    "plain/twice/__init__.py": b"where = 'folder'\n",
    "numpy/__init__.py": b"1 / 0\n",
}


@pytest.mark.inside
@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("from plain.inner import one\nf = lambda: one", 1),
        ("import plain.inner as inner\nf = lambda: inner.one", 1),
        ("import plain\ndef f():\n    import plain.inner\n    return plain.inner.one", 1),
        ("from lib.deep import names\nf = lambda: names.one", None),
        ("import tqdm\nf = lambda: tqdm.mine", 1),
        ("import numpy\nf = lambda: numpy.array([1]).sum()", 1),
        ("import twice\nf = lambda: twice.where", "file"),
        ("from plain import twice\nf = lambda: twice.where", "folder"),
        ("from plain import inner\nf = lambda: (inner.__name__, inner.__package__)", ("plain.inner", "plain")),
        ("from plain import inner\nf = lambda: (__file__, inner.__file__)",
         ("/submission/work.py", "/submission/plain/inner.py")),
    ],
)  # fmt: skip
def test_the_work_s_own(open_session: Any, source: str, value: Any) -> None:
    """Packages, folders without `__init__.py`, relative imports; never in the place of what is listed."""
    (outcome,) = open_session({"work.py": source.encode(), **OWN}).call("work", "f", [()])
    if value is None:
        assert "attempted relative import beyond top-level package" in outcome.text
        assert outcome.place.file == "lib/parts.py"
    else:
        assert outcome == Returned(value)


@pytest.mark.inside
@pytest.mark.parametrize(
    ("source", "text", "file"),
    [
        ("from .plain import inner", "ImportError: attempted relative import with no known parent", "work.py"),
        ("import plain.nothing", "ModuleNotFoundError: No module named 'plain.nothing'", "work.py"),
        ("from plain.inner import two", "ImportError: cannot import name 'two' from 'plain.inner'", "work.py"),
        ("import plain.bad", "ZeroDivisionError", "plain/bad.py"),
    ],
)
def test_what_python_says_of_the_work_s_own_stays(open_session: Any, source: str, text: str, file: str) -> None:
    """It is in the submission, so it is no question of the list."""
    (failure,) = open_session({"work.py": source.encode(), **OWN}).call("work", "f", [()])
    assert isinstance(failure, Failure)
    assert (failure.text[: len(text)], failure.clue) == (text, ())
    assert failure.place is not None
    assert failure.place.file == file
