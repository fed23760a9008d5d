"""What comes out of comparing an answer with the expected one, and the first rungs: None, and another kind."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from numbers import Number
from typing import Any, NamedTuple

import numpy as np

from grader.items.answers.show import brief
from grader.model.feedback import Feedback
from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction
from grader.sandbox.late import Basic, MatrixBase

_BUILTINS: dict[type, str] = {
    dict: "a dictionary",
    set: "a set",
    frozenset: "a set",
    list: "a list",
    type(None): "None",
}
_SINGLE = {"a number", "a SymPy expression", "True or False"}
"""What is wanted where one entry of an answer may be all that was meant."""
_LONGEST_CODE = 200
"""Characters of a text that is looked at for being code."""
COMMA = " A comma behind a value makes a tuple of it."


class Comparison(NamedTuple):
    """A problem or none; notes on an answer that has none; whether it could be decided at all."""

    problem: Feedback | None = None
    notes: tuple[Feedback, ...] = ()
    undecided: bool = False
    """Whether it agrees beyond chance, but could not be proved to be the same."""
    is_open: bool = False
    """Whether it could not be compared for a limit of ours: neither agreement nor a problem."""
    share: float = 1.0
    """What an answer without a problem earns: less than all where its value is right and its form is not."""

    is_bare: bool = False
    """Whether the problem's sentence says no more than that the answer is wrong."""
    detail: str = ""
    """A sentence in its place that says what differs: for items that show the expected value, for it gives it away."""

    def revealed(self) -> Comparison:
        """With the sentence that says what differs, where the evidence shows the expected value as well."""
        return self._said(self.detail) if self.detail else self.discreet()

    def discreet(self) -> Comparison:
        """Without a sentence that only repeats the verdict; what differs is not told."""
        return self._said("") if self.is_bare else self

    def _said(self, text: str) -> Comparison:
        return self if self.problem is None else self._replace(problem=self.problem.model_copy(update={"text": text}))

    def at(self, where: str) -> Comparison:
        """The problem of a part, told with where in the whole it is."""
        assert self.problem is not None  # noqa: S101 - there is nothing to tell without one
        detail = f"{where}: {self.detail}" if self.detail else ""
        return Comparison(Feedback(code=self.problem.code, text=f"{where}: {self.problem.text}"), detail=detail)

    @property
    def agrees(self) -> bool:
        """Whether it was compared, and no difference was found."""
        return self.problem is None and not self.is_open


def differs(code: str, text: str) -> Comparison:
    """The comparison of an answer that is not the expected one."""
    return Comparison(Feedback(code=f"answer.{code}", text=text))


def is_wrong(text: str, detail: str = "") -> Comparison:
    """The comparison of an answer of which no more is said than that it is wrong; `detail` says what differs."""
    return differs("value", text)._replace(is_bare=True, detail=detail)


def not_comparable(why: str) -> Comparison:
    """The comparison of an answer that a limit of ours keeps us from comparing."""
    text = f"It could not be compared with the expected answer: {why}."
    return Comparison(is_open=True, notes=(note("open", text),))


def together(parts: Iterable[Comparison]) -> Comparison:
    """The comparison of a whole none of whose parts has a problem."""
    parts = list(parts)
    # a dictionary keeps the order in which the notes came: in that of a set two runs would give two reports
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    undecided, is_open = any(part.undecided for part in parts), any(part.is_open for part in parts)
    return Comparison(notes=notes, undecided=undecided, is_open=is_open)


def note(code: str, text: str) -> Feedback:
    """A remark on an answer without a problem."""
    return Feedback(code=f"note.{code}", text=text)


def wrong_kind(answer: Any, wanted: str, subject: str = "The answer", code: str = "type") -> Comparison:
    """The message for an answer of another kind than the one wanted (`a number`, `true or false`)."""
    if answer is None and code == "type":
        return differs("none", f"{subject} is None, as from a function without `return`; {wanted} is expected.")
    return differs(code, f"{subject} is {name_kind(answer)}; {wanted} is expected.{_cure(answer, wanted)}")


def _cure(answer: Any, wanted: str) -> str:
    """How the one entry of an answer, or one of its results, is taken out where a single value is asked for."""
    is_matrix = wanted.startswith("a SymPy matrix")
    if wanted not in _SINGLE and not is_matrix:
        return ""
    if isinstance(answer, str):
        return " Without the quotes Python works it out." if _is_code(answer) else ""
    if isinstance(answer, tuple) and len(answer) == 1:
        return COMMA
    if is_matrix:
        return " Return one of them." if isinstance(answer, tuple) and len(answer) > 1 else ""
    if isinstance(answer, list) and len(answer) == 1:
        is_nested = isinstance(answer[0], list) and len(answer[0]) == 1
        return f" `[0]{'[0]' if is_nested else ''}` takes the one entry out."
    if isinstance(answer, np.ndarray) and answer.ndim and answer.size == 1:
        return " `.item()` takes the one entry out."
    if isinstance(answer, MatrixBase) and answer.shape == (1, 1):
        return " `[0]` takes the one entry out."
    # `np.linalg.eigh`, `lstsq` and others return several results, of which one was asked for
    return " Return one of them." if isinstance(answer, tuple) and len(answer) > 1 else ""


def _is_code(text: str) -> bool:
    """Whether Python reads a text as a value or a calculation, and not as a single name: it is never evaluated."""
    if len(text) > _LONGEST_CODE:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as on `1is 2`
        try:
            body = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return False
    if isinstance(body, ast.Constant):
        return isinstance(body.value, (bool, int, float))
    return isinstance(body, (ast.BinOp, ast.UnaryOp, ast.Call, ast.Compare, ast.BoolOp))


def name_kind(answer: Any) -> str:
    """What an answer is: `the text '12*x**2'`, `a list`, `a function`."""
    # the order matters: a bool is an int as well, and a SymPy matrix or number is a `Basic`
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape}" if answer.shape else name_kind(answer[()])
    if isinstance(answer, tuple):
        return f"a tuple of {len(answer)} {'part' if len(answer) == 1 else 'parts'}" if answer else "an empty tuple"
    if isinstance(answer, str):
        return f"the text {brief(answer)}"
    if isinstance(answer, (bool, np.bool_)):
        return f"the truth value {bool(answer)}"
    if isinstance(answer, (FunctionHandle, ExpressionFunction, VectorFunction)):
        return "a function (was it meant to be called?)"
    if isinstance(answer, MatrixBase):
        return f"a SymPy matrix of shape {answer.shape}"
    if isinstance(answer, Basic):
        return f"the SymPy expression {brief(answer)}"
    if isinstance(answer, (Number, np.number)):
        return f"the number {brief(answer)}"
    return _BUILTINS.get(type(answer), f"an object of type {type(answer).__name__}")
