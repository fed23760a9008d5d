"""Moments as the gradebook keeps them: UTC, as ISO 8601, so that their order is that of their texts."""

from datetime import UTC, datetime


def now() -> str:
    """The present moment."""
    return to_text(datetime.now(UTC))


def to_text(moment: datetime) -> str:
    """A moment; one without a time zone is taken as UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str | None) -> datetime | None:
    """The moment again."""
    return None if text is None else datetime.fromisoformat(text)
