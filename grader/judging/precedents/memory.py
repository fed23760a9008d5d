"""One submission, asked along the tree as far as somebody has answered the same before."""

from grader.judging.precedents.events import Asked, Event, Printed, size
from grader.judging.precedents.prompted import PromptedSession
from grader.judging.precedents.tree import Circumstances, Learned, Node, Precedents, Step
from grader.model.report import ItemScore
from grader.sandbox.exchange import Exchange
from grader.sandbox.limits import MIB

_MOST_BYTES = 16 * MIB


class TooMuchError(Exception):
    """The answers take up more than is kept of them."""


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
    """

    def __init__(self, precedents: Precedents, exchange: Exchange) -> None:
        self._precedents = precedents
        self._exchange = exchange
        self.session = PromptedSession(exchange)

    def recall(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if somebody has answered the same; else `session` is where the tree ends.

        Raises
        ------
        TooMuchError
            If the answers take up too much; then the submission has to be judged from the beginning.
        SandboxError
            If the wall itself fails.
        """
        if self.session.is_prompted:
            return None
        events: list[Event] = []
        found: Node | ItemScore | None = self._precedents.first(circumstances)
        while isinstance(found, Node):
            event = self._ask(found)
            events.append(event)
            token = event.token
            found = None if token is None else found.after.get(token)
            if isinstance(event, Asked) and sum(map(size, event.answers)) > _MOST_BYTES:
                raise TooMuchError
        if found is None:
            self.session.prompt(events)
        return found

    def learned(self, circumstances: Circumstances, score: ItemScore) -> Learned | None:
        """What an item that was judged adds to the tree; None if it would not be the same next time."""
        steps = [(event.question, event.token) for event in self.session.take_events()]
        if any(token is None for _, token in steps):
            return None
        return Learned(circumstances, tuple(Step(question, token) for question, token in steps if token), score)

    def close(self) -> None:
        """End the process."""
        self._exchange.close()

    def _ask(self, node: Node) -> Event:
        if node.question is None:
            return Printed(self._exchange.take_output())
        return Asked(node.question, list(self._exchange.ask(node.question)))


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
