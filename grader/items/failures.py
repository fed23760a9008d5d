"""A call that has no answer, in the words that the student reads."""

from grader.items.answers.pasted import Call, snippet
from grader.items.answers.show import show_call
from grader.items.crashes import hint, told_of
from grader.items.places import source_line
from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.judgement import Judgement, left_open, wrong
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, FailureKind

_VERDICTS = {
    FailureKind.NO_FILE: Verdict.MISSING,
    FailureKind.NO_FUNCTION: Verdict.MISSING,
    FailureKind.NOT_IMPLEMENTED: Verdict.MISSING,
    FailureKind.TIMED_OUT: Verdict.TIMED_OUT,
    FailureKind.OUT_OF_MEMORY: Verdict.OUT_OF_MEMORY,
    FailureKind.FORBIDDEN: Verdict.FORBIDDEN,
    FailureKind.UNSENDABLE: Verdict.WRONG,
    FailureKind.INCOMPARABLE: Verdict.UNDECIDED,
}
# where the text of the failure is Python's, and tells a student less
_SENTENCES = {
    FailureKind.NOT_IMPLEMENTED: "It still raises NotImplementedError, as the stub does.",
    FailureKind.OUT_OF_MEMORY: "It asked for more memory than a submission may use.",
    FailureKind.FORBIDDEN: "It asked the system for something that is not allowed while it is graded.",
}
# what comes back at once; a time limit or a full memory would be waited for at each try
_CAN_BE_TRIED_AGAIN = {FailureKind.RAISED, FailureKind.SIGNATURE, FailureKind.UNSENDABLE}


def judge_failure(failure: Failure, call: Call) -> Judgement:
    """The judgement on a call that has no answer.

    Parameters
    ----------
    failure : Failure
        What came instead of an answer.
    call : Call
        Function and arguments, which are the evidence unless the file could not even be loaded.
    """
    if failure.kind is FailureKind.INCOMPARABLE:  # a limit of ours
        return left_open(feedback_of(failure), witness=_witness(failure, call))
    known = hint(failure)
    said = (feedback_of(failure), *([known] if known else []))
    return wrong(*said, witness=_witness(failure, call), verdict=verdict_of(failure))


def verdict_of(failure: Failure) -> Verdict:
    """The verdict that a failure is; `CRASHED` unless it has one of its own."""
    return _VERDICTS.get(failure.kind, Verdict.CRASHED)


def feedback_of(failure: Failure) -> Feedback:
    """One sentence with the code `missing.*`, `answer.unsendable`, `answer.incomparable` or `crash.*`."""
    if failure.is_missing:
        return Feedback(code=f"missing.{failure.kind}", text=_SENTENCES.get(failure.kind, _sentence(failure.text)))
    if failure.kind is FailureKind.UNSENDABLE:
        return Feedback(code="answer.unsendable", text=f"The answer cannot be judged: {failure.text}.")
    if failure.clue[:1] == ("file",) and (told := told_of(failure.clue)):
        return Feedback(code="crash.forbidden", text=told)
    if failure.clue[:1] == ("package",) and (told := told_of(failure.clue)):
        where = f"Line {failure.place.line} of {failure.place.file}" if failure.place else "It"
        return Feedback(code="crash.import", text=f"{where} {told}")
    if failure.kind is FailureKind.INCOMPARABLE:
        return Feedback(code="answer.incomparable", text=f"The answer cannot be compared here: {failure.text}.")
    if failure.kind is FailureKind.SYNTAX:
        return Feedback(code="crash.syntax", text=f"Python cannot read the file: {failure.text}.")
    return Feedback(code=f"crash.{failure.kind}", text=_SENTENCES.get(failure.kind) or _sentence(failure.text))


def can_be_tried_again(failure: Failure) -> bool:
    """Whether more calls like this one cost little, so that a smaller example can be looked for."""
    return failure.kind in _CAN_BE_TRIED_AGAIN and not failure.loading


def _witness(failure: Failure, call: Call) -> Witness | None:
    if failure.is_missing:  # there is nothing to show of what is not there
        return None
    if failure.loading:
        text = f"Loading the file stopped{_at_line(failure)}"
        return Witness(kind="source", text=text, place=_line(failure), snippet=Snippet())
    text, program = show_call(*call), snippet(call)
    if failure.kind in {FailureKind.INCOMPARABLE, FailureKind.UNSENDABLE}:  # it came back, so it has not failed
        return Witness(kind="call", text=text, snippet=program)
    came = "was stopped" if failure.kind is FailureKind.TIMED_OUT else "failed"
    return Witness(kind="call", text=f"{text} {came}{_at_line(failure)}", place=_line(failure), snippet=program)


def _line(failure: Failure) -> SourceLine | None:
    """The failure's place for programs; None if none is known, or if what the student's side says cannot be one."""
    return None if failure.place is None else source_line(failure.place.file, failure.place.line)


def _at_line(failure: Failure) -> str:
    """` at line 3 of xor.py:` and the line below it, with a caret under its column; empty if no place is known."""
    source = failure.place
    if source is None:
        return ""
    text = f" at line {source.line} of {source.file}"
    if not source.source.strip():  # an empty line, or a file that has changed since: a caret would point at nothing
        return text
    caret = "" if source.column is None else f"\n    {' ' * (source.column - 1)}^"
    return f"{text}:\n    {source.source}{caret}"


def _sentence(text: str) -> str:
    """The text as a sentence; a name at its beginning stays as it is."""
    text = text.strip() or "it failed"  # an exception may have no text at all
    first = text.split()[0]
    start = text[0].upper() if first.isalpha() and first.islower() else text[0]
    return f"{start}{text[1:]}" + ("" if text[-1] in ".!?" else ".")
