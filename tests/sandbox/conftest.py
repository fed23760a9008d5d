"""Sessions with short limits, closed when the test is over."""

from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import Any

import pytest

from grader.sandbox.levels import Sandbox
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session

Open = Callable[..., Session]


@pytest.fixture
def open_session() -> Iterator[Open]:
    """Opens a session on the source of `work.py`, or on several files; keywords are limits."""
    opened: list[Session] = []

    def open_one(source: str | dict[str, bytes], **limits: Any) -> Session:
        files = {"work.py": dedent(source).encode()} if isinstance(source, str) else source
        session = Sandbox(limits=Limits(**limits)).open(files)
        opened.append(session)
        return session

    yield open_one
    for session in opened:
        session.close()
