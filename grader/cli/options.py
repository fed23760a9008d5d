"""Options that several commands share."""

from pathlib import Path

import click

course = click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the course; by default the nearest one above the work.",
)
after_due = click.option(
    "--after-due", is_flag=True, help="The due date has passed: items marked `after_due` are public from now on."
)
