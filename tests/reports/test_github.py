"""The report as a GitHub Actions runner reads it: a log in which it obeys nothing, and our annotations."""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.feedback import Feedback, SourceLine
from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.github import MOST_OF_A_KIND, render
from tests.reports.conftest import exercise_of, item, report_of

UNESCAPED = {"%3A": ":", "%2C": ",", "%0A": "\n", "%0D": "\r", "%25": "%"}


class Command(NamedTuple):
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    message: str


def unescape(text: str) -> str:
    return re.sub("%(3A|2C|0A|0D|25)", lambda match: UNESCAPED[match[0]], text)


def obeyed(log: str) -> list[Command]:
    """What a runner would do: it looks at the beginning of each line, and at nothing between a stop and its word."""
    commands = []
    stopped_until = None
    for line in re.split(r"\r\n|\r|\n", log):
        match = re.match(r"\s*::([\w-]+)(?: ([^:]*))?::(.*)", line)
        if stopped_until is not None:
            if line.strip() == f"::{stopped_until}::":
                stopped_until = None
        elif "##[" in line or "##vso[" in line:
            commands.append(Command("old", {}, line))
        elif match:
            if match[1] == "stop-commands":
                stopped_until = match[3]
            properties = dict(part.split("=", 1) for part in (match[2] or "").split(",") if part)
            commands.append(
                Command(match[1], {name: unescape(value) for name, value in properties.items()}, unescape(match[3]))
            )
    assert stopped_until is None, "nothing may stay stopped"
    return commands


def annotations(report: Report, folder: str = "") -> list[Command]:
    """The commands after the log, of which the first one stops them."""
    first, *others = obeyed(render(report, folder=folder))
    assert first.name == "stop-commands"
    return others


def one_fault(verdict: Verdict = Verdict.CRASHED, line: SourceLine | None = None, text: str = "it failed") -> Report:
    return report_of(exercise_of("xor", "XOR", item("relu", verdict, 0.0, f"code: {text}", witness="w", line=line)))


def test_the_log_is_the_report_as_text(everything: Report) -> None:
    shown = render(everything)
    assert "\n  ✗ risk_derivative" in shown
    assert shown.index("\nTotal") < shown.index("\n::error ")


def test_a_fault_in_a_notebook_is_annotated_on_its_file() -> None:
    """A line of a cell is no line of the file; the message names both."""
    (annotation,) = annotations(one_fault(line=SourceLine(file="week1.ipynb", line=5, cell=2)), folder="work")
    assert annotation.properties == {"file": "work/week1.ipynb", "title": "relu: crashed, 0 / 2"}
    report = one_fault()
    exercises = (report.exercises[0].model_copy(update={"notebook": "week1.ipynb"}),)
    (annotation,) = annotations(report.model_copy(update={"exercises": exercises}))
    assert annotation.properties["file"] == "week1.ipynb"


def test_a_fault_with_a_place_is_annotated_there() -> None:
    (annotation,) = annotations(one_fault(line=SourceLine(file="helper.py", line=5)), folder="work/week 1")
    assert annotation.properties == {
        "file": "work/week 1/helper.py",
        "line": "5",
        "title": "relu: crashed, 0 / 2",
    }
    assert annotation.message == "w\nit failed"


def test_a_fault_without_a_place_is_annotated_on_the_exercise_s_file() -> None:
    (annotation,) = annotations(one_fault(), folder=".")
    assert annotation.properties["file"] == "xor.py"
    assert "line" not in annotation.properties


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        (Verdict.CORRECT, None),
        (Verdict.PARTIAL, "warning"),
        (Verdict.WRONG, "error"),
        (Verdict.MISSING, "notice"),
        (Verdict.CRASHED, "error"),
        (Verdict.TIMED_OUT, "error"),
        (Verdict.OUT_OF_MEMORY, "error"),
        (Verdict.FORBIDDEN, "error"),
        (Verdict.UNDECIDED, "notice"),
        (Verdict.SKIPPED, "notice"),
        (Verdict.GRADER_ERROR, "error"),
    ],
)
def test_what_each_verdict_is(verdict: Verdict, kind: str | None) -> None:
    """Something to mend is an error, something still to be had a notice."""
    assert [command.name for command in annotations(one_fault(verdict))] == ([kind] if kind else [])


def test_what_only_the_instructor_grades_is_not_annotated() -> None:
    """A student can do nothing about it, and ten notices are all that GitHub shows."""
    left = item("f", Verdict.SKIPPED, None, "instructor.only: Only your instructor grades this.")
    assert annotations(report_of(exercise_of("x", "X", left))) == []


