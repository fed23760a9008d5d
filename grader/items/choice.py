"""One of several options, or all the options that hold."""

import re
from typing import Any, Literal

from pydantic import Field

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.show import show
from grader.items.single import SingleItem

_DECORATION = re.compile(r"[\s().\]\[:]+")


class ChoiceItem(SingleItem):
    """A function without arguments that gives the letter of an option (`"d"`), or a set of letters."""

    kind: Literal["choice"] = "choice"
    """Always `choice`."""
    options: dict[str, str] = Field(min_length=2)
    """What there is to choose from: letter to text."""

    def check(self, answer: Any, expected: Any) -> Comparison:
        """Compare letters, up to case, brackets and white space."""
        several = isinstance(expected, (set, frozenset, list, tuple))
        letters = _letters(answer, several=several)
        if letters is None:
            return wrong_kind(answer, f"{'a set of letters' if several else 'a letter'} out of {self._all()}")
        if unknown := sorted(letters - {option.casefold() for option in self.options}):
            return differs("option", f"There is no option {show(unknown[0][:40])}; the options are {self._all()}.")
        if letters != _letters(expected, several=several):
            return differs("value", f"The answer {', '.join(sorted(letters)) or 'none'} is not right.")
        return Comparison()

    def _all(self) -> str:
        return ", ".join(self.options)


def _letters(answer: Any, *, several: bool) -> frozenset[str] | None:
    if isinstance(answer, str) and several:
        answer = [letter for letter in re.split(r"[\s,;]+", answer) if letter]
    parts = answer if several else [answer]
    if not isinstance(parts, (set, frozenset, list, tuple)) or not all(isinstance(part, str) for part in parts):
        return None
    return frozenset(_DECORATION.sub("", part).casefold() for part in parts)
