"""`grade`, which also says how much processor time its main thread spent in transactions.

    python -m benchmarks.throughput.parent FILE ARGUMENT...

writes the seconds to FILE and is `grade ARGUMENT...` otherwise. Whatever happens between the beginning of a transaction
and its end counts: building statements, packing reports, and SQLite itself.
"""

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine

from grader.cli import main


class Stopwatch:
    """Stands in for `Engine.begin`, and adds up."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._begin = Engine.begin

    @contextlib.contextmanager
    def begin(self, engine: Engine) -> Iterator[Connection]:
        """A transaction, timed."""
        start = time.thread_time()
        try:
            with self._begin(engine) as connection:
                yield connection
        finally:
            self.seconds += time.thread_time() - start


def run() -> None:
    """Run the command; the exit code is its own."""
    where = Path(sys.argv.pop(1))
    watch = Stopwatch()

    def begin(engine: Engine) -> contextlib.AbstractContextManager[Connection]:
        return watch.begin(engine)

    Engine.begin = begin  # type: ignore[assignment, method-assign]
    try:
        main()
    finally:
        where.write_text(str(watch.seconds), encoding="ascii")


if __name__ == "__main__":
    run()
