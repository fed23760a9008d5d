"""The report as editors read it: what they make of each line, and what is no line."""

import json
import re
from collections.abc import Callable

import pytest

from grader.model.feedback import SourceLine
from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.lines import render
from tests.conftest import ROOT
from tests.reports.conftest import exercise_of, item, report_of

PAGE = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
TASKS = json.loads(re.findall(r"```json\n(\{\s+\"version\".*?)```", PAGE, re.DOTALL)[0])
MATCHER = TASKS["tasks"][0]["problemMatcher"]["pattern"]
[ERRORFORMAT] = re.findall(r"^set errorformat=(.*)$", PAGE, re.MULTILINE)
VIM = {
    r"\ ": " ",
    "%f": "(?P<file>.+?)",
    "%l": r"(?P<line>\d+)",
    "%t": "(?P<type>.)",
    "%*[a-z]": "[a-z]+",
    "%m": "(.*)",
}
GCC = r"^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$"
"""What VS Code's extension for C reads of a compiler's lines, which others have copied."""


def one(verdict: Verdict, score: float | None, *said: str, folder: str = "", **more: object) -> str:
    """The line of a report on one item."""
    wanting = item("relu", verdict, score, *said, **more)  # type: ignore[arg-type]
    return render(report_of(exercise_of("xor", "XOR", wanting)), folder=folder)


@pytest.mark.parametrize(
    ("verdict", "score", "start"),
    [
        (Verdict.CORRECT, 2.0, ""),
        (Verdict.PARTIAL, 1.0, "xor.py:1: warning: xor.relu: partial, 1 / 2: Say."),
        (Verdict.WRONG, 0.0, "xor.py:1: error: xor.relu: wrong, 0 / 2: Say."),
        (Verdict.MISSING, 0.0, "xor.py:1: note: xor.relu: missing, 0 / 2: Say."),
        (Verdict.CRASHED, 0.0, "xor.py:1: error: xor.relu: crashed, 0 / 2: Say."),
        (Verdict.TIMED_OUT, 0.0, "xor.py:1: error: xor.relu: timed out, 0 / 2: Say."),
        (Verdict.OUT_OF_MEMORY, 0.0, "xor.py:1: error: xor.relu: out of memory, 0 / 2: Say."),
        (Verdict.FORBIDDEN, 0.0, "xor.py:1: error: xor.relu: forbidden, 0 / 2: Say."),
        (Verdict.UNDECIDED, 2.0, ""),
        (Verdict.UNDECIDED, None, "xor.py:1: note: xor.relu: undecided, ? / 2: could not be decided"),
        (Verdict.SKIPPED, None, "xor.py:1: note: xor.relu: skipped, ? / 2: was not judged"),
        (Verdict.GRADER_ERROR, None, "xor.py:1: error: xor.relu: GRADER ERROR, ? / 2: the grader itself failed"),
    ],
)
def test_an_item_that_lost_points_or_is_open_has_a_line(verdict: Verdict, score: float | None, start: str) -> None:
    shown = one(verdict, score, "code: Say.")
    assert shown.startswith(start)
    assert shown.count("\n") == bool(start)


def test_the_line_that_is_to_blame_or_that_of_the_function() -> None:
    """In the folder of the work, as the annotations of `github`."""
    there, fault = SourceLine(file="xor.py", line=5), SourceLine(file="mylib/parts.py", line=7)
    shown = one(Verdict.WRONG, 0.0, "code: no", folder="work/week 1", witness="relu(1) gave 2", defined_at=there)
    assert shown == "work/week 1/xor.py:5: error: xor.relu: wrong, 0 / 2: relu(1) gave 2. no.\n"
    witness = "relu(0) failed at line 7 of mylib/parts.py:\n    1 / x\n      ^"
    shown = one(Verdict.CRASHED, 0.0, "code: No.", folder=".", witness=witness, line=fault, defined_at=there)
    assert shown == (
        "mylib/parts.py:7: error: xor.relu: crashed, 0 / 2: relu(0) failed at line 7 of mylib/parts.py. No.\n"
    )


def test_what_only_the_instructor_grades_has_none() -> None:
    assert one(Verdict.SKIPPED, None, "instructor.only: Only your instructor grades this.") == ""


def test_remarks_on_the_whole_have_no_place(everything: Report) -> None:
    """Editors read over them."""
    first, *others = render(everything).splitlines()
    assert first == "warning: convexity2.py was not read: no exercise has that name."
    assert re.match(MATCHER["regexp"], first) is None
    assert all(re.match(MATCHER["regexp"], line) for line in others)


def read_by_vscode(line: str) -> tuple[str, str, str]:
    match = re.match(MATCHER["regexp"], line)
    assert match, line
    assert match[MATCHER["message"]]
    return match[MATCHER["file"]], match[MATCHER["line"]], match[MATCHER["severity"]]


def read_by_vim(line: str) -> tuple[str, str, str]:
    pattern = re.sub("|".join(map(re.escape, VIM)), lambda part: VIM[part[0]], ERRORFORMAT)
    match = re.fullmatch(pattern, line)
    assert match, line
    return match["file"], match["line"], {"e": "error", "w": "warning", "n": "note"}[match["type"]]


@pytest.mark.parametrize("read", [read_by_vscode, read_by_vim])
def test_editors_read_what_the_page_tells_them(read: Callable[[str], tuple[str, str, str]], everything: Report) -> None:
    """Each line of the report with all verdicts: file, line and severity."""
    lines = [line for line in render(everything, folder="my work").splitlines() if not line.startswith("warning")]
    assert len(lines) == 11
    assert [read(line) for line in lines] == [tuple(re.split(r": ?", line)[:3]) for line in lines]


def test_what_reads_a_compiler_s_errors_reads_ours(everything: Report) -> None:
    lines = [line for line in render(everything).splitlines() if re.search(r":\d+: (error|warning): ", line)]
    assert len(lines) == 7
    assert all(re.match(GCC, line) for line in lines)


@pytest.mark.parametrize("text", ["a\nb.py:1: error: forged", "a\rb", "\x1b[2J", "x\u2028y"])
def test_no_text_begins_a_line_of_its_own(text: str) -> None:
    """Whatever stands in any field."""
    wanting = item(text, Verdict.WRONG, 0.0, f"code: {text}", witness=text, title=text)
    shown = render(report_of(exercise_of(text, text, wanting)), folder=text)
    assert len(shown.splitlines()) == 1
    assert shown.removesuffix("\n").isprintable()


def test_an_editor_that_cannot_show_unicode_gets_none(everything: Report) -> None:
    assert render(everything, unicode=False).isascii()
