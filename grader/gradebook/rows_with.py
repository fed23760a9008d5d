"""Rows by any number of keys: databases take a few thousand in one statement, and a class has more."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select

_AT_ONCE = 500


def rows_with(
    connection: Connection, statement: Select[*tuple[Any, ...]], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a statement in which a column has one of the values, each value once, in the order of the values."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _AT_ONCE):
        yield from connection.execute(statement.where(column.in_(wanted[start : start + _AT_ONCE])))
