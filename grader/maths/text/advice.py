"""What to write instead of a formula that could not be read: told from what was meant, not from where reading ended.

Each rule knows one habit, such as a decimal comma, and rewrites it wherever it stands. A whole formula is named only if
it can be read; what is said then holds.
"""

import re
from collections.abc import Callable, Sequence

from grader.maths.text.habits import HABITS
from grader.maths.text.tokens import Problem
from grader.maths.text.vocabulary import CONSTANTS, FUNCTIONS, body, plain

_LONGEST = 100
"""A formula with more characters is not written out."""


def advice(text: str, names: Sequence[str], is_readable: Callable[[str], bool]) -> Problem | None:
    """What to write instead, and where; None if no habit is known in it.

    Parameters
    ----------
    text : str
        What could not be read.
    names : sequence of str
        The symbols.
    is_readable : callable
        Whether a formula can be read.
    """
    start, end = body(text, {*names, *FUNCTIONS, *CONSTANTS})
    typed = plain(text[start:end])
    habits = [habit for rule in HABITS if (habit := rule(typed, names)) is not None]
    if not habits:
        return None
    first = habits[0]
    # The one habit alone keeps most of what was typed; often there are several
    for instead in (first.text, _all(typed, names)):
        if instead and len(instead) <= _LONGEST and is_readable(instead):
            return Problem(first.says.format(first.instead or instead.strip()), start + first.position)
    # Behind LaTeX and braces there may be a habit of which more is known: sin^{-1}(x)
    if first.is_spelling and first.text != typed and (inner := advice(first.text, names, is_readable)) is not None:
        return Problem(inner.sentence, start + first.position)
    return Problem(first.says.format(first.instead or first.example), start + first.position)


def _all(text: str, names: Sequence[str]) -> str:
    """The text with every habit rewritten."""
    for rule in HABITS:
        habit = rule(text, names)
        text = habit.text if habit is not None and habit.text else text
    return text


def unknown_name(word: str, names: Sequence[str]) -> str:
    """What is said of a word that is neither a symbol nor known."""
    if len(word) > 1 and all(letter in names or letter in CONSTANTS for letter in word):
        return f"A sign is missing: write {'*'.join(word)} for a product."
    for function in sorted(FUNCTIONS, key=len, reverse=True):  # sinhx: sinh of x, not sin of hx
        inner = word.removeprefix(function)
        if inner != word and (inner in names or inner in CONSTANTS or inner.isdecimal()):
            return f"Write brackets behind {function}, as in {function}({inner})."
    numbered = re.fullmatch(r"(\D+?)_?(\d+)", word)
    if numbered and numbered[1] in names:
        power, product = f"{numbered[1]}^{numbered[2]}", f"{numbered[1]}*{numbered[2]}"
        return f"The name {word} is not known here: write {power} for a power, {product} for a product."
    other = [name for name in names if name.casefold() == word.casefold()]
    size = f" Capital and small letters differ: is {other[0]} meant?" if other else ""
    return f"The name {word} is not known here; the names are: {', '.join(names) or 'none'}.{size}"
