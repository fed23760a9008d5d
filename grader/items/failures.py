"""A call that has no answer, in the words that the student reads."""

from grader.model.feedback import Feedback
from grader.model.verdict import Verdict
from grader.sandbox.outcome import Failure, FailureKind, Place

_VERDICTS = {
    FailureKind.NO_FILE: Verdict.MISSING,
    FailureKind.NO_FUNCTION: Verdict.MISSING,
    FailureKind.NOT_IMPLEMENTED: Verdict.MISSING,
    FailureKind.TIMED_OUT: Verdict.TIMED_OUT,
    FailureKind.OUT_OF_MEMORY: Verdict.OUT_OF_MEMORY,
    FailureKind.FORBIDDEN: Verdict.FORBIDDEN,
    FailureKind.UNSENDABLE: Verdict.WRONG,
}
_SENTENCES = {
    FailureKind.NOT_IMPLEMENTED: "It still raises NotImplementedError, as the stub does.",
    FailureKind.SYNTAX: "Python cannot read the file, so none of its functions could be tried.",
    FailureKind.OUT_OF_MEMORY: "It asked for more memory than a submission may use.",
    FailureKind.FORBIDDEN: "It asked the system for something that is not allowed while it is graded.",
}


def verdict_of(failure: Failure) -> Verdict:
    """The verdict that a failure is; `CRASHED` unless it has one of its own."""
    return _VERDICTS.get(failure.kind, Verdict.CRASHED)


def feedback_of(failure: Failure) -> Feedback:
    """One sentence with the code `missing.*`, `answer.unsendable` or `crash.*`."""
    if failure.is_missing:
        return Feedback(code=f"missing.{failure.kind}", text=_SENTENCES.get(failure.kind, _sentence(failure.text)))
    if failure.kind is FailureKind.UNSENDABLE:
        return Feedback(code="answer.unsendable", text=f"The answer cannot be judged: {failure.text}.")
    text = _SENTENCES.get(failure.kind) or _sentence(failure.text)
    return Feedback(
        code=f"crash.{failure.kind}", text=f"While the file was loaded: {text}" if failure.loading else text
    )


def where(failure: Failure) -> str:
    """` at line 3 of xor.py: return x +` for a failure whose place is known, with a caret under its column."""
    return "" if failure.place is None else _show_place(failure.place)


def _show_place(place: Place) -> str:
    text = f" at line {place.line} of {place.file}"
    if not place.source.strip():
        return text
    line = f"{text}:\n    {place.source}"
    return line if place.column is None else f"{line}\n    {' ' * (place.column - 1)}^"


def _sentence(text: str) -> str:
    text = text.strip() or "it failed"
    return f"{text[0].upper()}{text[1:]}" + ("" if text[-1] in ".!?" else ".")
