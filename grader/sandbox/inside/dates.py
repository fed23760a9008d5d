"""Dates whose `today` and `now` ask a clock of ours. NumPy's `np.datetime64("now")`, in C, still asks the system's."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any


def dates(now: Callable[[], float]) -> tuple[type[date], type[datetime]]:
    """`date` and `datetime`; the true ones, such as NumPy makes, count as instances of them.

    Parameters
    ----------
    now : callable
        The time, in seconds since 1970.
    """

    class Kind(type):
        true: type

        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, cls.true) if cls in {OurDate, OurDatetime} else super().__instancecheck__(value)

    class OurDate(date, metaclass=Kind):
        true = date

        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(now())

    class OurDatetime(datetime, metaclass=Kind):
        true = datetime

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.fromtimestamp(now(), tz)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

        @classmethod
        def utcnow(cls) -> Any:
            return cls.now(UTC).replace(tzinfo=None)

    for kind, name in ((OurDate, "date"), (OurDatetime, "datetime")):
        kind.__name__, kind.__qualname__, kind.__module__ = f"datetime.{name}", name, "datetime"  # as it is printed
    return OurDate, OurDatetime
