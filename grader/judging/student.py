"""A student's functions of one exercise, as items call them: each call crosses the wall, is written down and timed.

A call and a request have deadlines of their own, which end the process. Many calls that each keep theirs could still
take hours: `TimeBudget` says when no more are made for one item, one exercise and the whole submission. What counts is
waiting, not processor time: code that sleeps has an end too.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from grader.judging.shared_work import WaitedSeconds
from grader.model.counted import counted
from grader.sandbox.client.exchange import Buffered
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome
from grader.sandbox.client.session import Session
from grader.sandbox.limits import Limits


class RecordedCall(NamedTuple):
    """A call and what came of it."""

    function: str
    arguments: tuple[Any, ...]
    outcome: Outcome


class RecordedStudent:
    """The functions of one module of the submission.

    Parameters
    ----------
    session : Session
        The submission behind the wall.
    module : str
        The exercise's name, which is also the module's.
    budget : TimeBudget, optional
        Counts the time that is waited for answers.
    former : mapping of str to str
        For a function that had another name in an earlier version of the course, that name: where the work has the
        one and not the other, that is asked.
    """

    def __init__(
        self,
        session: Session,
        module: str,
        budget: "TimeBudget | None" = None,
        former: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._session = session
        self._former = dict(former)
        self._written: dict[str, str] = {}
        """Functions that the work has under their former name only."""
        self._module = module
        self._budget = budget or TimeBudget(session.limits)
        self._calls: list[RecordedCall] = []
        """Calls that are evidence, and were not taken yet."""
        self._made: list[RecordedCall] = []
        """All calls since the beginning."""
        self._shown: Outcome | None = None
        self._output: str | None = None
        self._unfinished: Buffered[Outcome] = Buffered(iter(()))

    def call(self, function: str, *arguments: Any) -> Outcome:
        """Outcome of one call."""
        return next(self.call_each(function, [arguments]))

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """Outcomes of one call for each list of arguments, up to and including one that ended the process."""
        self.finish()  # the process answers one request at a time
        self._unfinished = Buffered(self._record(function, calls, self._ask(function, calls)))
        return self._unfinished

    def written_as(self, function: str) -> str:
        """The name under which the work has a function that was called before."""
        return self._written.get(function, function)

    def begin_search(self) -> None:
        """From now on calls look for a smaller example."""
        self._budget.begin_search()

    def may_search(self) -> bool:
        """Whether there is time left for that."""
        return self._budget.may_search()

    @property
    def is_out_of_time(self) -> bool:
        """Whether no more calls are made for this item."""
        return self._budget.used_up() is not None

    def forget_output(self) -> None:
        """Leave out what was printed so far: what is printed from now on belongs to the evidence."""
        self.finish()
        self._session.take_output()

    def forget_call(self) -> None:
        """Leave out the last call: it was the one before in another spelling, which says nothing new."""
        self.finish()
        del self._calls[-1:]  # as a slice: there may be none

    def shows(self, outcome: Outcome) -> None:
        """Note that the evidence shows the call of this outcome; by default, the last one."""
        self._shown = outcome

    @property
    def made(self) -> list[RecordedCall]:
        """All calls since this student began."""
        self.finish()
        return self._made

    @property
    def shown(self) -> RecordedCall | None:
        """The call that the evidence shows; None if there was no call."""
        last = self.made[-1] if self.made else None
        # By identity: another call may have come to the same
        return next((call for call in self.made if call.outcome is self._shown), last)

    def begin_again(self) -> None:
        """Begin anew, with a new process for the next call."""
        self.finish()
        self._session.forget()
        self._calls, self._made, self._shown, self._output = [], [], None, None

    def call_first(self, calls: Sequence[RecordedCall]) -> Outcome:
        """Outcome of the last of some calls, which are the first in a new process, and no part of the evidence."""
        self.finish()
        self._session.forget()
        *before, last = calls
        for call in before:
            self.call(call.function, *call.arguments)
        outcome = self.call(last.function, *last.arguments)
        self._calls, self._made = [], []  # none of it is evidence, and `made` begins with the next call
        return outcome

    def take_calls(self) -> list[RecordedCall]:
        """All calls up to now. Calls from now on, and what they print, are no part of the evidence."""
        self.finish()
        if self._output is None:
            self._output = self._session.take_output()
        taken, self._calls = self._calls, []
        return taken

    @property
    def output(self) -> str:
        """What was printed by the calls that were taken."""
        return self._output or ""

    def take_output(self) -> str:
        """What was printed by the calls that are evidence."""
        self.finish()
        # Read in any case, or what is printed after the evidence would be found by the next item
        later = self._session.take_output()
        return later if self._output is None else self._output

    def finish(self) -> None:
        """Write down what is left of the last calls."""
        self._unfinished.finish()

    def _ask(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """The outcomes, with the time that was waited for each; a failure where no more time is left."""
        if (reason := self._budget.used_up()) is not None:
            yield Failure(FailureKind.TIMED_OUT, reason)
            return
        before = time.perf_counter()
        outcomes = self._stream(function, calls)
        while True:
            # Only this counts: how long the judge looks at an outcome is not the student's time
            outcome = next(outcomes, None)
            self._budget.add(time.perf_counter() - before)
            if outcome is None:
                return
            yield outcome
            before = time.perf_counter()

    def _stream(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """Outcomes of the function, or of the one of its former name where the work has only that."""
        outcomes = self._session.stream(self._module, self.written_as(function), calls)
        former = self._former.get(function)
        if former is None or function in self._written:
            yield from outcomes
            return
        answers = list(outcomes)  # in whole: the process answers one request at a time
        if answers and all(map(_is_not_there, answers)):
            others = list(self._session.stream(self._module, former, calls))
            if not all(map(_is_not_there, others)):
                self._written[function] = former
                answers = others
        yield from answers

    def _record(self, function: str, calls: Sequence[Sequence[Any]], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for arguments, outcome in zip(calls, outcomes, strict=False):  # fewer outcomes where one has ended the process
            call = RecordedCall(function, tuple(arguments), outcome)
            self._calls.append(call)
            self._made.append(call)
            yield outcome


def _is_not_there(outcome: Outcome) -> bool:
    return isinstance(outcome, Failure) and outcome.kind is FailureKind.NO_FUNCTION


class TimeBudget:
    """Seconds that were waited for a submission's code, and whether more may be.

    Parameters
    ----------
    limits : Limits
        How many may be.
    waited : WaitedSeconds, optional
        How many were already, by whoever else has judged, or judges, the same submission.
    share : int
        Which of them is counted here.
    """

    def __init__(self, limits: Limits, waited: WaitedSeconds | None = None, share: int = 0) -> None:
        self._limits = limits
        self._everybody, self._share = waited or WaitedSeconds(), share
        self._submission, self._exercise, self._item = 0.0, 0.0, 0.0
        self._search_ends: float | None = None
        self.was_cut = False
        """Whether a search for a smaller example has ended because of the time, since the item began."""

    def begin_exercise(self) -> None:
        """What was waited for the last exercise is no matter of the next one."""
        self._exercise = 0.0

    def begin_item(self) -> None:
        """What was waited for the last item is no matter of the next one."""
        self._item, self._search_ends, self.was_cut = 0.0, None, False

    @property
    def waited(self) -> float:
        """Seconds that were waited here."""
        return self._submission

    def add(self, seconds: float) -> None:
        """Count time that was waited just now."""
        self._everybody.add(self._share, seconds)
        self._submission += seconds
        self._exercise += seconds
        self._item += seconds

    def begin_search(self) -> None:
        """From now on calls look for a smaller example: evidence made nicer may take less than what is judged."""
        self._search_ends = self._item + self._limits.search_seconds

    def may_search(self) -> bool:
        """Whether there is time left to look for a smaller example."""
        is_over = self.used_up() is not None or (self._search_ends is not None and self._item >= self._search_ends)
        self.was_cut = self.was_cut or is_over
        return not is_over

    def used_up(self) -> str | None:
        """Which time is used up, in words; None if a call may be made."""
        # The narrowest first: which of several bounds is met is said of the smallest thing that it is true of.
        for seconds, most, whose in (
            (self._item, self._limits.item_seconds, "this item's calls"),
            (self._exercise, self._limits.exercise_seconds, "this exercise's calls"),
            (self._everybody.all, self._limits.all_seconds, "the submission's calls"),
        ):
            if seconds >= most:
                return f"it was not called, for {whose} had taken {counted(most, 'second')} together"
        return None
