"""Brings a gradebook up to the tables of this version, by migrations."""

from importlib import resources

from sqlalchemy import Connection, Engine, inspect, text

from grader.errors import UsageError

NEWEST = "0002"
"""The last of the migrations; a test holds it against their folder."""


def bring_up(engine: Engine) -> None:
    """Run the migrations that a gradebook has not seen, all of them in one transaction.

    Raises
    ------
    UsageError
        If a newer version of the grader has made it, or it is some other database.
    """
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == NEWEST:
        return
    if revision is None and _is_foreign(engine):
        raise UsageError("this database holds tables already, and no gradebook")
    _require_known(revision)
    _upgrade(engine)


def require_current(connection: Connection) -> None:
    """UsageError if a gradebook has other tables than this version's, or is none."""
    revision = _revision(connection)
    _require_known(revision)
    if revision is None:
        raise UsageError("this is no gradebook")
    if revision != NEWEST:
        raise UsageError("an older version has made this gradebook; `grade batch` brings it up to date")


def _require_known(revision: str | None) -> None:
    if revision is not None and revision > NEWEST:  # four digits, so that texts are ordered as numbers
        raise UsageError(f"a newer version has made this gradebook (tables {revision}, here {NEWEST}); update grader")


def _revision(connection: Connection) -> str | None:
    """The last migration that was run; None if there was none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if revision is None else str(revision)


def _is_foreign(engine: Engine) -> bool:
    return bool(inspect(engine).get_table_names())


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - only for a gradebook that is new, or older than this version
    from alembic.config import Config  # noqa: PLC0415

    folder = resources.files("grader.gradebook.store").joinpath("migrations")
    config = Config()
    config.set_main_option("script_location", str(folder))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
