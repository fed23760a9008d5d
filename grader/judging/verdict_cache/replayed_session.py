"""A session that goes on where the tree ended: first it gives the answers that were given already, then it asks."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from grader.errors import SandboxError
from grader.judging.verdict_cache.answer_trie import (
    Asked,
    Circumstances,
    Deed,
    Event,
    Forgotten,
    Learned,
    Node,
    Precedents,
    Printed,
    Step,
    size,
    taken,
)
from grader.model.report import ItemScore
from grader.sandbox.decoded import decoded
from grader.sandbox.exchange import Answer, Exchange
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import MIB
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


_MOST_BYTES = 16 * MIB


class BeginAgainError(Exception):
    """A process has ended, or was too slow, while it was only asked: alone, it might have been in time."""


class UnprecedentedError(Exception):
    """Nobody has answered like this before: it has to be judged."""


class Memory:
    """A submission behind the wall, together with what was found about others.

    Parameters
    ----------
    precedents : Precedents
        What was found about others.
    exchange : Exchange
        The submission in its process.
    tick : callable
        To be called often.
    """

    def __init__(
        self, precedents: Precedents, exchange: Exchange, tick: Callable[[None], None] = lambda _: None
    ) -> None:
        self._precedents = precedents
        self._exchange = exchange
        self._tick = tick
        self._is_too_much = False
        self.session = PromptedSession(exchange)

    def recall(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if somebody has answered the same; else `session` is where the tree ends.

        Where the answers to an item take up too much to be kept, nothing is recalled from then on.

        Raises
        ------
        BeginAgainError
            If the submission has to be judged from the beginning, without the tree.
        SandboxError
            If the wall itself fails.
        """
        if self.session.is_prompted:
            return None
        events: list[Event] = []
        found: Node | ItemScore | None = None if self._is_too_much else self._precedents.first(circumstances)
        left = _MOST_BYTES
        while isinstance(found, Node):
            event = self._ask(found, left)
            events.append(event)
            if self._is_too_much:
                break
            if event.token is None:
                raise BeginAgainError
            left -= taken(event)
            found = found.after.get(event.token)
        if isinstance(found, ItemScore):
            return found
        self.session.prompt(events)
        return None

    def learned(self, circumstances: Circumstances, score: ItemScore) -> Learned | None:
        """What an item that was judged adds to the tree; None if it would not be the same next time."""
        events = self.session.take_events()
        if self._is_too_much:
            return None
        steps = [(event.question, event.token) for event in events]
        if any(token is None for _, token in steps):
            return None
        return Learned(circumstances, tuple(Step(question, token) for question, token in steps if token), score)

    def close(self) -> None:
        """End the process."""
        self._exchange.close()

    def _ask(self, node: Node, left: int) -> Event:
        """The next question put; of its answers, those that are too much are left to be read by the judge."""
        if node.question is Deed.PRINTED:
            return Printed(self._exchange.take_output())
        if node.question is Deed.FORGET:
            self._exchange.forget()
            return Forgotten()
        answers: list[Answer] = []
        asked = self._exchange.ask(node.question)
        for answer in asked:
            self._tick(None)
            answers.append(answer)
            left -= size(answer)
            if left < 0:
                self._is_too_much = True
                return Asked(node.question, _Rest(answers, asked))
        return Asked(node.question, answers)


class _Rest(list[Answer]):
    """Answers of which the last ones are not read yet; they can be gone through once."""

    def __init__(self, read: list[Answer], rest: Iterator[Answer]) -> None:
        super().__init__(read)
        self._rest = rest

    def __iter__(self) -> Iterator[Answer]:
        return chain(super().__iter__(), self._rest)


class Recalling:
    """Only what was found about others: the process that holds the precedents judges nothing itself."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def recall(self, circumstances: Circumstances) -> ItemScore:
        """The score of an item; UnprecedentedError if nobody has answered the same."""
        found = self._memory.recall(circumstances)
        if found is None:
            raise UnprecedentedError
        return found

    def judged(self, circumstances: Circumstances, score: ItemScore) -> None:
        """Never told: nothing is judged."""
        raise AssertionError((circumstances, score))
