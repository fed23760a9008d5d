"""An exchange with a process that is played here: what is sent, how long is waited, and what comes of faults."""

from collections import deque
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.exchange import Answer, Exchange, Message, NotLoaded, Request
from grader.sandbox.client.outcome import Failure, FailureKind, Place, Returned
from grader.sandbox.client.session import DeadlineError, EndedError, FloodError
from grader.sandbox.client.student_session import request_of
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import Limits
from grader.sandbox.patience import SLOWEST
from grader.sandbox.wire.messages import from_bytes

READY = b'{"ready":["a","b"]}'
FILES = {"work.py": b"import other", "other.py": b"x = 1", "apart.py": b"", "notes.txt": b"no Python"}
LIMITS = Limits(
    load_seconds=5, call_seconds=2, batch_seconds=7, start_seconds=40, kept_output=10, output_bytes=3 * 2**19
)
LOADED = b'{"number":1}'


class Played:
    """A process that gives what it was told to give, and keeps what it was asked."""

    def __init__(self, *answers: bytes | Exception, ready: bytes | Exception = READY, spent: float = 0.0) -> None:
        self.spent = spent
        self.output = self.running = b""
        self.sent: list[tuple[Any, int]] = []
        self.waited: list[float] = []
        self.kills = 0
        self._answers = deque([ready, *answers])

    def send(self, payload: bytes, answers: int) -> None:
        """Keep a message."""
        self.sent.append((from_bytes(payload), answers))

    def receive(self, seconds: float) -> bytes:
        """The next of its answers."""
        self.waited.append(seconds)
        answer = self._answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def take_output(self) -> bytes:
        """What it printed."""
        taken, self.output = self.output, b""
        return taken

    def traceback(self) -> bytes:
        """What its fault handler tells."""
        return self.running

    def kill(self) -> None:
        """Count it."""
        self.kills += 1


def exchange(*processes: Played, files: dict[str, bytes] = FILES, required: tuple[str, ...] = ()) -> Exchange:
    """An exchange that starts these processes one after another."""
    left = deque(processes)
    return Exchange(files, LIMITS, "confined", left.popleft, required=frozenset(required))


def numbered(*texts: str, first: int = 2) -> list[bytes]:
    """Answers behind that of loading, with their numbers."""
    return [f'{{"number":{number},{text}}}'.encode() for number, text in enumerate(texts, first)]


def asked(session: Exchange, *answers: int, module: str = "work") -> list[Answer]:
    """The answers to messages that expect so many each."""
    return list(session.ask(Request(module, tuple(map(message, range(len(answers)), answers)))))


def message(index: int, answers: int) -> Message:
    """A message that can be told from others."""
    return f'{{"message":{index}}}'.encode(), answers


def test_a_file_is_loaded_with_what_it_imports_and_then_called() -> None:
    """No other file is sent; each message once, the first one at once and each with how many answers it expects."""
    process = Played(LOADED, *numbered('"value":1', '"value":2', '"value":3'))
    session = exchange(process)
    answers = session.ask(Request("work", (message(0, 2), message(1, 1))))
    assert [(list(sent), count) for sent, count in process.sent] == [
        (["files", "first_handle"], 0),
        (["load"], 1),
        (["message"], 2),
    ]
    assert sorted(process.sent[0][0]["files"]) == ["other.py", "work.py"]
    assert list(answers) == [b'{"value":1}', b'{"value":2}', b'{"value":3}']
    assert process.sent[2:] == [({"message": 0}, 2), ({"message": 1}, 1)]
    assert process.waited == [40 / SLOWEST, 5, 2, 2, 2]
    assert (process.kills, session.layers) == (0, ("process", "a", "b"))


def test_a_file_that_is_loaded_is_not_loaded_again() -> None:
    """Nor is the process another one; one of its own is started for another file."""
    first, second = Played(LOADED, *numbered('"value":1', '"value":2')), Played(LOADED, *numbered('"value":3'))
    session = exchange(first, second)
    assert asked(session, 1) + asked(session, 1) == [b'{"value":1}', b'{"value":2}']
    assert [sent for sent, _ in first.sent if "load" in sent] == [{"load": "work"}]
    assert asked(session, 1, module="apart") == [b'{"value":3}']
    assert (first.kills, second.kills) == (1, 0)
    assert [process.sent[0][0]["first_handle"] for process in (first, second)] == [0, 1_000_000]


def test_no_calls_need_no_answer() -> None:
    """The file is loaded all the same."""
    process = Played(LOADED)
    assert asked(exchange(process)) == []
    assert [sent for sent, _ in process.sent][1:] == [{"load": "work"}]


