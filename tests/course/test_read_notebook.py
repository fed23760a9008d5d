"""A notebook in any state gives its code, or one clear reason why there is none."""

import json
import sys
from typing import Any

import pytest

from grader.course.read_notebook import MAX_CODE_BYTES, read_notebook
from grader.sandbox.cells import cells_of, head_of
from tests.notebooks import code, notebook, text

SHEET = {"cells": [{"cell_type": "code", "language": "python", "input": ["x = 1\n", "y = 2"], "outputs": []}]}
R = {"kernelspec": {"name": "ir", "display_name": "R"}}
JULIA = {"language_info": {"name": "julia"}}
UNREAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is empty"),
    "blank": (b" \n", "it is empty"),
    "no cells": (notebook(), "it has no cell with code"),
    "text alone": (notebook(text(), " \n"), "it has no cell with code"),
    "cut off": (notebook("x = 1")[:-9], "it is damaged: it is no JSON from line 1"),
    "a merge": (b'{\n"cells": [\n<<<<<<< HEAD\n', "it is damaged: it is no JSON from line 3"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff", "it is not saved as UTF-8, as notebooks are"),
    "UTF-16": (notebook("x").decode().encode("utf-16"), "it is not saved as UTF-8, as notebooks are"),
    "deep": (b"[" * 1_000_000, "it is nested too deeply for a notebook"),
    "deep inside": (b'{"cells":' + b"[" * 99_999 + b"]" * 99_999 + b"}", "it is nested too deeply for a notebook"),
    "nothing": (b"{}", "it is no notebook, or damaged"),
    "a list": (b"[]", "it is no notebook, or damaged"),
    "null": (b"null", "it is no notebook, or damaged"),
    "cells that are none": (b'{"nbformat": 4, "cells": 5}', "it is no notebook, or damaged"),
    "a cell that is none": (b'{"nbformat": 4, "cells": [5]}', "it is no notebook, or damaged"),
    "a number for code": (notebook({"cell_type": "code", "source": 5}), "it is no notebook, or damaged"),
    "settings that are none": (b'{"nbformat": 4, "metadata": [], "cells": []}', "it is no notebook, or damaged"),
    "an old format": (b'{"nbformat": 2, "worksheets": []}', "its format is 2, and 3 and 4 are read"),
    "a new format": (b'{"nbformat": 5, "cells": []}', "its format is 5, and 3 and 4 are read"),
    "R": (notebook("x <- 1", **R), "its language is R, and only Python is graded"),
    "Julia": (notebook("x = 1", **JULIA), "its language is julia, and only Python is graded"),
    "much code": (notebook("x = 1\n" * (MAX_CODE_BYTES // 6 + 1)), "its code is larger than 1 MiB"),
    "much code in bytes": (notebook(f"# {'é' * (MAX_CODE_BYTES // 2)}"), "its code is larger than 1 MiB"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREAD)
def test_what_holds_no_code_for_us_says_why(case: str) -> None:
    """Whatever its bytes are, nothing is raised."""
    content, why = UNREAD[case]
    assert read_notebook("xor.ipynb", content) == why


def graded(content: bytes) -> bytes:
    """What is graded of a notebook that can be read."""
    read = read_notebook("xor.ipynb", content)
    assert isinstance(read, bytes), read
    return read


@pytest.mark.parametrize(
    "content",
    [
        notebook("x = 1\ny = 2"),
        notebook("x = 1\ny = 2", kernelspec={"name": "python3", "language": "python"}),
        b"\xef\xbb\xbf" + notebook("x = 1\ny = 2"),
        json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}]}).encode(),
        json.dumps({"nbformat": 3, "metadata": {"name": ""}, "worksheets": [SHEET]}).encode(),
        json.dumps({"nbformat": 3, "worksheets": [SHEET]}).encode(),
    ],
    ids=["4", "with a kernel", "with a mark", "without settings", "3", "3 without settings"],
)
def test_every_form_gives_the_same_code(content: bytes) -> None:
    """Formats 3 and 4, with what they may leave out."""
    (cell,) = cells_of(graded(content))
    assert (cell.name, cell.source) == ("cell 1 of xor.ipynb", "x = 1\ny = 2")


def test_cells_are_counted_from_the_top_with_those_of_text() -> None:
    """And what is left out, and what is defined, is told beside."""
    content = graded(notebook(text(), "%matplotlib inline\ndef f():\n    return 1", " ", "f()"))
    assert [(cell.name, cell.lines[-1]) for cell in cells_of(content)] == [
        ("cell 2 of xor.ipynb", "    return 1"),
        ("cell 4 of xor.ipynb", "f()"),
    ]
    assert head_of(content).skipped == ((2, 1),)
    assert head_of(content).defines == {"f"}


def test_running_a_notebook_changes_nothing_that_is_graded() -> None:
    """Outputs, numbers of runs and settings are no part of it, however large; the code is, and where it stands."""
    plot = {"output_type": "display_data", "data": {"image/png": "A" * 20_000_000}, "metadata": {}}
    run = notebook(code("x = 1", outputs=[plot], execution_count=7, metadata={"scrolled": True}), language_info={})
    assert graded(run) == graded(notebook("x = 1"))
    assert graded(notebook("x = 2")) != graded(notebook("x = 1")) != graded(notebook(text(), "x = 1"))


@pytest.mark.parametrize("source", ["x = '\0'", "x = '\ud800'", "x = 1\u2028y", "\x0cx = 1", "# é ∂"])
def test_odd_signs_break_no_line(source: str) -> None:
    """A line ends where Python ends it."""
    (cell,) = cells_of(graded(notebook(source)))
    assert len(cell.lines) == 1


def test_without_nbformat_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence, whatever else is done with the work."""
    absent: Any = None
    monkeypatch.setitem(sys.modules, "nbformat", absent)
    why = 'reading notebooks needs nbformat; install it with pip install "coursegrade[notebook]"'
    assert read_notebook("xor.ipynb", notebook("x = 1")) == why
