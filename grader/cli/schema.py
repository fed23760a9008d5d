"""`grade schema`: the JSON Schema of a report or an exercise."""

import json

import click

from grader.exercise import Exercise
from grader.model.report import Report


@click.command()
@click.argument("what", type=click.Choice(["report", "exercise"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a report or of an exercise.

    \b
    Example:
      grade schema report > report.schema.json
    """
    model = Report if what == "report" else Exercise
    # As it is written: there, fields with a default are never missing
    click.echo(json.dumps(model.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))
