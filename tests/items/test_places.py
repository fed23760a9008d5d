"""A witness says for programs where it was seen, if a line of the student's files is to blame."""

from pathlib import Path

import pytest

from grader.items.failures import judge_failure
from grader.items.source.rule import apply_rule
from grader.model.feedback import SourceLine, Witness
from grader.model.judgement import correct
from grader.sandbox.client.outcome import Failure, FailureKind, Place
from tests.conftest import Mark, item


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
        (Place("Makefile", 5), None),
    ],
)
def test_the_place_of_a_failure(place: Place | None, expected: SourceLine | None, *, loading: bool) -> None:
    """It comes from the student's side, so it is left out unless it can be a line of a file of the submission."""
    witness = judge_failure(Failure(FailureKind.RAISED, "it failed", place, loading=loading), ("f", ())).witness
    assert witness is not None
    assert witness.place == expected


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
