"""How values stand in the gradebook: timestamps, files, reports, and what they are told by.

Timestamps are UTC, as ISO 8601, so that their order is that of their texts. Files and reports are JSON, compressed: the
same bytes for the same content, on SQLite and on PostgreSQL.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import ValidationError

from grader.errors import UsageError
from grader.model.newer import why_unknown
from grader.model.report import ExerciseScore

_LEVEL = 6  # zlib's own choice; it is part of the bytes, so another one would make equal reports differ


def now() -> str:
    """The present moment."""
    return to_text(datetime.now(UTC))


def to_text(moment: datetime) -> str:
    """A moment; one without a time zone is taken as UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    # Always with microseconds: texts of one length sort as the moments do
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str | None) -> datetime | None:
    """The moment again."""
    return None if text is None else datetime.fromisoformat(text)


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Names and contents."""
    names = {name: base64.b64encode(content).decode("ascii") for name, content in sorted(files.items())}
    return zlib.compress(json.dumps(names, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack_files(packed: bytes) -> dict[str, bytes]:
    """The names and contents that were packed."""
    names = json.loads(zlib.decompress(packed))
    return {name: base64.b64decode(content) for name, content in names.items()}


def pack_score(score: ExerciseScore) -> bytes:
    """One exercise's part of a report."""
    return zlib.compress(score.model_dump_json().encode("utf-8"), _LEVEL)


def unpack_score(packed: bytes) -> ExerciseScore:
    """The part of a report that was packed; UsageError if a newer version has packed it, which needs no new tables."""
    try:
        return ExerciseScore.model_validate_json(zlib.decompress(packed))
    except ValidationError as error:
        if newer := why_unknown(error):
            raise UsageError(f"a grading in this gradebook {newer}") from error
        raise
