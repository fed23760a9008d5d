"""The words that a typed formula may use, beside the names that the author gives."""

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

import sympy

_ALIKE = {
    "−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "⁻": "⁻", "·": "*", "×": "*", "⋅": "*", "∙": "*", "∗": "*",
    "•": "*", "\u2062": "*", "÷": "/", "∕": "/", "⁄": "/", "ˆ": "^", "µ": "μ", "ϕ": "φ", "ϵ": "ε", "ϑ": "θ",
    "\u200b": " ", "\u2060": " ", "\ufeff": " ", "\u00ad": " ",
}  # fmt: skip
# Unicode's copy of ASCII in the width of East Asian letters stands 0xFEE0 behind it
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE = str.maketrans({**_FULL_WIDTH, **_ALIKE})
_OF_MATHEMATICS = re.compile(r"[\U0001d400-\U0001d7ffℎℯ]")
"""Letters in the italics of mathematics, as they are copied from a page."""
_QUOTES = re.compile(r"\s*([\"'“”„‘’«»`])(.*[^\s\"'“”„‘’«»`])\s*([\"'“”„‘’«»`])\s*", re.DOTALL)
_NAMED = re.compile(r"\s*([A-Za-z_\u0370-\u03ff]\w*)\s*(\(\s*\w+(?:\s*,\s*\w+)*\s*\))?\s*=(?![=<>])")
"""The beginning of `y = ...` and `f(x) = ...`."""
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_GREEK = {
    unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}"): name if size == "SMALL" else name.capitalize()
    for size in ("SMALL", "CAPITAL")
    for name in "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau "
    "upsilon phi chi psi omega".split()
}
_SPELLED = {sign: name.replace("amda", "ambda") for sign, name in _GREEK.items()}  # Unicode's name is LAMDA


def plain(text: str) -> str:
    """The text with signs that look alike written as one, each at its own place."""
    # One sign for one: a position here is one in what was typed
    return _OF_MATHEMATICS.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), text).translate(_TABLE)


def body(text: str, taken: Collection[str]) -> tuple[int, int]:
    """Where the formula begins and ends: without quotes around it, and without a name for it, as in `y = x^2`.

    Parameters
    ----------
    text : str
        What was typed.
    taken : collection of str
        Names that mean something: `x = y` with one of them is an equation, and is left as it is.
    """
    start, end = 0, len(text)
    if match := _QUOTES.fullmatch(text):
        start, end = match.span(2)
    named = _NAMED.match(text, start, end)
    if named and named[1] not in taken:
        start = named.end()
    return start, end


def canonical(word: str, names: Collection[str]) -> str:
    """The name that is meant: the one that was given, where a word differs from it as `α` from alpha, `x₁` from x1."""
    low = word.translate(SUBSCRIPTS)
    latin = "".join(_SPELLED.get(letter, letter) for letter in low)
    greek = next((sign for sign, name in _SPELLED.items() if name == low), low)
    split = re.sub(r"(?<=[^\W\d])(?=\d+$)", "_", latin)  # x1 for a given x_1
    return next((each for each in (word, low, latin, greek, split) if each in names), word)


class Function(NamedTuple):
    """How a function is made, and of how many arguments."""

    make: Callable[..., Any]
    least: int = 1
    most: int = 1


def _plain(head: Any) -> Callable[..., Any]:
    return lambda *arguments: head(*arguments, evaluate=False)


def _root(argument: Any) -> Any:
    return sympy.Pow(argument, sympy.Rational(1, 2), evaluate=False)


def _log(argument: Any, base: Any = None) -> Any:
    top = sympy.log(argument, evaluate=False)
    if base is None:
        return top
    below = sympy.Pow(sympy.log(base, evaluate=False), -1, evaluate=False)
    return sympy.Mul(top, below, evaluate=False)


FUNCTIONS: dict[str, Function] = {
    "sqrt": Function(_root),
    "log": Function(_log, 1, 2),
    "ln": Function(_plain(sympy.log)),
    "abs": Function(_plain(sympy.Abs)),
    "Abs": Function(_plain(sympy.Abs)),
    "max": Function(_plain(sympy.Max), 1, 20),
    "min": Function(_plain(sympy.Min), 1, 20),
    "arcsin": Function(_plain(sympy.asin)),
    "arccos": Function(_plain(sympy.acos)),
    "arctan": Function(_plain(sympy.atan)),
    **{
        name: Function(_plain(getattr(sympy, name)))
        for name in "exp sin cos tan cot asin acos atan sinh cosh tanh sign".split()
    },
}
CONSTANTS: dict[str, sympy.Expr] = {"pi": sympy.pi, "e": sympy.E, "E": sympy.E}
"""`I` is added where the author allows complex numbers."""
