"""Answers requests: loads a module once, calls its functions, and turns results into frames."""

import base64
import contextlib
import inspect
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from grader.sandbox.inside.failures import describe, failure
from grader.sandbox.inside.loader import MemoryFinder, import_student_module
from grader.sandbox.wire import Decoder, Encoder, WireError


class Caller:
    """The state of one student's process: files, loaded modules, functions that were handed out.

    Parameters
    ----------
    message_bytes : int
        Size that an answer may have.
    """

    def __init__(self, message_bytes: int) -> None:
        self._message_bytes = message_bytes
        self._files: dict[str, bytes] = {}
        self._finder = MemoryFinder({})
        self._loaded: dict[str, ModuleType | dict[str, Any]] = {}
        self._handles: list[Any] = []

    def take_files(self, files: Mapping[str, str]) -> None:
        """Keep the submission's files, given as base64."""
        self._files = {name: base64.b64decode(content) for name, content in files.items()}
        self._finder = MemoryFinder(self._files)

    def load(self, module: str) -> ModuleType | dict[str, Any]:
        """The student's module, or the failure that its import ended in; imported at most once."""
        if module not in self._loaded:
            self._loaded[module] = self._load(module)
        return self._loaded[module]

    def _load(self, module: str) -> ModuleType | dict[str, Any]:
        if not self._finder.has(module):
            return failure("no_file", f"there is no {module}.py", loading=True)
        try:
            return import_student_module(self._finder, module)
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is described
            return describe(error, self._files, loading=True)

    def call(self, module: str, function: Any, data: list[Any]) -> bytes:
        """The answer to one call, as the bytes of a frame."""
        answer = self._call(module, function, data)
        try:
            return Encoder(self._message_bytes).to_bytes(answer)
        except WireError as error:
            return Encoder(self._message_bytes).to_bytes(failure("unsendable", str(error)))

    def _call(self, module: str, name: Any, data: list[Any]) -> dict[str, Any]:
        arguments = [Decoder(self._resolve).decode(argument) for argument in data]
        function = self._find(module, name)
        if isinstance(function, dict):
            return function
        try:
            value = function(*arguments)
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is described
            return _signature_failure(function, arguments, error) or describe(error, self._files, loading=False)
        finally:
            _flush()
        return self._encode(value)

    def _find(self, module: str, name: Any) -> Callable[..., Any] | dict[str, Any]:
        if isinstance(name, int):
            return self._resolve(name)
        loaded = self.load(module)
        if isinstance(loaded, dict):
            return loaded
        function = vars(loaded).get(name)
        if function is None:
            return failure("no_function", f"{module}.py has no function {name}")
        if not callable(function):
            return failure("no_function", f"{name} in {module}.py is not a function")
        found: Callable[..., Any] = function
        return found

    def _encode(self, value: Any) -> dict[str, Any]:
        try:
            return {"value": Encoder(self._message_bytes, self._keep).encode(value)}
        except WireError as error:
            return failure("unsendable", str(error))
        except MemoryError as error:
            return describe(error, self._files, loading=False)
        except Exception as error:  # noqa: BLE001 - an object of the student's may fail while it is read
            return failure("unsendable", f"reading it raised {type(error).__name__}")

    def _keep(self, function: Any) -> int:
        self._handles.append(function)
        return len(self._handles) - 1

    def _resolve(self, number: int) -> Any:
        if 0 <= number < len(self._handles):
            return self._handles[number]
        return _lost


def _lost(*_arguments: Any) -> Any:
    raise RuntimeError("this function was returned by a process that has ended since")


def _signature_failure(function: Any, arguments: list[Any], error: BaseException) -> dict[str, Any] | None:
    """The failure if it is the call itself that does not fit; asked only after a TypeError, as it takes time."""
    if not isinstance(error, TypeError):
        return None
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(*arguments)
    except TypeError:
        name = getattr(function, "__name__", "the function")
        return failure("signature", f"{name}{signature} cannot be called with {len(arguments)} argument(s)")
    return None


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # the student may have replaced or closed it
            stream.flush()
