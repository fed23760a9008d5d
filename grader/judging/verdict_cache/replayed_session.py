"""One submission, asked along the answer trie as far as somebody has answered the same before, then judged from there.

    trie    question ─▶ question ─▶ question          what others were asked
    lookup     ✓           ✓           ✗ answered as nobody before
    judge   replayed    replayed    replayed ─▶ asks the student itself

The answers that were got on the way are not asked for twice: a process that keeps something between its calls would
give others. The judge gets them from a session that replays them, and does not notice where it begins to ask.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

from grader.errors import SandboxError
from grader.judging.verdict_cache.answer_trie import (
    CallsEvent,
    Circumstances,
    Event,
    ForgetEvent,
    Learned,
    Node,
    OutputEvent,
    SessionAction,
    Step,
    VerdictCache,
    size_of_answer,
    size_of_event,
)
from grader.model.report import ItemScore
from grader.sandbox.client.exchange import Answer, Exchange
from grader.sandbox.client.outcome import Outcome
from grader.sandbox.client.student_session import StudentSession, decoded, request_of
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import MIB

E = TypeVar("E", CallsEvent, OutputEvent, ForgetEvent)
_MOST_BYTES = 16 * MIB
"""Size that the answers to one item may have, to be held here until the judge asks for them."""


class BeginAgainError(Exception):
    """A process has ended, or was too slow, while it was only asked: alone, it might have been in time."""


class CacheMissError(Exception):
    """Nobody has answered like this before: it has to be judged."""


class CacheLookup:
    """A submission behind the wall, together with what was found about others.

    Parameters
    ----------
    cache : VerdictCache
        What was found about others.
    client : Exchange
        The submission in its process.
    tick : callable
        To be called often.
    """

    def __init__(self, cache: VerdictCache, client: Exchange, tick: Callable[[None], None] = lambda _: None) -> None:
        self._cache = cache
        self._client = client
        self._tick = tick
        self._is_too_much = False
        self.session = ReplayedSession(client)

    def look_up(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if somebody has answered the same; else `session` is where the trie ends.

        Where the answers to an item take up too much to be kept, nothing is looked up from then on.

        Raises
        ------
        BeginAgainError
            If the submission has to be judged from the beginning, without the trie.
        SandboxError
            If the wall itself fails.
        """
        # The child looks the item up once more at which the parent found nothing, and has its answers already
        if self.session.is_replaying:
            return None
        events: list[Event] = []
        node: Node | ItemScore | None = None if self._is_too_much else self._cache.root(circumstances)
        left = _MOST_BYTES
        while isinstance(node, Node):
            event = self._ask(node, left)
            events.append(event)
            if self._is_too_much:
                break
            if event.answer_hash is None:
                raise BeginAgainError
            left -= size_of_event(event)
            node = node.after.get(event.answer_hash)
        if isinstance(node, ItemScore):
            return node
        self.session.replay(events)
        return None

    def learned(self, circumstances: Circumstances, score: ItemScore) -> Learned | None:
        """What an item that was judged adds to the trie; None if it would not be the same next time."""
        events = self.session.take_events()
        if self._is_too_much:
            return None
        steps = []
        for event in events:
            if event.answer_hash is None:
                return None
            steps.append(Step(event.question, event.answer_hash))
        return Learned(circumstances, tuple(steps), score)

    def close(self) -> None:
        """End the process."""
        self._client.close()

    def _ask(self, node: Node, left: int) -> Event:
        """The next question put; of its answers, those that are too much are left to be read by the judge."""
        if node.question is SessionAction.TAKE_OUTPUT:
            return OutputEvent(self._client.take_output())
        if node.question is SessionAction.FORGET:
            self._client.forget()
            return ForgetEvent()
        answers: list[Answer] = []
        unread = self._client.ask(node.question)
        for answer in unread:
            self._tick(None)
            answers.append(answer)
            left -= size_of_answer(answer)
            if left < 0:
                self._is_too_much = True
                # Its hash, which would read to the end, is never asked for: nothing more is looked up or learned
                return CallsEvent(node.question, _PartlyRead(answers, unread))
        return CallsEvent(node.question, answers)


class _PartlyRead(list[Answer]):
    """Answers of which the last ones are not read yet; they can be gone through once."""

    def __init__(self, read: list[Answer], unread: Iterator[Answer]) -> None:
        super().__init__(read)
        self._unread = unread

    def __iter__(self) -> Iterator[Answer]:
        return chain(super().__iter__(), self._unread)


class LookupOnly:
    """The lookup as the parent does it, which holds the cache and judges nothing itself."""

    def __init__(self, lookup: CacheLookup) -> None:
        self._lookup = lookup

    def look_up(self, circumstances: Circumstances) -> ItemScore:
        """The score of an item; CacheMissError if nobody has answered the same."""
        score = self._lookup.look_up(circumstances)
        if score is None:
            raise CacheMissError
        return score

    def judged(self, circumstances: Circumstances, score: ItemScore) -> None:
        """Never told: nothing is judged."""
        raise AssertionError((circumstances, score))


class ReplayedSession(StudentSession):
    """First gives the answers that were given already, then asks; keeps what was asked and answered.

    Parameters
    ----------
    client : Exchange
        The submission in its process.
    """

    def __init__(self, client: Exchange) -> None:
        super().__init__(client)
        self._to_replay: deque[Event] = deque()
        self._events: list[Event] = []
        self.waited = 0.0
        """Seconds that were spent waiting for answers."""

    @property
    def is_replaying(self) -> bool:
        """Whether there are answers that the judge has not asked for yet."""
        return bool(self._to_replay)

    def replay(self, events: Iterable[Event]) -> None:
        """What was asked and answered of the item that is judged next."""
        self._to_replay, self._events = deque(events), []

    def take_events(self) -> list[Event]:
        """What was asked and answered since `replay`."""
        taken, self._events = self._events, []
        return taken

    def stream(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """The same, each outcome when it is asked for."""
        request = request_of(module, function, calls)
        if self._to_replay:
            event = self._replayed(CallsEvent)
            if event.question != request:
                raise _asked_otherwise()
            self._events.append(event)
            return map(decoded, event.answers)
        answers: list[Answer] = []
        self._events.append(CallsEvent(request, answers))  # filled while the judge reads
        return map(decoded, self._kept(self._exchange.ask(request), answers))

    def take_output(self) -> str:
        """What the code printed since this was last asked."""
        event = self._replayed(OutputEvent) if self._to_replay else OutputEvent(self._exchange.take_output())
        self._events.append(event)
        return event.text

    def forget(self) -> None:
        """End the process, unless that was done when this was asked before."""
        if self._to_replay:
            event = self._replayed(ForgetEvent)
        else:
            super().forget()
            event = ForgetEvent()
        self._events.append(event)

    def _replayed(self, kind: type[E]) -> E:
        """The next event that was there before; SandboxError if the judge asks for another kind of it now."""
        event = self._to_replay.popleft()
        if not isinstance(event, kind):
            raise _asked_otherwise()
        return event

    def _kept(self, unread: Iterator[Answer], answers: list[Answer]) -> Iterator[Answer]:
        """The answers as they come, each put into `answers`, with the time that was waited for it."""
        while True:
            start = time.perf_counter()
            answer = next(unread, None)
            self.waited += time.perf_counter() - start
            if answer is None:
                return
            answers.append(answer)
            yield answer


def _asked_otherwise() -> SandboxError:
    return SandboxError("judging the same answers again, the judge has asked something else")
