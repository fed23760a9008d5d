"""Judges functions that are called here on an exercise's items, as a submission would be judged.

A reference, a misconception or a mutant stands in the place of a submission, and is called without a wall: it is the
author's own code. What it gives still crosses the wire, as a student's answer would.
"""

import contextlib
import copy
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np

from grader.course.check.deadline import Deadline, OutOfTimeError
from grader.errors import AuthoringError
from grader.items.exam import Exam
from grader.items.item import Item
from grader.judging.diagnose import diagnose
from grader.judging.equation import with_own_value
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall, RecordedStudent
from grader.model.judgement import Judgement, correct
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome, Returned
from grader.sandbox.client.session import Session
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import Limits
from grader.sandbox.wire import Decoder, Encoder, IncomparableError, WireError

Functions = Mapping[str, Callable[..., Any]]

_BYTES = Limits().message_bytes
SECONDS = 0.5
"""Processor time for one item, of functions that may never come to an end."""


class DirectSession:
    """Functions that are called as they are; see `Session` for the contract."""

    level = "none"
    layers: tuple[str, ...] = ()
    limits = Limits()

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self._handles: list[Any] = []

    def call(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> list[Outcome]:
        """The outcomes, as the wall would give them."""
        return list(self.stream(module, function, calls))

    def stream(
        self,
        module: str,  # noqa: ARG002 - there is only one
        function: str | FunctionHandle,
        calls: Sequence[Sequence[Any]],
    ) -> Iterator[Outcome]:
        """The same, one after the other."""
        return (self._outcome(function, tuple(arguments)) for arguments in calls)

    def take_output(self) -> str:
        """Nothing that is printed here is kept."""
        return ""

    def forget(self) -> None:
        """Nothing is kept from one call to the next but what the author's own code keeps."""

    def close(self) -> None:
        """Nothing was opened."""

    def _outcome(self, name: str | FunctionHandle, arguments: tuple[Any, ...]) -> Outcome:
        function = self._functions.get(name) if isinstance(name, str) else self._handles[name.number]
        if function is None:
            return Failure(FailureKind.NO_FUNCTION, f"there is no function {name}")
        try:
            with np.errstate(all="ignore"):
                # copies, as if they had crossed the wall: what a function writes into them must not reach the next one
                value = function(*copy.deepcopy(arguments))
            encoded = Encoder(_BYTES, self._keep).encode(value)
        except NotImplementedError:
            return Failure(FailureKind.NOT_IMPLEMENTED, "it raises NotImplementedError")
        except WireError as error:
            is_ours = isinstance(error, IncomparableError)
            return Failure(FailureKind.INCOMPARABLE if is_ours else FailureKind.UNSENDABLE, str(error))
        except MemoryError as error:
            return Failure(FailureKind.OUT_OF_MEMORY, f"MemoryError: {error}")
        except Exception as error:  # noqa: BLE001 - a mutant may raise anything
            return Failure(FailureKind.RAISED, f"{type(error).__name__}: {error}")
        return Returned(Decoder().decode(encoded))

    def _keep(self, function: Any) -> int:
        self._handles.append(function)
        return len(self._handles) - 1


def examine(key: ExerciseKey, functions: Functions, item: Item, variant: int = 0) -> Judgement:
    """The judgement on one item, without its evidence."""
    return _examined(key, functions, item, variant)[0]


def catches(
    key: ExerciseKey, functions: Functions, item: Item, variant: int = 0, *, seconds: float | None = SECONDS
) -> bool:
    """Whether an item tells some functions from right ones; what does not come to an end is told, too.

    Parameters
    ----------
    key : ExerciseKey
        The exercise.
    functions : mapping of str to callable
        What stands in the place of a submission.
    item : Item
        One of its items.
    variant : int
        Which inputs are drawn.
    seconds : float, optional
        Of the processor; None where the caller ends the process of what does not come to an end.
    """
    try:
        with Deadline(seconds) if seconds is not None else contextlib.nullcontext():
            return examine(key, functions, item, variant).fraction < 1
    except (AuthoringError, MemoryError, RecursionError, OutOfTimeError):  # what an answer is not to cost
        return True


def examine_with_answers(
    key: ExerciseKey, functions: Functions, item: Item, variant: int = 0
) -> tuple[Judgement, list[RecordedCall]]:
    """The judgement on one item, and all calls that it made, with what came of them."""
    judgement, student = _examined(key, functions, item, variant)
    return judgement, student.take_calls()


def diagnosed(key: ExerciseKey, functions: Functions, item: Item, variant: int = 0) -> Judgement:
    """The judgement with the misconception that it is taken for."""
    judgement, student = _examined(key, functions, item, variant)
    return diagnose(judgement, item, student.take_calls(), key.misconceptions)


def examine_session(
    key: ExerciseKey, session: Session, item: Item, variant: int = 0
) -> tuple[Judgement, RecordedStudent]:
    """The judgement on one item of any session, without its evidence; and the student, with the calls."""
    student = RecordedStudent(session, key.name)
    rng = Random(seed_of(key.name, item.id, variant))  # noqa: S311 - reproducible, not secret
    # without evidence: the search for the smallest input would take most of the time, and nobody reads what it finds
    earlier = _all_right(key)
    own = with_own_value(key, item, student, earlier) if item.id in key.equations else key
    exam = Exam(student, own or key, rng, earlier, wants_evidence=False)
    return item.judge(exam), student


def _examined(key: ExerciseKey, functions: Functions, item: Item, variant: int) -> tuple[Judgement, RecordedStudent]:
    return examine_session(key, DirectSession(functions), item, variant)


def seed_of(exercise: str, item: str, variant: int) -> int:
    """A seed for an item's inputs, other than the one that submissions are graded with."""
    digest = hashlib.sha256(f"check/{exercise}/{item}/{variant}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def _all_right(key: ExerciseKey) -> dict[str, Judgement]:
    """Judgements of earlier items, so that a claim counts in full."""
    return {item.id: correct() for item in key.exercise.items}
