"""Everything as Parquet, for pandas, DuckDB or R: a row for each item of each attempt; with `coursegrade[parquet]`."""

from collections.abc import Iterable
from itertools import islice
from typing import IO

from grader.errors import UsageError
from grader.gradebook.exports.export import sound
from grader.gradebook.exports.long import Line, lines
from grader.model.book import BookRow

_GROUP = 50_000
"""So many rows are held at a time."""


def write(rows: Iterable[BookRow], file: IO[bytes]) -> None:
    """Write the table group by group; UsageError where pyarrow is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("an export to parquet needs pyarrow: pip install 'coursegrade[parquet]'") from error
    kinds = {"attempt": pa.int32(), "days_late": pa.int32(), "counts": pa.bool_(), "excused": pa.bool_()}
    numbers = {"score", "max_score", "overridden", "points", "item_score", "item_max_score", "seconds"}
    kinds |= dict.fromkeys(numbers, pa.float64())
    # Stated, as pyarrow would tell it from the first group, in which a column may be empty and have no type
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in Line._fields])
    left = lines(rows)
    with parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(left, _GROUP)):
            writer.write_table(pa.Table.from_pylist([sound(line._asdict()) for line in group], schema=schema))
