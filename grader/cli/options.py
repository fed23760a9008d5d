"""Options that several commands share."""

from pathlib import Path

import click

course = click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the course; by default the nearest one above the work.",
)
