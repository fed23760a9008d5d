"""A witness says for programs where it was seen, if a line of the student's files is to blame."""

from pathlib import Path

import pytest

from grader.course.read_notebook import read_notebook
from grader.items.failures import judge_failure
from grader.items.source.rule import apply_rule
from grader.model.feedback import SourceLine, Witness
from grader.model.judgement import correct
from grader.sandbox.client.outcome import Failure, FailureKind, Place
from tests.conftest import Mark, item
from tests.notebooks import notebook


@pytest.mark.parametrize("loading", [True, False])
@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("xor.py", 5, "return z"), SourceLine(file="xor.py", line=5)),
        (None, None),
        (Place("xor.py", 0), None),
        (Place("xor.py", -5), None),
        (Place("../../.github/x.py", 5), None),
        (Place("..\\x.py", 5), None),
        (Place("cell 3 of week 1.ipynb", 5), SourceLine(file="week 1.ipynb", line=5, cell=3)),
        (Place("cell 3 of ../x.ipynb", 5), None),
        (Place("cell 0 of x.ipynb", 5), None),
        (Place("x.ipynb", 5), None),
        (Place("Makefile", 5), None),
    ],
)
def test_the_place_of_a_failure(place: Place | None, expected: SourceLine | None, *, loading: bool) -> None:
    """It comes from the student's side, so it is left out unless it can be a line of a file of the submission."""
    witness = judge_failure(Failure(FailureKind.RAISED, "it failed", place, loading=loading), ("f", ())).witness
    assert witness is not None
    assert witness.place == expected


def test_what_came_back_has_not_failed() -> None:
    """It is shown by its call alone; the sentence says what is wrong with the answer."""
    judgement = judge_failure(Failure(FailureKind.UNSENDABLE, "it is an array of texts"), ("f", (1,)))
    assert judgement.witness is not None
    assert judgement.witness.text == "f(1)"
    assert judgement.feedback[0].text == "The answer cannot be judged: it is an array of texts."


def test_the_place_of_a_broken_rule() -> None:
    """The line that uses what is forbidden, in the helper that holds it."""
    files = {
        "work.py": b"from helper import g\ndef f(x):\n    return g(x)\n",
        "helper.py": b"def g(x):\n  for y in x: pass\n",
    }
    witness = apply_rule(correct(), files, "work", "f", ["loop"]).witness
    assert witness is not None
    assert witness.place == SourceLine(file="helper.py", line=2)


def test_a_witness_written_before_there_were_places_is_read() -> None:
    """Reports that were kept stay readable."""
    assert Witness.model_validate({"kind": "call", "text": "f(1)"}).place is None


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def relu(z):\n    return (\n", 2),
        ("import nothing_like_it\n", 1),
        ("def relu(z):\n    x = 1\n    return 1 / 0\n", 3),
    ],
    ids=["syntax", "import", "crash"],
)
def test_places_survive_the_whole_way(mark: Mark, tmp_path: Path, source: str, line: int) -> None:
    """From the student's process to the report."""
    (tmp_path / "xor.py").write_text(source, encoding="utf-8")
    witness = item(mark(tmp_path, "xor"), "relu").witness
    assert witness is not None
    assert witness.place == SourceLine(file="xor.py", line=line)


NOTEBOOK = read_notebook(
    "week1.ipynb",
    notebook(
        "import numpy as np",
        "def f(x):\n    return g(x)",
        "x = (",
        "def g(x):\n    # the norm\n    return np.linalg.norm(x)",
    ),
)


@pytest.mark.parametrize(
    ("cells", "text", "place"),
    [
        ({}, "line 3 of cell 4 of week1.ipynb:\n    return np.linalg.norm(x)", (3, 4)),
        ({"lib/a.py": b""}, "line 3 of cell 4 of week1.ipynb:\n    return np.linalg.norm(x)", (3, 4)),
    ],
)
def test_the_place_of_a_broken_rule_in_a_notebook(cells: dict[str, bytes], text: str, place: tuple[int, int]) -> None:
    """The line in its cell, over all cells that Python can read."""
    assert isinstance(NOTEBOOK, bytes)
    judgement = apply_rule(correct(), {"work.ipynb": NOTEBOOK, **cells}, "work", "f", ["numpy.linalg.norm"])
    line, cell = place
    assert judgement.witness == Witness(
        kind="source", text=text, place=SourceLine(file="week1.ipynb", line=line, cell=cell)
    )


def test_what_a_notebook_does_not_tell_is_told_with_its_cell() -> None:
    """As of a file."""
    unclear = read_notebook("week1.ipynb", notebook("x = 1", "def f(x):\n    return eval(x)"))
    assert isinstance(unclear, bytes)
    judgement = apply_rule(correct(), {"work.ipynb": unclear}, "work", "f", ["numpy.linalg.norm"])
    assert judgement.feedback[-1].text.endswith("line 2 of cell 2 of week1.ipynb uses eval.")
    judgement = apply_rule(correct(), {"work.ipynb": unclear}, "work", "g", ["numpy.linalg.norm"])
    assert "week1.ipynb does not define g" in judgement.feedback[-1].text


def test_a_line_of_a_file_is_written_as_before_there_were_cells() -> None:
    """The field stands only where there is a cell."""
    assert SourceLine(file="xor.py", line=5).model_dump() == {"file": "xor.py", "line": 5}
    assert SourceLine(file="x.ipynb", line=5, cell=2).model_dump() == {"file": "x.ipynb", "line": 5, "cell": 2}
    assert SourceLine.model_validate({"file": "xor.py", "line": 5}).cell is None
