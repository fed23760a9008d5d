"""Rows by any number: databases take a few thousand in one statement, and a class has more.

What ran twice counts once: rows of which some may be there already are added without those.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

# SQLite takes 32,766 parameters in a statement (999 before 3.32), PostgreSQL 65,535: rows have up to a dozen columns.
_ROWS_AT_ONCE = 500


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).on_conflict_do_nothing()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(statement, [dict(row) for row in rows[start : start + _ROWS_AT_ONCE]])


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
