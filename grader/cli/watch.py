"""`grade run --watch`: grades the work again whenever a file of it, or of its course, changes.

What has changed is told by what the files hold, not by what the system says of them: that only wakes this up, once a
second at least, so that nothing is missed where a system says nothing.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from grader.cli.grade_work import Job, grade_and_write
from grader.cli.late_sandbox import LateSandbox
from grader.cli.terminal import is_dumb
from grader.course.in_reach import CHECKS
from grader.course.report_cache.grade import WorkGrader
from grader.course.report_cache.look_up import Work
from grader.errors import GraderError, UsageError
from grader.model.report import Report

_LOOK_AGAIN_SECONDS = 1.0
_TRY_AGAIN_SECONDS = 0.2
_QUIET_MS, _LONGEST_MS = 20, 200
"""A save is over when nothing happened for so long; so much later what there is is graded, whatever still happens."""


def grade_whenever_changed(job: Job, sandbox: LateSandbox) -> Report:
    """Grade now, and again whenever something changes, until Ctrl-C; the last report.

    Raises
    ------
    UsageError
        If the work cannot be graded when this begins, or `watchfiles` is not installed. Later, whatever is wrong with
        the files is told, and waited for to be mended.
    """
    _need_watchfiles()
    sys.dont_write_bytecode = True  # what is compiled of a course's file is told by the second, and may be out of date
    grader, work = WorkGrader(sandbox.start), job.read()
    watching = f"watching {job.path} since {_clock()}; Ctrl-C ends it"
    report = grade_and_write(job, work, grader)
    with suppress(KeyboardInterrupt):  # the way to end it, and no failure
        with suppress(GraderError):  # told when there is something to grade
            grader.get_ready(work)
        _say(job, watching)
        for now, what in _changes(job, work):
            _begin_page(job)
            _say(job, f"{_clock()} {what}")
            try:
                report = grade_and_write(job, now, grader)
            except GraderError as error:
                _say(job, f"grade: {error}")
            _say(job, watching)
    return report


def _need_watchfiles() -> None:
    try:
        import watchfiles as _  # noqa: F401, PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError("--watch needs the package watchfiles: pip install watchfiles") from error


def _changes(job: Job, before: Work) -> Iterator[tuple[Work, str]]:
    """The work each time that it has changed, and what has; what cannot be read is waited for."""
    said, is_over = "", False
    while True:
        try:
            now = job.read()
        except (GraderError, OSError) as error:
            if str(error) != said:
                _say(job, f"grade: {error}; waiting for it")
            said = str(error)
            time.sleep(_TRY_AGAIN_SECONDS)
            continue
        if said:
            _say(job, "it is there again")
        said = ""
        what = _changed(before, now)
        if what and not is_over:  # it may be in the middle of being saved, as nobody has waited for its end
            is_over = True
            time.sleep(_QUIET_MS / 1000)
            continue
        if what:
            before = now
            yield now, what
        with suppress(FileNotFoundError):  # gone since it was read
            _wait(now)
        is_over = True


def _wait(work: Work) -> None:
    """Wait until something happens in a folder of the work or the course, or might have without being told."""
    from watchfiles import watch  # noqa: PLC0415 - an extra

    course = {work.course / name for name in ("exercises", "solutions", CHECKS)}
    inside = {(work.folder / name).parent for name in work.submission.files}
    events = watch(
        *filter(Path.is_dir, {work.folder, *inside, *course}),
        watch_filter=None,
        step=_QUIET_MS,
        debounce=_LONGEST_MS,
        rust_timeout=int(_LOOK_AGAIN_SECONDS * 1000),
        yield_on_timeout=True,
        recursive=False,  # a forgotten environment beside the work has tens of thousands of folders
    )
    next(events)
    events.close()


def _changed(before: Work, now: Work) -> str:
    """Which files have changed, are new or are gone; empty if it is the same work."""
    old, new = before.submission.files, now.submission.files
    changed = [name for name in new if name in old and new[name] != old[name]]
    if before.course_digest != now.course_digest:
        changed.append("the course")
    if before.submission.notes != now.submission.notes:
        changed.append("what else lies in the folder")
    parts = {"changed": changed, "new": sorted(new.keys() - old.keys()), "gone": sorted(old.keys() - new.keys())}
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in parts.items() if names)


def _begin_page(job: Job) -> None:
    """An empty screen where there is one, else a line between two reports."""
    if sys.stdout.isatty() and not is_dumb():
        click.clear()
    else:
        _say(job, "-" * 40)


def _clock() -> str:
    return f"{datetime.now().astimezone():%H:%M:%S}"


def _say(job: Job, text: str) -> None:
    """Say something beside the reports, which it must not disturb where a program reads them."""
    click.echo(text, err=not job.trust.shows)
