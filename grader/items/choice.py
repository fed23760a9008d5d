"""One of several options, or all the options that hold."""

import re
from typing import Any, Literal

from pydantic import Field

from grader.errors import AuthoringError
from grader.items.answers.comparison import Comparison, differs, wrong_kind
from grader.items.answers.show import brief
from grader.items.single import SingleItem

_WITH_TEXT = re.compile(r"\s*[(\[]?\s*(\w+)\s*[).\]:]+\s*(\S.*?)\s*", re.DOTALL)
"""A letter and what stands behind it: `d) 2`, `(d) two`, `d: 2`."""
# what people put around a letter: `(d)`, `d.`, `[d]`, `d:`
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
        letters, right = self._read(answer, several=several), _letters(expected, several=several)
        if right is None or not right <= self._known():
            fault = f"the reference says {brief(expected)}, which is none of the options"
            raise AuthoringError(f"item {self.id}", fault, f"Let it return {self._all()}")
        if letters is None:
            return self._wrong_kind(answer, several=several)
        if unknown := sorted(letters - self._known()):
            given = brief(answer) if isinstance(answer, str) else brief(unknown[0])
            together = self._together(unknown[0]) if several else ""
            return differs("option", f"There is no option {given}; the options are {self._all()}.{together}")
        if letters != right:
            chosen = f"The answer {', '.join(sorted(letters))} is" if letters else "No option was chosen, which is"
            return differs("value", f"{chosen} not right.")
        return Comparison()

    def blank(self, expected: Any) -> Any:
        """The first letter, or a set of it, whatever is right."""
        letter = next(iter(self.options))
        return letter if isinstance(expected, str) else {letter}

    def _read(self, answer: Any, *, several: bool) -> frozenset[str] | None:
        """The letters of an answer; one letter is meant where an option's text stands behind it, as in `d) 2`."""
        match = None if several or not isinstance(answer, str) else _WITH_TEXT.fullmatch(answer)
        if match is None or match[1].casefold() not in self._known():
            return _letters(answer, several=several)
        # `d) 2`, where 2 is the text of b, is no answer: which one is meant cannot be told
        named = {letter.casefold() for letter, text in self.options.items() if _same_text(text, match[2])}
        return frozenset([match[1].casefold()]) if named <= {match[1].casefold()} else _letters(answer, several=False)

    def _wrong_kind(self, answer: Any, *, several: bool) -> Comparison:
        """What the answer is, or what stands in it where a letter should."""
        if several and isinstance(answer, (set, frozenset, list, tuple)):
            # By its text: the order of a set is another one in each process
            other = min((part for part in answer if not isinstance(part, str)), key=brief)
            return wrong_kind(other, f"a letter as a text, out of {self._all()},", subject="An entry of the answer")
        return wrong_kind(answer, f"{'a set of letters' if several else 'a letter'} out of {self._all()}")

    def _together(self, text: str) -> str:
        """A sentence on letters that were written as one text."""
        letters = re.findall(r"\w", text)
        if len(letters) < 2 or not set(letters) <= self._known():
            return ""
        return f" Each letter is a text of its own: {{{', '.join(map(repr, letters))}}}."

    def _known(self) -> frozenset[str]:
        return frozenset(option.casefold() for option in self.options)

    def _all(self) -> str:
        return ", ".join(self.options)


def _same_text(text: str, other: str) -> bool:
    return text.strip(" $").casefold() == other.strip(" $").casefold()


def _letters(answer: Any, *, several: bool) -> frozenset[str] | None:
    if isinstance(answer, str) and several:
        answer = [letter for letter in re.split(r"[\s,;]+", answer) if letter]
    parts = answer if several else [answer]
    if not isinstance(parts, (set, frozenset, list, tuple)) or not all(isinstance(part, str) for part in parts):
        return None
    return frozenset(_DECORATION.sub("", part).casefold() for part in parts)
