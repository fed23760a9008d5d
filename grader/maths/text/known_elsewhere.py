"""Functions that are usual elsewhere and not known here, and how they are written with the ones that are."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from grader.maths.text.vocabulary import SUBSCRIPTS


class Definition(NamedTuple):
    """How a function is written here: templates, of which any is right, with {a} and {b} for its arguments.

    {A} and {B} are the same in brackets, unless they are a single number or name.
    """

    templates: tuple[str, ...]
    arguments: int = 1
    condition: str = ""
    """Where it holds, or what was understood, if that is not all: `for x > 0`."""


def _as(*templates: str, arguments: int = 1, condition: str = "") -> Definition:
    return Definition(templates, arguments, condition)


_ALIASES = {
    "sin": "sine sinus sen", "cos": "cosine cosinus", "tan": "tangent tangens tg", "cot": "cotan cotangent ctg cotg",
    "asin": "arcsine arcsen asen", "acos": "arccosine", "atan": "arctangent arctg atg", "sinh": "sh", "cosh": "ch",
    "tanh": "th tgh", "exp": "exponential", "log": "logarithm loge", "sqrt": "squareroot square_root rootsq",
    "abs": "absolute fabs modulus", "max": "maximum amax", "min": "minimum amin", "sign": "sgn signum",
}  # fmt: skip
DEFINITIONS: dict[str, Definition] = {
    **{alias: _as(f"{name}({{a}})") for name, aliases in _ALIASES.items() for alias in aliases.split()},
    "maximum": _as("max({a}, {b})", arguments=2),
    "minimum": _as("min({a}, {b})", arguments=2),
    **dict.fromkeys(("sec", "secant"), _as("1/cos({a})")),
    **dict.fromkeys(("csc", "cosec", "cosecant"), _as("1/sin({a})")),
    "sech": _as("1/cosh({a})"),
    **dict.fromkeys(("csch", "cosech"), _as("1/sinh({a})")),
    **dict.fromkeys(("coth", "ctgh"), _as("1/tanh({a})")),
    **dict.fromkeys(("asec", "arcsec"), _as("acos(1/{A})")),
    **dict.fromkeys(("acsc", "arccsc", "arccosec"), _as("asin(1/{A})")),
    **dict.fromkeys(("acot", "arccot", "arcctg"), _as("pi/2 - atan({a})", "atan(1/{A})")),
    **dict.fromkeys(("asinh", "arcsinh", "arsinh", "arsh"), _as("log({a} + sqrt({A}^2 + 1))")),
    **dict.fromkeys(("acosh", "arccosh", "arcosh", "arch"), _as("log({a} + sqrt({A}^2 - 1))")),
    **dict.fromkeys(("atanh", "arctanh", "artanh", "arth"), _as("log((1 + {A})/(1 - {A}))/2")),
    **dict.fromkeys(("atan2", "arctan2"), _as("atan({A}/{B})", arguments=2, condition="where the second is positive")),
    **dict.fromkeys(("log2", "ld", "lb"), _as("log({a})/log(2)")),
    "log10": _as("log({a})/log(10)"),
    "lg": _as("log({a})/log(10)", condition="for the base 10"),
    "log1p": _as("log(1 + {A})"),
    "expm1": _as("exp({a}) - 1"),
    "exp2": _as("2^{A}"),
    "exp10": _as("10^{A}"),
    **dict.fromkeys(("pow", "power"), _as("{A}^{B}", arguments=2)),
    **dict.fromkeys(("sqr", "sq", "square"), _as("{A}^2")),
    **dict.fromkeys(("cbrt", "cuberoot"), _as("sign({a})*abs({a})^(1/3)")),
    "root": _as("{A}^(1/{B})", arguments=2),
    "nthroot": _as("{A}^(1/{B})", arguments=2),
    "hypot": _as("sqrt({A}^2 + {B}^2)", arguments=2),
    **dict.fromkeys(("reciprocal", "inv"), _as("1/{A}")),
    **dict.fromkeys(("sigmoid", "logistic", "expit"), _as("1/(1+exp(-{A}))")),
    "logit": _as("log({A}/(1 - {A}))"),
    "softplus": _as("log(1 + exp({a}))"),
    "relu": _as("max({a}, 0)"),
    **dict.fromkeys(("swish", "silu"), _as("{A}/(1 + exp(-{A}))")),
    "heaviside": _as("(1 + sign({a}))/2"),
    "sinc": _as("sin({a})/{A}", "sin(pi*{A})/(pi*{A})"),
}
_NUMBERED = re.compile(r"log_?(\d+|(?<=_)[A-Za-z]\w*)")
"""A logarithm whose base stands in its name."""


def definition(word: str) -> Definition | None:
    """How a function is written here that goes by this name elsewhere; None if that is not known."""
    word = word.translate(SUBSCRIPTS)  # log₂
    if word in DEFINITIONS or word.lower() in DEFINITIONS:
        return DEFINITIONS.get(word) or DEFINITIONS[word.lower()]
    match = _NUMBERED.fullmatch(word)
    if match is None:
        return None
    return _as("log({a})") if match[1] == "e" else _as(f"log({{a}})/log({match[1]})")


def written(meaning: Definition, arguments: Sequence[str]) -> tuple[str, ...]:
    """Each way to write a function of these arguments with what is known here."""
    a, b = (*arguments, "y")[:2]
    fields = {"a": a, "b": b, "A": _bracketed(a), "B": _bracketed(b)}
    return tuple(template.format(**fields) for template in meaning.templates)


def _bracketed(text: str) -> str:
    return text if re.fullmatch(r"\w+", text) else f"({text})"
