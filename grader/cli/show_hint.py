"""What `grade hint` does: find the item's ladder, ask where the next rung costs something, write down, show.

This file is imported by `grade hint` alone, in its body.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from grader.cli.grade_work import words_again
from grader.cli.late_sandbox import LateSandbox
from grader.cli.terminal import terminal
from grader.cli.why_wrong import Found, judge_one, read_for
from grader.course.find import open_course
from grader.course.in_reach import BUNDLE
from grader.course.listing import STUBS
from grader.course.read_submission import read_file, read_hints, unread_hints
from grader.course.report_cache.look_up import Work
from grader.errors import UsageError
from grader.hints.argument_names import argument_names
from grader.hints.head import head_of
from grader.hints.ladder import Rung, ladder, next_rung
from grader.hints.steps import Asked
from grader.hints.write import write_hints
from grader.items.item import Item
from grader.judging.setting import Setting
from grader.model.counted import counted
from grader.model.hints import NO_HINTS, Hints
from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports.hint import ShownHint, render
from grader.sandbox.imports import file_of

_NONE: dict[Verdict, str] = {
    Verdict.CORRECT: "It is right: there is nothing to hint at.",
    Verdict.UNDECIDED: "The grader cannot decide it, which costs you nothing: there is nothing to hint at.",
    Verdict.GRADER_ERROR: "The grader itself failed here, which is not your fault: there is nothing to hint at.",
}
_ONLY_INSTRUCTOR = "Only your instructor grades it: what there is to mend is not known here."
_NOT_JUDGED = "It was not judged: what there is to mend is not known here."
_ALL_SHOWN = "These are all the hints there are."
_NO_WORK = "submission.empty"
_HIDDEN = "What this item tries is not shown, and neither are hints on it."


class _Hinted(NamedTuple):
    """An item with its ladder, and what of that was shown before."""

    exercise: ExerciseScore
    score: ItemScore
    item: Item
    rungs: tuple[Rung, ...]
    shown: tuple[str, ...]
    asked: Asked
    """How it was asked for."""

    def show(self, indices: Sequence[int], remark: str = "", lead: str = "") -> None:
        """Some of the rungs, what is said before them, and a remark below."""
        hints = [_shown(index + 1, self.rungs[index]) for index in indices]
        lead = " ".join(filter(None, (_not_judged(self.score), lead)))
        click.echo(render(self.score, hints, len(self.rungs), remark, lead=lead, **terminal()), nl=False)


def show_hint(
    wanted: str,
    path: Path,
    course: Path | None,
    setting: Setting,
    sandbox: LateSandbox,
    *,
    again: bool,
    asks: bool,
) -> Verdict:
    """Show the next hint, or those that were shown; the item's verdict.

    Parameters
    ----------
    wanted, path, course, setting, sandbox
        As `judge_one` and `read_for` take them.
    again : bool
        Whether those are wanted that were shown before.
    asks : bool
        Whether somebody is to be asked before one that costs points.

    Raises
    ------
    UsageError
        If there is no such item, or no work; if nobody can be asked; if `hints.json` is somebody else's or cannot be
        written.
    """
    work = _read(wanted, path, course, setting)
    hints = read_hints(path)
    if isinstance(hints, str):
        raise UsageError(f"{unread_hints(hints)} Rename or delete it, and ask again")
    asked = Asked(str(path), tuple(words_again(course, setting)), "/" not in wanted)
    hinted = _hinted(work, hints, _judged(wanted, work, sandbox), asked)
    index = next_rung(hinted.rungs, hinted.shown)
    before = [number for number, rung in enumerate(hinted.rungs) if rung.name in hinted.shown]
    if not hinted.rungs:
        hinted.show([], _why_none(hinted.score))
    elif again:
        hinted.show(before, _whats_left(hinted, index) if before else "No hint on it was shown yet.")
    elif index is None:
        # On top: who looks for a new one need not read to the end to learn that there is none
        hinted.show(before, lead=_ALL_SHOWN)
    elif _may_be_shown(hinted, index, asks=asks):
        rung = hinted.rungs[index]
        # First written, then shown: what cannot be counted is not shown
        write_hints(path, hints.and_also(hinted.exercise.id, hinted.score.id, rung.name))
        now = hinted._replace(shown=(*hinted.shown, rung.name))
        now.show([index], _whats_left(now, next_rung(now.rungs, now.shown)))
    return hinted.score.verdict


def _read(wanted: str, path: Path, course: Path | None, setting: Setting) -> Work:
    """The work; UsageError where there is none, as nothing is to be written there either."""
    folder = path.resolve()
    if folder / Path(BUNDLE).name == folder.parent / BUNDLE and (folder.parent / BUNDLE).is_file():
        raise UsageError(f"{path} holds the checks of a course, and no work: name the folder that holds your files")
    work = read_for(wanted, path, course, setting)
    if empty := [note.text for note in work.submission.notes if note.code == _NO_WORK]:
        raise UsageError(empty[0].removesuffix("."))
    return work


def _why_none(score: ItemScore) -> str:
    """Why there is no hint on an item."""
    return _HIDDEN if score.visibility != "public" else _not_judged(score) or _NONE[score.verdict]


def _not_judged(score: ItemScore) -> str:
    """That nobody can tell what to do, where that is so."""
    if score.verdict is not Verdict.SKIPPED:
        return ""
    return _ONLY_INSTRUCTOR if score.is_only_instructor_s else _NOT_JUDGED


def _judged(wanted: str, work: Work, sandbox: LateSandbox) -> Found:
    # Without the hints that were shown: a hint hangs on what was found, and what was found on none of them
    return judge_one(wanted, work._replace(submission=work.submission.with_hints(NO_HINTS)), sandbox)


def _hinted(work: Work, hints: Hints, found: Found, asked: Asked) -> _Hinted:
    exercise, score = found
    key = open_course(work.folder, work.course, [exercise.id])
    key = key.after_due if work.setting.after_due else key
    item = next(item for item in key.exercises[0].exercise.items if item.id == score.id)
    files = work.submission.files
    names = argument_names(files.get(file_of(exercise.id, files) or "", b""), item.function)
    has_any = score.visibility == "public" and score.verdict not in _NONE
    stub = read_file(work.course / STUBS / f"{exercise.id}.py")
    head = head_of(stub, item.function) if isinstance(stub, bytes) else ""
    rungs = ladder(exercise, score, item, names, asked, head) if has_any else ()
    return _Hinted(exercise, score, item, rungs, hints.of(exercise.id, score.id), asked)


def _may_be_shown(hinted: _Hinted, index: int, *, asks: bool) -> bool:
    """Whether the next one costs nothing, or somebody wants it all the same."""
    cost = _cost(hinted, index)
    if not cost or not asks:
        return True
    said = f"Hint {index + 1} of {len(hinted.rungs)} costs {cost}."
    if not sys.stdin.isatty():
        raise UsageError(f"{said} --yes shows it")
    return click.confirm(f"{said} Show it?", err=True)


def _cost(hinted: _Hinted, index: int | None) -> str:
    """What a rung costs, in words; empty for nothing."""
    item = hinted.item
    if index is None or hinted.rungs[index].kind != "author" or not item.hint_cost:
        return ""
    points = counted(round(item.points * item.hint_cost, 9), "point")
    return f"{points} of the {item.points:g} that {item.id} earns"


def _whats_left(hinted: _Hinted, index: int | None) -> str:
    """What the next one would be."""
    if index is None:
        return "That was the last hint."
    cost = _cost(hinted, index)
    command = hinted.asked.command("hint", hinted.exercise.id, hinted.score.id)
    return f"`{command}` shows the next one{f', which costs {cost}' if cost else ''}."


def _shown(number: int, rung: Rung) -> ShownHint:
    return ShownHint(number, rung.text, rung.call, is_markdown=rung.kind == "author")
