"""The command `grade`: each command is one file beside this one that finds its input, calls a floor below, and prints.

Nothing but click is imported here, so that `grade run` can start the student's process before anything heavy is loaded,
and `grade --help` answers at once: a command's file is imported when that command is used, or asked for its own help.
"""

import gc
import os

import click

from grader import __version__
from grader.cli.group import GradeGroup, LazyCommand
from grader.sandbox.levels.start import THREADS

_COMMANDS = {
    "run": ("grader.cli.run:run", "Grade the work in PATH, item by item, with evidence for each mark lost."),
    "list": (
        "grader.cli.list:list_",
        "List the course's exercises with their points, and what the work in this folder has earned.",
    ),
    "show": ("grader.cli.show:show", "Print the statement of EXERCISE and what its items earn."),
    "why": (
        "grader.cli.why:why",
        "Print the evidence on ITEM as a program: the call, what it gave, and what was expected.",
    ),
    "hint": (
        "grader.cli.hint:hint",
        "Show the next hint on ITEM: first what follows from the evidence, then what its author has written.",
    ),
    "report": (
        "grader.cli.report:report",
        "Show a report that `grade run --report json:REPORT.json` has written; nothing is graded again.",
    ),
    "keys": ("grader.cli.keys:keys", "Make a key that signs reports, and tell which key is in a file."),
    "verify": (
        "grader.cli.verify:verify",
        "Say whether a report is real: signed by a known key, about this work, and about this course.",
    ),
    "schema": ("grader.cli.schema:schema", "Print the JSON Schema of a report or of an exercise."),
    "doctor": (
        "grader.cli.doctor:doctor",
        "Attack every level and layer of the sandbox, and say what holds, why not, and what to do.",
    ),
    "new": ("grader.cli.new:new", "Write a small complete exercise called NAME, its solution and its stub."),
    "stubs": (
        "grader.cli.stubs:stubs",
        "Write student_template/ from solutions/; only the stubs of some exercises, if they are named.",
    ),
    "check": (
        "grader.cli.check:check",
        "Prove exercises sound: key, stub, misconceptions, and automatic mutants of the reference.",
    ),
    "release": (
        "grader.cli.release:release",
        "Write what students get into the folder DEST: stubs, statements, checks that need no reference, a workflow.",
    ),
    "batch": ("grader.cli.batch:batch", "Grade all submissions in DIR, and keep the results in a gradebook."),
    "book": ("grader.cli.book:book", "Show the gradebook FILE: a line for each student, a column for each exercise."),
    "stats": ("grader.cli.stats:stats", "Statistics of the gradebook FILE, item by item and exercise by exercise."),
    "export": (
        "grader.cli.export:export",
        "Write the marks of the gradebook FILE for another system, or as a page to read.",
    ),
    "push": (
        "grader.cli.push:push",
        "Send marks of the gradebook FILE to Canvas; without --send, show whose mark would change.",
    ),
    "merge": (
        "grader.cli.merge:merge",
        "Join gradebooks that `grade batch --shard I/N` has made, and say what is missing.",
    ),
    "regrade": (
        "grader.cli.regrade:regrade",
        "Grade again what is in the gradebook FILE: after an exercise, the grader or a library has changed.",
    ),
    "override": (
        "grader.cli.override:override",
        "Give STUDENT these POINTS for EXERCISE, whatever was found, or will be.",
    ),
    "import": (
        "grader.cli.import_reports:import_reports",
        "Take reports that somebody known has signed into the gradebook FILE, as marks of those whom they name.",
    ),
    "similar": (
        "grader.cli.similar:similar",
        "List pairs of submissions whose code is alike after renaming, for a human to look at: no verdict.",
    ),
}
"""Name to where the command is, and the first sentence of its help, which the list of `grade --help` shows."""


@click.group(
    cls=GradeGroup,
    commands={name: LazyCommand(name, home, summary) for name, (home, summary) in _COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="grade")
def grade() -> None:
    """Grade coursework: every wrong answer comes with evidence.

    `grade [PATH] [EXERCISE]...` is short for `grade run [PATH] [EXERCISE]...`.

    \b
    Examples:
      grade                      grade the work in this folder
      grade xor hessian          two exercises of it
      grade list                 what there is to do
      grade show xor             one exercise's statement
      grade why relu             the evidence on one item, as a program to run
      grade hint relu            a hint on one item, and another one each time
      grade new mean             a small complete exercise to start from
      grade report r.json --to junit
                                 a report that was kept, in another format
      grade verify r.json --key instructor.pub
                                 whether a report is real
      grade check                prove exercises sound before a student sees them
      grade stubs                write what students fill in, from the references
      grade release ../students  write what students get: stubs, statements, checks without the references
      grade batch submissions --gradebook course.db
                                 grade a class
      grade book course.db       who has how many points for what
      grade stats course.db      which items are hard, and which look broken
      grade export course.db --to csv -o marks.csv
                                 marks for another system
      grade push course.db --to canvas --course-id 42
                                 whose mark would change in Canvas; with --send it does
      grade regrade course.db --dry-run
                                 whose marks would change now
      grade import course.db r.json --key instructor.pub
                                 marks that were made elsewhere, and signed
      grade similar course.db    pairs of submissions that are worth a look side by side
      grade doctor               how well submissions are confined on this machine
    """


def main() -> None:
    """Run the command; garbage is not collected while libraries are imported, which makes up a fifth of that time."""
    gc.disable()
    for name in THREADS:  # starting them takes a tenth of a second, and with them sums depend on the machine
        os.environ.setdefault(name, "1")
    grade(prog_name="grade")
