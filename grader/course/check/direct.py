"""A reference, a misconception or a mutant in the place of a submission: called here, without a wall.

It is the author's own code. What it gives still crosses the wire, as a student's answer would.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Failure, FailureKind, Outcome, Returned
from grader.sandbox.wire import Decoder, Encoder, IncomparableError, WireError

_BYTES = Limits().message_bytes


class DirectSession:
    """Functions that are called as they are; see `Session` for the contract."""

    level = "none"
    layers: tuple[str, ...] = ()
    limits = Limits()

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
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
                value = function(*copy.deepcopy(arguments))
            data = Encoder(_BYTES, self._keep).encode(value)
        except NotImplementedError:
            return Failure(FailureKind.NOT_IMPLEMENTED, "it raises NotImplementedError")
        except WireError as error:
            is_ours = isinstance(error, IncomparableError)
            return Failure(FailureKind.INCOMPARABLE if is_ours else FailureKind.UNSENDABLE, str(error))
        except MemoryError as error:
            return Failure(FailureKind.OUT_OF_MEMORY, f"MemoryError: {error}")
        except Exception as error:  # noqa: BLE001 - a mutant may raise anything
            return Failure(FailureKind.RAISED, f"{type(error).__name__}: {error}")
        return Returned(Decoder().decode(data))

    def _keep(self, function: Any) -> int:
        self._handles.append(function)
        return len(self._handles) - 1
