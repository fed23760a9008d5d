"""A clock that tells the same time on every run: each look at it takes a millisecond, and sleeping takes what it says.

A clock that stood still would leave `while time.time() - start < 1` running for ever. This one ends it after a
thousand rounds, on a fast machine and on a slow one. How long a call may really take is measured by the grader.

Dates have a `today` and `now` that ask this clock. NumPy's `np.datetime64("now")`, in C, still asks the system's.
"""

import os
import sys
import time
import timeit
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

_SECOND = 1_000_000_000
_LOOK = 1_000_000
_BEGINNING = 1_767_225_600 * _SECOND
"""The beginning of 2026."""
_OF_DAY = ("time",)
_OF_WAITING = ("monotonic", "perf_counter", "process_time", "thread_time")
_sleep = time.sleep


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


class Clock:
    """The time in a student's process, in nanoseconds since 1970."""

    def __init__(self) -> None:
        self.now = _BEGINNING

    def look(self) -> int:
        """The time, a millisecond after that of the last look."""
        self.now += _LOOK
        return self.now

    def begin(self) -> None:
        """Go back to the beginning."""
        self.now = _BEGINNING

    def install(self) -> None:
        """Have Python's own clocks tell this time, before a student's file can take one of them by its name."""
        for name in _OF_DAY:
            _replace(time, name, lambda: self.look() / _SECOND)
            _replace(time, f"{name}_ns", self.look)
        for name in _OF_WAITING:
            _replace(time, name, _in_their_code(getattr(time, name), lambda: (self.look() - _BEGINNING) / _SECOND))
            _replace(time, f"{name}_ns", _in_their_code(getattr(time, f"{name}_ns"), lambda: self.look() - _BEGINNING))
        timeit.default_timer = time.perf_counter
        _replace(time, "sleep", self._sleep)
        if hasattr(time, "clock_gettime"):  # not on Windows
            _replace(time, "clock_gettime", self._gettime)
            _replace(time, "clock_gettime_ns", self._gettime_ns)
        # In user mode all of it, and as time that has passed
        _replace(os, "times", lambda: os.times_result((self.look() / _SECOND, 0.0, 0.0, 0.0, self.now / _SECOND)))
        self._install_calendar()

    def _install_calendar(self) -> None:
        """Times of day without an argument are of now."""
        for name in ("localtime", "gmtime", "ctime"):
            _replace(time, name, self._of_now(getattr(time, name)))
        written, formatted = time.asctime, time.strftime
        _replace(time, "asctime", lambda when=None: written(time.localtime() if when is None else when))
        _replace(time, "strftime", lambda form, when=None: formatted(form, time.localtime() if when is None else when))
        kinds = dates(lambda: self.look() / _SECOND)
        for name, kind in zip(("date", "datetime"), kinds, strict=True):
            setattr(sys.modules["datetime"], name, kind)

    def _of_now(self, function: Callable[[float], Any]) -> Callable[..., Any]:
        return lambda seconds=None: function(self.look() / _SECOND if seconds is None else seconds)

    def _sleep(self, seconds: float) -> None:
        """Sleep in truth, and let the time pass."""
        _sleep(seconds)
        self.now += int(seconds * _SECOND)

    def _gettime(self, which: int) -> float:
        return self._gettime_ns(which) / _SECOND

    def _gettime_ns(self, which: int) -> int:
        return self.look() if which == time.CLOCK_REALTIME else self.look() - _BEGINNING


def _replace(module: Any, name: str, function: Callable[..., Any]) -> None:
    """Put a function in the place of another one, under its name."""

    def replacement(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    replacement.__name__ = replacement.__qualname__ = name
    replacement.__module__ = module.__name__
    replacement.__doc__ = getattr(module, name).__doc__
    setattr(module, name, replacement)


def _in_their_code(true: Callable[[], Any], ours: Callable[[], Any]) -> Callable[[], Any]:
    """A clock that is true for libraries: a queue that waits for a second would wait for a thousand of them."""

    def look() -> Any:
        spec = sys._getframe(2).f_globals.get("__spec__")  # noqa: SLF001 - 2: behind the replacement
        # Libraries come from files; the student's modules were loaded from memory, and have no location
        return true() if getattr(spec, "has_location", False) else ours()

    return look
