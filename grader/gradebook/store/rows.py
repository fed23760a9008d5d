"""Rows by any number: databases take a few thousand in one statement, and a class has more.

What ran twice counts once: rows of which some may be there already are added without those.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, insert
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

# SQLite takes 32,766 parameters in a statement (999 before 3.32), PostgreSQL 65,535: rows have up to a dozen columns.
_ROWS_AT_ONCE = 500


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    statement = _insert(connection, table).on_conflict_do_nothing()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(statement, [dict(row) for row in rows[start : start + _ROWS_AT_ONCE]])


def replace_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, no two with the same key; those with a key that is there take the place of what was there."""
    statement = _insert(connection, table)
    others = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    statement = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(statement, [dict(row) for row in rows[start : start + _ROWS_AT_ONCE]])


def _insert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """Inserting, which in both databases knows of rows that are there, each by a class of its own."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - for a file it would be imported in vain

        return postgresql.insert(table)
    return sqlite.insert(table)


def plain(text: str) -> str:
    """Text without what a database does not take: zero bytes, and bytes of a file name that are no text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows of a table that numbers its rows; their numbers, which ascend."""
    # By itself, RETURNING gives numbers in any order, and they would be those of other rows
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    numbers: list[int] = []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        numbers += connection.scalars(statement, [dict(row) for row in rows[start : start + _ROWS_AT_ONCE]])
    return numbers


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row of such a table; its number."""
    return insert_numbered(connection, table, [row])[0]


def rows_with(
    connection: Connection, statement: Select[*tuple[Any, ...]], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a statement in which a column has one of the values, each value once.

    Rows of a few hundred values at a time come in the statement's own order: those of one value always do.
    """
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _ROWS_AT_ONCE):
        yield from connection.execute(statement.where(column.in_(wanted[start : start + _ROWS_AT_ONCE])))
