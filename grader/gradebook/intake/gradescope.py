"""What Gradescope's "Download Submissions" gives: `submission_metadata.yml` and a folder for each submission.

The metadata, as far as they are read:

submission_12345678:
  :submitters:                        several for a group: the submission belongs to each of them
  - :name: Ada Lovelace
    :sid: '1815'
    :email: ada@example.org
  :created_at: 2026-11-25 10:30:00.000000000 +01:00
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.gradebook.intake.export import Export, export_at
from grader.gradebook.intake.source import Source
from grader.gradebook.intake.work.member import natural, plain
from grader.model.gradebook import Person


def fits(where: Path) -> bool:
    """Whether the metadata are in it, a folder or a zip, or in the one folder in it."""
    return export_at(where) is not None


def sources(where: Path) -> Iterator[Source]:
    """One for each submitter of each submission; those that the metadata do not name come last."""
    export = export_at(where)
    assert export is not None  # noqa: S101 - it fits
    entries = _metadata(export)
    for name, entry in sorted(entries.items(), key=lambda pair: natural(pair[0])):
        time = _time(_field(entry, "created_at"))
        for person in _submitters(name, entry):
            yield Source(person, time, str(where / name), export.work(name))
    for name in sorted(export.folders(), key=natural):
        if name not in entries:
            yield Source(Person(id=plain(name)), None, str(where / name), export.work(name))


def _metadata(export: Export) -> dict[str, Any]:
    try:
        import yaml  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("to read a Gradescope export, install PyYAML: pip install 'coursegrade[batch]'") from error
    try:
        # The loader written in C is the same one, ten times as fast.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        read = yaml.load(export.metadata(), Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that no calendar has
        mark = getattr(error, "problem_mark", None)
        raise UsageError(f"{export.name}{f':{mark.line + 1}' if mark else ''} is not valid YAML") from error
    if not isinstance(read, dict):
        raise UsageError(f"{export.name} does not name submissions, as the metadata of a Gradescope export do")
    return {str(name): entry for name, entry in read.items()}


def _submitters(name: str, entry: Any) -> list[Person]:
    """Each of them; one of the submission's own name where nobody is named."""
    listed = _field(entry, "submitters")
    persons = [_person(submitter) for submitter in listed] if isinstance(listed, list) else []
    return [person for person in persons if person.id] or [Person(id=plain(name))]


def _person(submitter: Any) -> Person:
    name, number, email = (_text(_field(submitter, key)) for key in ("name", "sid", "email"))
    return Person(id=number or email or name, name=name, email=email, number=number)


def _field(entry: Any, key: str) -> Any:
    """The value of a key, which Ruby writes with a colon in front."""
    return entry.get(f":{key}", entry.get(key)) if isinstance(entry, dict) else None


def _text(value: Any) -> str:
    return plain(str(value)).strip() if isinstance(value, str | int) else ""


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    if not isinstance(time, datetime):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)  # what YAML says of a time without a zone
