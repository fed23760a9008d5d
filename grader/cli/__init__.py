"""The command `grade`: each command is one small file that finds its input, calls a floor below, and prints.

Only click is imported here: `grade run` starts the student's process before it loads anything heavy.
"""

import gc

import click

from grader import __version__
from grader.cli.batch import batch
from grader.cli.book import book
from grader.cli.check import check
from grader.cli.doctor import doctor
from grader.cli.export import export
from grader.cli.group import GradeGroup
from grader.cli.list import list_
from grader.cli.merge import merge
from grader.cli.new import new
from grader.cli.override import override
from grader.cli.regrade import regrade
from grader.cli.release import release
from grader.cli.report import report
from grader.cli.run import run
from grader.cli.schema import schema
from grader.cli.show import show
from grader.cli.similar import similar
from grader.cli.stats import stats
from grader.cli.stubs import stubs


@click.group(cls=GradeGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grade")
def grade() -> None:
    """Grade coursework: every wrong answer comes with evidence.

    `grade [PATH]` is short for `grade run [PATH]`.

    \b
    Examples:
      grade                      grade the work in this folder
      grade list                 what there is to do
      grade show xor             one exercise's statement
      grade new mean             a small complete exercise to start from
      grade report r.json --to junit
                                 a report that was kept, in another format
      grade check                prove exercises sound before a student sees them
      grade stubs                write what students fill in, from the references
      grade release ../students  write what students get: stubs, statements, checks without the references
      grade batch submissions --gradebook course.db
                                 grade a class
      grade book course.db       who has how many points for what
      grade stats course.db      which items are hard, and which look broken
      grade export course.db --to csv -o marks.csv
                                 marks for another system
      grade regrade course.db --dry-run
                                 whose marks would change now
      grade similar course.db    pairs of submissions that are worth a look side by side
      grade doctor               how well submissions are confined on this machine
    """


grade.add_command(run)
grade.add_command(list_)
grade.add_command(show)
grade.add_command(report)
grade.add_command(schema)
grade.add_command(doctor)
grade.add_command(new)
grade.add_command(stubs)
grade.add_command(check)
grade.add_command(release)
grade.add_command(batch)
grade.add_command(book)
grade.add_command(stats)
grade.add_command(export)
grade.add_command(merge)
grade.add_command(regrade)
grade.add_command(override)
grade.add_command(similar)


def main() -> None:
    """Run the command; garbage is not collected while libraries are imported, which makes up a fifth of that time."""
    gc.disable()
    grade(prog_name="grade")
