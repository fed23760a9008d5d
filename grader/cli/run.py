"""`grade run`: grade one folder of work."""

import os
from pathlib import Path

import click

from grader.cli import options
from grader.cli.late_sandbox import LateSandbox
from grader.cli.targets import Target, TargetType
from grader.course.report_cache.guess import is_probably_known, probably_needs_sympy
from grader.course.report_cache.trust import trust_in
from grader.judging.setting import Setting
from grader.reports import FORMATS
from grader.sandbox.levels.sandbox import LEVELS, Sandbox


@click.command()
@click.argument(
    "words", nargs=-1, metavar="[PATH] [EXERCISE]...", type=click.Path(), shell_complete=options.complete_exercise
)
@options.exercises
@options.course
@click.option(
    "--report",
    "targets",
    type=TargetType(),
    multiple=True,
    metavar="FORMAT[:FILE]",
    help=f"{', '.join(FORMATS)}; to a file if one is named. Can be repeated.",
)
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this score.")
@click.option("--sandbox", "level", type=click.Choice(LEVELS), metavar="LEVEL", help="Demand this level or fail.")
@options.student
@click.option("--seed", type=int, default=0, show_default=True, help="Which inputs are drawn.")
@options.after_due
@options.sign
@click.option("--fresh", is_flag=True, help="Grade unchanged exercises again as well.")
@click.option("--watch", is_flag=True, help="Grade again whenever a file changes, until Ctrl-C.")
def run(
    words: tuple[str, ...],
    exercises: tuple[str, ...],
    course: Path | None,
    targets: tuple[Target, ...],
    fail_under: float | None,
    level: str | None,
    student: str | None,
    seed: int,
    *,
    after_due: bool,
    sign: Path | None,
    fresh: bool,
    watch: bool,
) -> None:
    """Grade the work in PATH, item by item, with evidence for each mark lost.

    An exercise whose file has not changed is not graded again, except with --fresh, in CI, and for any report but the
    text on the terminal.

    \b
    Exit codes: 0 graded, 1 under --fail-under, 2 unusable input, 3 the grader's own fault.

    \b
    Examples:
      grade run
      grade run xor hessian
      grade run work -e xor -e hessian
      grade run . --report text --report json:report.json --fail-under 60
      grade run . --report github --report junit:junit.xml
      grade run work --course . --sign ../instructor.key --report json:report.json
    """
    targets = targets or (Target("text"),)
    if sign is not None and (watch or "json" not in {target.format for target in targets}):
        raise click.UsageError("--sign signs one report that is kept as JSON: give --report json:FILE, and no --watch")
    trust = trust_in(os.environ, is_for_eyes=all(target.is_for_eyes for target in targets), is_fresh=fresh)
    sandbox = LateSandbox(lambda: Sandbox(level, has_sympy=probably_needs_sympy(words, exercises)))
    if watch or not (trust.reads and is_probably_known(words, exercises)):
        sandbox.start()  # first of all: the student's process warms up while the rest is imported
    try:
        # here and not at the top: it imports pydantic, while the student's process gets ready beside it
        from grader.cli.grade_work import Job, grade_once, tell_apart  # noqa: PLC0415

        path, named = tell_apart(words, course)
        exercises = tuple(dict.fromkeys((*exercises, *named)))
        job = Job(path, exercises, course, targets, student, Setting(seed, level, after_due), trust)
        if watch:
            from grader.cli.watch import grade_whenever_changed  # noqa: PLC0415 - needs an extra

            report = grade_whenever_changed(job, sandbox)
        elif sign is not None:
            from grader.cli.sign_work import grade_and_sign  # noqa: PLC0415 - needs an extra

            report = grade_and_sign(job, sandbox, sign)
        else:
            report = grade_once(job, sandbox)
    finally:
        sandbox.close()
    if report.failed:
        raise click.exceptions.Exit(3)
    most = report.most_percent  # open points are nobody's loss: it is under only if it were so with all of them
    if fail_under is not None and (most is None or most < fail_under):
        raise click.exceptions.Exit(1)
