"""A notebook behind the wall: cells in order among the same names, and what is told of those that stop."""

from typing import Any

import pytest

from grader.course.read_notebook import read_notebook
from grader.sandbox.client.outcome import Failure, FailureKind, Place, Returned
from grader.sandbox.functions import STOPPED
from tests.notebooks import notebook, text
from tests.sandbox.conftest import STRONGEST_FIRST

NOTEBOOKS = {
    "order": notebook("a = 1", text(), "def f():\n    return a", "a = 2"),
    "twice": notebook("def f():\n    return 1", "def f():\n    return 2"),
    "trial": notebook("def f():\n    return a", "1 / 0", "exit()", "def broken(:\n    pass", "a = 3"),
    "own": notebook(
        "display(1)\nx = get_ipython().x\n%matplotlib inline\nfiles = !ls", "def f():\n    return files[0] is None"
    ),
    "imported": notebook("from IPython.display import SVG, display\ndisplay(SVG('<svg/>'))\ndef f():\n    return 1"),
    "future": notebook(
        "from __future__ import annotations",
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: Later\nclass Later: pass",
        "def f():\n    return A(1).a",
    ),
    "random": notebook("import random as r\ndef f():\n    return hasattr(r, 'gauss')"),
    "helped": notebook("from lib import g", "def f():\n    return g()"),
    "fails": notebook(text(), "import numpy as np\n\ndef g(x):\n    return x / 0", "def f():\n    return g(1)"),
    "unbound": notebook("def f():\n    return np.ones(1)"),
    "bound": notebook("def f():\n    return np.ones(1)", "if False:\n    import numpy as np"),
    "lost": notebook("x = 1", "y = z\ndef f():\n    return 1", "def h(:\n    pass"),
    "near": notebook("def broken(:\n    pass", "def F():\n    return 1"),
    "empty": notebook("%matplotlib inline"),
    "slow": notebook("def f():\n    return 1", "while True: pass"),
    "nul": notebook("x = '\0'", "def f():\n    return 1"),
}  # fmt: skip
LOST = (
    "the lost.ipynb has no function f: cell 2 of the lost.ipynb, which defines it, stopped at line 1, "
    "NameError: name 'z' is not defined"
)
MODULES = {name: read_notebook(f"the {name}.ipynb", content) for name, content in NOTEBOOKS.items()}
FILES = {**{f"{name}.ipynb": content for name, content in MODULES.items()}, "lib.py": b"def g():\n    return 7\n"}


@pytest.fixture(scope="module")
def session(start_session: Any) -> Any:
    """All of them, at every level."""
    return start_session(FILES, load_seconds=1.5)


@pytest.mark.inside
@pytest.mark.parametrize(
    ("module", "value"),
    [
        ("order", 2),
        ("twice", 2),
        ("trial", 3),
        ("own", False),
        ("imported", 1),
        ("future", 1),
        ("random", True),
        ("helped", 7),
        ("nul", 1),
    ],
)
def test_the_cells_run_in_order(session: Any, module: str, value: Any) -> None:
    """The last meaning of a name counts, cells behind one that stopped run, and IPython's own names do nothing."""
    assert session.call(module, "f", [()]) == [Returned(value)]


def test_each_cell_that_stopped_is_told(session: Any) -> None:
    """With its line and the reason; nothing of a notebook that ran to its end, nor of a file."""
    (told,) = session.call("trial", STOPPED, [()])
    assert told == Returned(
        [
            ["cell 2 of the trial.ipynb", "cell 2 of the trial.ipynb", 1, "ZeroDivisionError: division by zero", []],
            [
                "cell 3 of the trial.ipynb",
                "cell 3 of the trial.ipynb",
                1,
                "it ended the program (sys.exit or exit)",
                [],
            ],
            ["cell 4 of the trial.ipynb", "cell 4 of the trial.ipynb", 1, "invalid syntax", []],
        ]
    )
    assert session.call("order", STOPPED, [()]) == [Returned([])]
    assert session.call("lib", STOPPED, [()]) == [Returned([])]


@pytest.mark.parametrize("level", STRONGEST_FIRST, indirect=True)
@pytest.mark.parametrize(
    ("module", "kind", "says", "place"),
    [
        ("fails", FailureKind.RAISED, "division by zero", Place("cell 2 of the fails.ipynb", 4, "return x / 0")),
        ("unbound", FailureKind.RAISED, "'np' is not", Place("cell 1 of the unbound.ipynb", 2, "return np.ones(1)")),
        ("lost", FailureKind.NO_FUNCTION, LOST, None),
        ("near", FailureKind.NO_FUNCTION, "the near.ipynb has no function f; it has `F`", None),
        ("empty", FailureKind.NO_FUNCTION, "the empty.ipynb has no function f", None),
        pytest.param(
            "slow",
            FailureKind.TIMED_OUT,
            "it was stopped",
            Place("cell 2 of the slow.ipynb", 1, "while True: pass"),
            marks=pytest.mark.slow,
        ),
        ("absent", FailureKind.NO_FILE, "there is no absent.py", None),
    ],
)  # fmt: skip
def test_a_failure_names_its_cell(session: Any, module: str, kind: FailureKind, says: str, place: Place | None) -> None:
    """And the line in it."""
    (failure,) = session.call(module, "f", [()])
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.place) == (kind, place)
    assert says in failure.text


def test_a_name_may_get_its_meaning_in_another_cell(session: Any) -> None:
    """Only one that no cell gives a meaning to is an import that was forgotten."""
    clues = [session.call(module, "f", [()])[0].clue for module in ("unbound", "bound")]
    assert clues == [("unbound", "np"), ()]


def test_nothing_imports_a_notebook(start_session: Any) -> None:
    """As in Python: neither in the place of a package, nor of a stand-in."""
    files = {"tqdm.ipynb": MODULES["order"], "a.py": b"from tqdm import tqdm\ndef f():\n    return list(tqdm([1]))\n"}
    files["b.py"] = b"import order\n"
    session = start_session({**files, "order.ipynb": MODULES["order"]})
    assert session.call("a", "f", [()]) == [Returned([1])]
    (failure,) = session.call("b", "f", [()])
    assert failure.text == "ModuleNotFoundError: No module named 'order'"
