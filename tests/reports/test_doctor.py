"""What `grade doctor` prints: levels and layers, with the reason and the cure where one does not hold."""

from grader.reports.doctor import render
from grader.sandbox.doctor.cures import System
from grader.sandbox.doctor.diagnosis import Diagnosis, LayerFinding, LevelFinding

LIMITED = LevelFinding("limited", holds=True)
VERSIONS = {"grader": "0.1.0", "Python": "3.13.1"}


def test_what_holds_and_what_does_not() -> None:
    """Each reason and each cure stands under its level."""
    diagnosis = Diagnosis(
        System("linux", "6.1", landlock=2),
        (
            LevelFinding("isolated", holds=False, reasons=("bubblewrap is not installed",), cure="install bubblewrap"),
            LevelFinding("confined", holds=True),
            LIMITED,
        ),
        (
            LayerFinding("namespaces", holds=False, stops="ask whether a path exists", note="bubblewrap is missing"),
            LayerFinding("user", holds=None, stops="read files of the grader's user", note="not in use"),
            LayerFinding("landlock", holds=True, stops="read files", note="version 2"),
        ),
    )
    assert render(diagnosis, VERSIONS, width=80).splitlines() == [
        "grader 0.1.0 · Python 3.13.1",
        "Submissions are graded here at the level confined.",
        "",
        "Levels, the strongest first",
        "  ✗ isolated",
        "    │ bubblewrap is not installed",
        "    │ install bubblewrap",
        "  ✓ confined",
        "  ✓ limited",
        "",
        "Layers, each attacked alone: without it a submission could",
        "  ✗ namespaces  ask whether a path exists",
        "    │ bubblewrap is missing",
        "  – user        read files of the grader's user",
        "    │ not in use",
        "  ✓ landlock    read files",
        "    │ version 2",
    ]


def test_limited_promises_little() -> None:
    """It says what it does not promise, in lines that fit."""
    no = LevelFinding("confined", holds=False, reasons=("darwin has no Landlock and no seccomp",), cure="use Linux")
    page = render(Diagnosis(System("darwin", "24"), (no, LIMITED), ()), VERSIONS, width=60)
    assert "can read files" in " ".join(page.replace("│", "").split())
    assert "Layers" not in page
    assert max(map(len, page.splitlines())) <= 60
