"""A session that goes on where the tree ended: first it gives the answers that were given already, then it asks."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from grader.errors import SandboxError
from grader.judging.precedents.events import Asked, Event, Forgotten, Printed
from grader.sandbox.decoded import decoded
from grader.sandbox.exchange import Answer, Exchange
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.outcome import Outcome
from grader.sandbox.student_session import StudentSession, request_of


class PromptedSession(StudentSession):
    """Keeps what was asked and answered.

    Parameters
    ----------
    exchange : Exchange
        The submission in its process.
    """

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange)
        self._prompts: deque[Event] = deque()
        self._events: list[Event] = []
        self.waited = 0.0
        """Seconds that were spent waiting for answers."""

    @property
    def is_prompted(self) -> bool:
        """Whether there are answers that the judge has not asked for yet."""
        return bool(self._prompts)

    def prompt(self, events: Iterable[Event]) -> None:
        """What was asked and answered of the item that is judged next."""
        self._prompts, self._events = deque(events), []

    def take_events(self) -> list[Event]:
        """What was asked and answered since `prompt`."""
        taken, self._events = self._events, []
        return taken

    def stream(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """The same, each outcome when it is asked for."""
        request = request_of(module, function, calls)
        if self._prompts:
            event = self._prompts.popleft()
            if event.question != request:
                raise _strayed()
            self._events.append(event)
            assert isinstance(event, Asked)  # noqa: S101 - its question is a request
            return map(decoded, event.answers)
        answers: list[Answer] = []
        self._events.append(Asked(request, answers))
        return map(decoded, self._kept(self._exchange.ask(request), answers))

    def take_output(self) -> str:
        """What the code printed since this was last asked."""
        if self._prompts:
            event = self._prompts.popleft()
            if not isinstance(event, Printed):
                raise _strayed()
        else:
            event = Printed(self._exchange.take_output())
        self._events.append(event)
        return event.text

    def forget(self) -> None:
        """End the process, unless that was done when this was asked before."""
        if self._prompts:
            event = self._prompts.popleft()
            if not isinstance(event, Forgotten):
                raise _strayed()
        else:
            super().forget()
            event = Forgotten()
        self._events.append(event)

    def _kept(self, answers: Iterator[Answer], keep: list[Answer]) -> Iterator[Answer]:
        while True:
            start = time.perf_counter()
            answer = next(answers, None)
            self.waited += time.perf_counter() - start
            if answer is None:
                return
            keep.append(answer)
            yield answer


def _strayed() -> SandboxError:
    return SandboxError("judging the same answers again, the judge has asked something else")
