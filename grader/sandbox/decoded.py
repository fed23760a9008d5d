"""What an answer that crossed the wall tells of."""

from grader.sandbox.answers import read_answer, read_failure
from grader.sandbox.exchange import Answer, NotLoaded
from grader.sandbox.outcome import Failure, FailureKind, Outcome
from grader.sandbox.wire import WireError
from grader.sandbox.wire.messages import from_bytes


def decoded(answer: Answer) -> Outcome:
    """The value or failure; an answer that cannot be read is a failure too."""
    if isinstance(answer, Failure):
        return answer
    is_loading = isinstance(answer, NotLoaded)
    disturbed = Failure(FailureKind.KILLED, "it disturbed the pipe on which it answers", loading=is_loading)
    try:
        parts = from_bytes(answer.said if isinstance(answer, NotLoaded) else answer)
    except WireError:
        return disturbed
    return (read_failure(parts) or disturbed) if is_loading else read_answer(parts)
