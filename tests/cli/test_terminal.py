"""What the terminal is asked, and what is written to it while one waits."""

import sys

import pytest

from grader.cli import terminal as module
from grader.cli.terminal import ProgressLine, terminal


def become_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both streams, as they are while a test runs: pytest makes new ones for it."""
    monkeypatch.setattr(module, "_DELAY_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)


def written(capsys: pytest.CaptureFixture[str]) -> str:
    with ProgressLine("grading") as line:
        line.show("xor: relu")
    return capsys.readouterr().err


def test_the_line_is_wiped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the next one, and at the end."""
    become_terminals(monkeypatch)
    assert written(capsys) == "\r\x1b[Kgrading xor: relu\r\x1b[K"
    assert terminal()["color"]


@pytest.mark.parametrize("name", ["dumb", "DUMB", "unknown"])
def test_a_dumb_terminal_gets_no_escape_sequence(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would show them, or read them aloud; neither colours, nor a line that it cannot wipe."""
    become_terminals(monkeypatch)
    monkeypatch.setenv("TERM", name)
    assert written(capsys) == ""
    assert not terminal()["color"]


def test_no_color_means_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set to nothing it means nothing."""
    become_terminals(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "")
    assert terminal()["color"]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal()["color"]
