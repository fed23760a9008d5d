"""Reads one answer of the student's side: whatever it holds, it becomes a value or a failure.

Text in it is made fit to be shown: no control characters, nothing that cannot be saved.
"""

from typing import Any

from grader.sandbox.client.outcome import Failure, FailureKind, Outcome, Place, Returned
from grader.sandbox.wire import Decoder, WireError

_MAX_TEXT = 500
_MAX_LINE = 200
_MAX_NAME = 100
_MAX_WORDS = 5


def one_line(text: str, max_characters: int) -> str:
    """The text on one line, cut; what cannot be printed (control characters, lone surrogates) becomes U+FFFD."""
    return "".join(map(_shown, text[:max_characters].replace("\t", " ").replace("\n", " ")))


def printed_text(printed: bytes, max_characters: int) -> str:
    """Printed output as text, cut; of the control characters, line ends and tabs stay."""
    text = printed.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")[:max_characters]
    return "".join(character if character in "\n\t" else _shown(character) for character in text)


def _shown(character: str) -> str:
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


class StrayError(Exception):
    """An answer that nobody asked for: something else writes to the pipe too."""


def without_number(raw: bytes, number: int) -> bytes:
    """What the answer with this number says, as bytes; StrayError if it is no answer, or another one.

    Only the beginning is looked at, which our own code writes: nothing of the rest is decoded.
    """
    head = b'{"number":%d' % number
    rest = raw[len(head) :]
    if raw.startswith(head) and rest[:1] in {b",", b"}"}:
        return b"{" + rest.removeprefix(b",")
    if raw.startswith(b'{"number":'):
        raise StrayError("it answered more often than it was called")
    raise StrayError("it disturbed the pipe on which it answers")


def read_answer(answer: dict[str, Any]) -> Outcome:
    """The value or failure in an answer; `UNSENDABLE` for what is neither, as the student's side wrote it."""
    if "value" not in answer:
        return read_failure(answer) or _unreadable("it is neither a value nor a failure")
    try:
        return Returned(Decoder().decode(answer["value"]))
    except WireError as error:
        return _unreadable(str(error))


def read_failure(answer: dict[str, Any]) -> Failure | None:
    """The failure that an answer tells of; None if it tells of none that is known."""
    kind = answer.get("failure")
    # Its type first: a list cannot be looked for in a set
    if not isinstance(kind, str) or kind not in set(FailureKind):
        return None
    text = answer.get("text")
    text = one_line(text, _MAX_TEXT) if isinstance(text, str) else ""
    return Failure(FailureKind(kind), text, _place(answer.get("place")), answer.get("loading") is True, _clue(answer))


def _place(data: Any) -> Place | None:
    match data:
        case [str(file), int(line), str(source), column]:
            # Not `isinstance`: True is a whole number too
            fits = type(column) is int and 0 < column <= _MAX_LINE
            return Place(one_line(file, _MAX_NAME), line, one_line(source, _MAX_LINE), column if fits else None)
    return None


def _clue(answer: dict[str, Any]) -> tuple[str, ...]:
    words = answer.get("clue", [])
    if not isinstance(words, list) or len(words) > _MAX_WORDS or not all(isinstance(word, str) for word in words):
        return ()
    return tuple(one_line(word, _MAX_NAME) for word in words)


def _unreadable(why: str) -> Failure:
    return Failure(FailureKind.UNSENDABLE, f"the answer cannot be read: {one_line(why, _MAX_TEXT)}")