ENDINGS: list[tuple[Exception | bytes, FailureKind, str | None]] = [
    (DeadlineError(), FailureKind.TIMED_OUT, None),
    (EndedError("it ended so"), FailureKind.KILLED, "it ended so"),
    (FloodError("it flooded"), FailureKind.FLOODED, "it flooded"),
    (b'{"number":9,"value":1}', FailureKind.KILLED, "it answered more often than it was called"),
    (b'{"number":1', FailureKind.KILLED, "it answered more often than it was called"),
    (b"anything", FailureKind.KILLED, "it disturbed the pipe on which it answers"),
    (b'{"number":N,"failure":"flooded"}', FailureKind.FLOODED, "it printed more than 1.5 MiB"),
]


@pytest.mark.parametrize(("ending", "kind", "text"), ENDINGS, ids=repr)
def test_a_fault_while_loading(ending: Exception | bytes, kind: FailureKind, text: str | None) -> None:
    """It ends the process, is the one answer, and the file is not tried again."""
    process = Played(ending.replace(b"N", b"1") if isinstance(ending, bytes) else ending)
    session = exchange(process)
    failure = Failure(kind, text or "it was stopped after 5 seconds", loading=True)
    assert asked(session, 1, 1) == [failure]
    assert process.kills == 1
    assert asked(session, 1) == [failure]
    session.forget()
    assert asked(session, 1) == [failure]


@pytest.mark.parametrize(("ending", "kind", "text"), ENDINGS, ids=repr)
def test_a_fault_in_a_call(ending: Exception | bytes, kind: FailureKind, text: str | None) -> None:
    """It ends the process and is the last answer; what was printed is kept, and the next call finds a new process."""
    answer = ending.replace(b"N", b"3") if isinstance(ending, bytes) else ending
    process, other = Played(LOADED, *numbered('"value":1'), answer), Played(LOADED, *numbered('"value":4'))
    session = exchange(process, other)
    process.output = b"printed"
    assert asked(session, 2, 1) == [b'{"value":1}', Failure(kind, text or "it was stopped after 2 seconds")]
    assert [sent for sent, _ in process.sent][2:] == [{"message": 0}]
    assert process.kills == 1
    other.output = b"then"
    assert asked(session, 1) == [b'{"value":4}']
    assert session.take_output() == "printedthe"
    assert session.take_output() == ""


def test_a_file_that_says_why_it_was_not_loaded() -> None:
    """That is the one answer, undecoded; the process stays, and the file is not tried again."""
    process = Played(b'{"number":1,"failure":"raised"}')
    session = exchange(process)
    assert asked(session, 1) == asked(session, 1) == [NotLoaded(b'{"failure":"raised"}')]
    assert process.kills == 0
    assert len(process.sent) == 2


@pytest.mark.parametrize(
    ("spent", "waited", "text"),
    [
        (0.0, [2, 2, 2], "it was stopped after 2 seconds"),
        (2.5, [2, 2, 2], "it was stopped after 2 seconds"),
        (2.6, [2, 2, pytest.approx(1.8)], "it was stopped when its calls had taken 7 seconds together"),
    ],
)
def test_all_calls_together_have_a_deadline(spent: float, waited: list[float], text: str) -> None:
    """What is left of it, if that is less than a call may take."""
    process = Played(LOADED, *numbered('"value":1', '"value":2'), DeadlineError(), spent=spent)
    assert asked(exchange(process), 2, 1)[-1] == Failure(FailureKind.TIMED_OUT, text)
    assert process.waited[2:] == waited


def test_what_is_left_of_a_request_is_read_before_the_next_one() -> None:
    """And is still there for who asked for it."""
    process = Played(LOADED, *numbered('"value":1', '"value":2', '"value":3', '"value":4'))
    session = exchange(process)
    before = session.ask(Request("work", (message(0, 3),)))
    assert next(before) == b'{"value":1}'
    assert asked(session, 1) == [b'{"value":4}']
    assert list(before) == [b'{"value":2}', b'{"value":3}']


def test_what_was_printed_is_cut_and_taken_once() -> None:
    """Of a process that was forgotten nothing is told."""
    process, other = Played(LOADED), Played(LOADED)
    session = exchange(process, other)
    assert session.take_output() == ""
    asked(session)
    process.output = "ä\r\nb\x1b".encode() + b"c" * 20
    assert session.take_output() == "ä\nb\ufffdcccccc"
    process.output = b"forgotten"
    session.forget()
    asked(session)
    other.output = b"told"
    assert session.take_output() == "told"
    assert (process.kills, other.kills) == (1, 0)


def test_a_process_that_has_loaded_nothing_is_not_ended() -> None:
    """There is nothing to forget: it has warmed up for nobody yet."""
    process = Played(LOADED)
    session = exchange(process)
    assert session.layers == ("process", "a", "b")
    session.forget()
    assert process.kills == 0
    asked(session)
    assert process.kills == 0


def test_a_closed_exchange_starts_nothing() -> None:
    """Its process is ended once."""
    process = Played(LOADED)
    session = exchange(process)
    asked(session)
    for _ in range(2):
        session.close()
    assert process.kills == 1
    with pytest.raises(SandboxError, match="the session is closed"):
        asked(session, module="apart")


