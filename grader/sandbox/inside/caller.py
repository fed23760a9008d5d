"""Answers requests: loads a module once, calls its functions, and turns results into messages."""

import base64
import contextlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from grader.sandbox.cells import Cell
from grader.sandbox.functions import ABOUT, CHANGES, STOPPED
from grader.sandbox.inside.about import facts, only_by_star, where_else
from grader.sandbox.inside.chance import Chance, Moment
from grader.sandbox.inside.failures import describe, failure
from grader.sandbox.inside.importing import importer
from grader.sandbox.inside.loader import MemoryFinder
from grader.sandbox.wire import Decoder, Encoder, IncomparableError, WireError
from grader.sandbox.wire.messages import to_bytes

# As much as the grader's side sends at most: arguments are written down twice to see whether they were changed.
_LARGEST_ARGUMENT = 2**26
_FLOODED = failure("flooded", "it printed too much")


class Caller:
    """The state of one student's process: files, loaded modules, functions that were handed out.

    Parameters
    ----------
    chance : Chance
        What is in the place of chance, installed.
    message_bytes : int
        Size that an answer may have.
    is_flooded : callable
        Whether more was printed than may be; asked after each call, so that it is that call's failure.
    """

    def __init__(self, chance: Chance, message_bytes: int, is_flooded: Callable[[], bool]) -> None:
        self._chance = chance
        self._message_bytes = message_bytes
        self._is_flooded = is_flooded
        self._finder = MemoryFinder({}, {})
        self._stopped: list[tuple[Cell, dict[str, Any]]] = []
        self._loaded: dict[str, ModuleType | dict[str, Any]] = {}
        self._moments: dict[str, Moment] = {}
        self._first_handle = 0
        self._handles: list[Any] = []
        self._number = 0

    def answer(self, request: dict[str, Any]) -> Iterator[bytes]:
        """The answers to one request, each worked out when it is asked for."""
        if "files" in request:
            self._first_handle = request["first_handle"]
            files = {name: base64.b64decode(data) for name, data in request["files"].items()}
            self._finder = MemoryFinder(files, self._chance.builtins, self._note_stopped)
            self._stopped = []
            self._finder.install()
            self._chance.builtins["__import__"] = importer(self._finder.first_names)
        elif "load" in request:
            self._number += 1
            loaded = self._load(request["load"])
            # A module stays here: that it is loaded is told by an answer without anything in it
            answer = self._numbered(loaded if isinstance(loaded, dict) else {})
            yield self._numbered(_FLOODED) if self._is_flooded() else answer
        else:
            for arguments in request["calls"]:
                self._number += 1
                yield self._call(request["module"], request["function"], arguments)

    def _numbered(self, answer: dict[str, Any]) -> bytes:
        """An answer as bytes, with its number: a copy of this process, made by fork, may answer too."""
        return to_bytes({"number": self._number, **answer})

    def _load(self, module: str) -> ModuleType | dict[str, Any]:
        """The student's module, or the failure that its import ended in; imported at most once."""
        if module not in self._loaded:
            self._chance.begin()
            try:
                self._loaded[module] = self._finder.import_module(module)
            except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is described
                self._loaded[module] = describe(error, self._finder.sources, loading=True)
            self._moments[module] = self._chance.moment()
            _flush()
        return self._loaded[module]

    def _note_stopped(self, cell: Cell, error: BaseException) -> None:
        self._stopped.append((cell, describe(error, self._finder.sources, loading=True)))

    def _call(self, module: str, name: Any, data: list[Any]) -> bytes:
        """The answer to one call, as bytes; an error while it is put into words is described like any other."""
        try:
            answer = self._numbered(self._outcome(module, name, data))
        except BaseException as error:  # noqa: BLE001 - an object of the student's may do anything while it is read
            answer = self._numbered(describe(error, self._finder.sources, loading=False))
        if self._is_flooded():
            return self._numbered(_FLOODED)
        # Looked at as a whole, as many small parts are each within their limits
        if len(answer) > self._message_bytes:
            text = f"it takes {len(answer):,} bytes to write down, more than {self._message_bytes:,}"
            answer = self._numbered(failure("unsendable", text))
        return answer

    def _outcome(self, module: str, name: Any, data: list[Any]) -> dict[str, Any]:
        if name == STOPPED:
            return {"value": Encoder(self._message_bytes, self._keep).encode(list(map(_where_stopped, self._stopped)))}
        function = self._find(module, name)
        if isinstance(function, dict):
            return function
        arguments = [Decoder(self._resolve).decode(argument) for argument in data]
        if str(name).startswith(ABOUT):
            return {"value": Encoder(self._message_bytes, self._keep).encode(facts(function, *arguments))}
        if module in self._moments:
            self._chance.back_to(self._moments[module])
        before = _written(arguments) if str(name).startswith(CHANGES) else None
        try:
            value = function(*arguments)
            if before is not None:
                after = _written(arguments)
                value = [index for index, text in before.items() if after.get(index) != text]
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is described
            known = _signature_failure(function, arguments, error)
            return known or describe(error, self._finder.sources, loading=False)
        finally:
            _flush()
        try:
            return {"value": Encoder(self._message_bytes, self._keep).encode(value)}
        except WireError as error:
            return failure("incomparable" if isinstance(error, IncomparableError) else "unsendable", str(error))

    def _find(self, module: str, name: Any) -> Callable[..., Any] | dict[str, Any]:
        if isinstance(name, int):
            resolved: Callable[..., Any] = self._resolve(name)
            return resolved
        loaded = self._load(module)
        if isinstance(loaded, dict):
            return loaded
        name = name.removeprefix(ABOUT).removeprefix(CHANGES)
        file = self._finder.shown(module)
        if not hasattr(loaded, name):
            elsewhere = self._in_stopped_cell(name)
            with contextlib.suppress(Exception):  # a file that cannot be read as a tree has no more to tell
                elsewhere = elsewhere or where_else(loaded, self._finder.get_source(module), name)
            return failure("no_function", f"{file} has no function {name}{elsewhere}")
        resolved = getattr(loaded, name)
        if not callable(resolved):
            return failure("no_function", f"{name} in {file} is not a function")
        home = str(getattr(resolved, "__module__", "")).partition(".")[0]
        if home not in self._finder.first_names and (brought := only_by_star(self._finder.get_source(module), name)):
            return failure(
                "no_function", f"{file} has no function {name}; the one of that name is brought by {brought}"
            )
        return resolved

    def _in_stopped_cell(self, name: str) -> str:
        """That a function would be there if its cell had come to its end; empty if no such cell defines it."""
        definition = re.compile(rf"^[ \t]*(?:def[ \t]+{re.escape(name)}\b|{re.escape(name)}[ \t]*=[^=])", re.MULTILINE)
        for cell, told in self._stopped:
            if definition.search(cell.source):
                _, place, line, text, _ = _where_stopped((cell, told))
                where = f" at line {line}{'' if place == cell.name else f' of {place}'}" if line else ""
                return f": {cell.name}, which defines it, stopped{where}, {text}"
        return ""

    def _keep(self, function: Any) -> int:
        self._handles.append(function)
        return self._first_handle + len(self._handles) - 1

    def _resolve(self, number: int) -> Any:
        index = number - self._first_handle
        return self._handles[index] if 0 <= index < len(self._handles) else _lost


def _where_stopped(stopped: tuple[Cell, dict[str, Any]]) -> list[Any]:
    """A cell's name, the name and line where it stopped, why, and what is known beyond that."""
    cell, told = stopped
    place, line, *_ = told["place"] or ("", 0)
    return [cell.name, place, line, told["text"], told.get("clue", [])]


def _lost(*_arguments: Any) -> Any:
    raise RuntimeError("this function was returned by a process that has ended since")


def _written(arguments: list[Any]) -> dict[int, bytes]:
    """Arrays and lists among the arguments, as they would be sent, by their places."""
    written: dict[int, bytes] = {}
    for index, argument in enumerate(arguments):
        if isinstance(argument, (np.ndarray, list)):
            with contextlib.suppress(WireError):
                written[index] = to_bytes({"argument": Encoder(_LARGEST_ARGUMENT).encode(argument)})
    return written


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
        given = f"{len(arguments)} argument{'' if len(arguments) == 1 else 's'}"
        return failure("signature", f"{name}{signature} cannot be called with {given}")
    return None


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # the student may have replaced or closed it
            stream.flush()