def test_items_that_one_fault_keeps_from_being_judged_share_an_annotation() -> None:
    """A file that Python cannot read, and what is not there."""
    broken = [item(name, Verdict.CRASHED, 0.0, "crash.syntax: no", witness="Loading stopped") for name in "abc"]
    broken = [
        score.model_copy(update={"witness": score.witness and score.witness.model_copy(update={"kind": "source"})})
        for score in broken
    ]
    missing = [item(name, Verdict.MISSING, 0.0, "missing.no_function: There is no such function.") for name in "de"]
    crash, start = annotations(report_of(exercise_of("x", "X", *broken, *missing)))
    assert crash.properties["title"] == "a, b, c: crashed, 0 / 6"
    assert start.properties["title"] == "d, e: missing, 0 / 4"


@pytest.mark.parametrize(("count", "shown", "more"), [(10, 10, ""), (11, 9, "2 more"), (40, 9, "31 more")])
def test_at_most_ten_of_a_kind(count: int, shown: int, more: str) -> None:
    """The tenth names all that are not shown."""
    faults = [item(f"f{k}", Verdict.WRONG, 0.0, "code: no") for k in range(count)]
    commands = annotations(report_of(exercise_of("x", "X", *faults, item("g", Verdict.UNDECIDED, 2.0))))
    assert [command.name for command in commands] == ["error"] * MOST_OF_A_KIND + ["notice"]
    titles = [command.properties["title"] for command in commands[:-1]]
    assert [title for title in titles if "wrong" in title] == [f"f{k}: wrong, 0 / 2" for k in range(shown)]
    assert titles[-1].startswith(more)
    assert all(re.search(rf"\bf{k}\b", commands[9].message) for k in range(shown, count))


@pytest.mark.parametrize("text", ["100 % of %0A and %3A", "a:b,c=d", "one\ntwo", "x::y", "title=,file=/etc/passwd"])
def test_what_is_said_is_read_back_as_it_was(text: str) -> None:
    """In a message and in a property."""
    report = report_of(exercise_of("x", "X", item("f", Verdict.WRONG, 0.0, f"code: {text}")), submission="s")
    (annotation,) = annotations(report, folder=text.replace("\n", " "))
    assert annotation.message == text
    assert annotation.properties["file"] == f"{text.replace(chr(10), ' ').removeprefix('./')}/x.py"


def test_attacks_command_nothing(attack: str, attacked: Callable[[str], Report]) -> None:
    """The runner does the same as for harmless work, and everything inside the log is text."""
    kinds = [command.name for command in obeyed(render(attacked(attack)))]
    assert kinds == [command.name for command in obeyed(render(attacked("x")))]


@given(text=st.text(st.characters() | st.sampled_from(":%,#[]\r\n\x00\ud800\x85\u2028")))
def test_no_line_but_ours_is_a_command(text: str) -> None:
    """Whatever stands in any field, ids and titles too."""
    fault = item(text, Verdict.CRASHED, 0.0, title=text, witness=f"{text}x", output=text)
    fault = fault.model_copy(update={"feedback": (Feedback(code=text, text=text),)})
    report = report_of(exercise_of(text, text, fault), submission=text, notes=(Feedback(code=text, text=text),))
    shown = render(report, folder=text.replace("\x00", ""))
    assert [command.name for command in obeyed(shown)] == ["stop-commands", "error", "warning"]
    assert sum(line.startswith("::") for line in shown.splitlines()) == 4
    assert shown.encode("utf-8")


@pytest.mark.parametrize("text", ["##[error]x", "##vso[task.complete]", "\ud800", "a\x1b[2Jb"])
def test_names_are_as_harmless_as_what_is_said(text: str) -> None:
    """Of items, exercises and the folder, also where one annotation names many items."""
    items = [item(f"{text}{k}", Verdict.WRONG, 0.0, title=text) for k in range(MOST_OF_A_KIND + 2)]
    shown = render(report_of(exercise_of(text, text, *items)), folder=text)
    assert [command.name for command in obeyed(shown)] == ["stop-commands", *["error"] * MOST_OF_A_KIND]
    assert shown.replace("\n", "").isprintable()


def test_the_word_that_ends_the_log_depends_on_all_of_it() -> None:
    """The same report gives the same word; the word of one report is of no use in another."""
    word = obeyed(render(one_fault()))[0].message
    assert obeyed(render(one_fault()))[0].message == word
    forged = one_fault(text=f"\n::{word}::\n::error::forged")
    assert obeyed(render(forged))[0].message != word
    assert [command.name for command in obeyed(render(forged))] == ["stop-commands", "error"]


def test_a_log_that_cannot_show_unicode_gets_none(everything: Report) -> None:
    assert render(everything, unicode=False).isascii()