@pytest.mark.parametrize(
    "ready",
    [DeadlineError(), EndedError("it ended"), FloodError("it flooded"), b"no JSON", b"{}", b'{"ready":1}'],
    ids=repr,
)
def test_a_process_that_does_not_come_up_is_our_fault(ready: bytes | Exception) -> None:
    """What it printed is told, and it is ended."""
    process = Played(ready=ready)
    process.output = b"printed much more than that"
    with pytest.raises(SandboxError, match=r"the sandbox did not start: \w+Error .*printed mu$") as error:
        asked(exchange(process), 1)
    assert process.kills == 1
    assert not isinstance(ready, Exception) or f"{type(ready).__name__} {ready}" in str(error.value)


def test_a_process_without_a_layer_gets_nothing() -> None:
    """All that are missing are named."""
    process = Played(LOADED)
    with pytest.raises(SandboxError) as error:
        asked(exchange(process, required=("d", "b", "c")), 1)
    assert str(error.value) == "the level confined did not come up: c, d could not be laid"
    assert (process.kills, process.sent) == (1, [])


@pytest.mark.parametrize(
    ("files", "module", "failure"),
    [
        ({"notes.txt": b""}, "notes", (FailureKind.NO_FILE, "there is no notes.py")),
        ({"a.txt": b"", "work.py": b""}, "a", (FailureKind.NO_FILE, "there is no a.py")),
        (
            {"a.py": b"#" * (LIMITS.message_bytes + 1)},
            "a",
            (
                FailureKind.SYNTAX,
                f"a.py has {LIMITS.message_bytes + 1:,} bytes of Python, more than {LIMITS.message_bytes:,}",
            ),
        ),
    ],
    ids=["no Python", "another name", "too large"],
)
def test_a_file_that_cannot_run(files: dict[str, bytes], module: str, failure: tuple[FailureKind, str]) -> None:
    """No process is started for it, and it has no fingerprint."""
    session = exchange(files=files)
    assert asked(session, 1, module=module) == [Failure(*failure, loading=True)]
    assert session.fingerprints([module]) == {}


def test_files_of_just_the_largest_size_can_run() -> None:
    """One by one and together; one byte more in any of them is too much for all."""
    most, together = LIMITS.message_bytes, LIMITS.submission_bytes
    count = together // most
    files = {f"f{number}.py": b"#" * most for number in range(count)}
    assert list(exchange(files=files).fingerprints(["f0"])) == ["f0"]
    more = {**files, "last.py": b"#" * (together - count * most + 1)}
    (failure,) = asked(exchange(files=more), 1, module="f0")
    text = f"the submission has {together + 1:,} bytes of Python, more than {together:,}"
    assert failure == Failure(FailureKind.SYNTAX, text, loading=True)


def test_fingerprints_are_of_all_that_runs_together() -> None:
    """A file that is not imported changes nothing."""
    found = exchange().fingerprints(["work", "apart", "nowhere"])
    assert list(found) == ["work", "apart"]
    assert exchange(files={**FILES, "apart.py": b"y = 1"}).fingerprints(["work"]) == {"work": found["work"]}
    assert exchange(files={**FILES, "other.py": b"y = 1"}).fingerprints(["work"]) != {"work": found["work"]}


@pytest.mark.parametrize(("function", "name"), [("f", "f"), (FunctionHandle(3), 3)])
def test_calls_are_sent_a_few_at_a_time(function: str | FunctionHandle, name: str | int) -> None:
    """Each once and in order, with how many there are in a message."""
    module, messages = request_of("work", function, [(number, None) for number in range(60)])
    sent = [from_bytes(payload) for payload, _ in messages]
    assert [count for _, count in messages] == [len(part["calls"]) for part in sent] == [25, 25, 10]
    assert [call for part in sent for call in part["calls"]] == [[number, None] for number in range(60)]
    assert {(part["module"], part["function"]) for part in sent} == {(module, name)} == {("work", name)}
    assert request_of("work", function, []).messages == ()


@pytest.mark.parametrize("outcome", [Returned(1), Failure(FailureKind.RAISED, "x"), Place("a.py", 1)])
def test_an_outcome_stays_what_it_is(outcome: Any) -> None:
    """It is kept, and told from others by what it says."""
    assert len({outcome, replace(outcome)}) == 1
    with pytest.raises(FrozenInstanceError):
        setattr(outcome, fields(outcome)[0].name, 2)


def test_what_is_missing_is_told_from_what_is_wrong() -> None:
    """There is nothing to judge yet without a file or a function, or of a stub."""
    missing = {kind for kind in FailureKind if Failure(kind, "").is_missing}
    assert missing == {FailureKind.NO_FILE, FailureKind.NO_FUNCTION, FailureKind.NOT_IMPLEMENTED}
