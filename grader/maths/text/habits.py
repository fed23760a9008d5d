"""Habits of writing formulas that are not read here: for each, a rule that finds it and writes it anew."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from unicodedata import numeric

from grader.maths.text.known_elsewhere import definition, written
from grader.maths.text.latex import without_latex
from grader.maths.text.vocabulary import CONSTANTS, FUNCTIONS, SUPERSCRIPTS


class Habit(NamedTuple):
    """A habit that was found in a text."""

    says: str
    """The sentence, with {} for what to write instead."""
    position: int
    text: str
    """The whole text without the habit."""
    example: str
    """What to write instead where it stands first."""
    instead: str = ""
    """What to write instead, if more than one way is named, or the whole text does not matter."""
    is_spelling: bool = False
    """Whether only the spelling is another one, so that a habit in `text` says more."""


Rule = Callable[[str, Sequence[str]], Habit | None]

_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_ATOM = r"(?:\d+\.?\d*|[^\W\d]\w*)"
_CALLED = re.compile(r"[^\W\d]\w*(?=\s*\()")
_WORD = re.compile(r"[^\W\d]\w*")
_INVERSES = {"sin": "asin", "cos": "acos", "tan": "atan"}
_MOST_CALLS = 20
_LONG = 20


def _latex(text: str, _names: Sequence[str]) -> Habit | None:
    if not (match := re.search(r"\\[A-Za-z(,;{]|\$", text)):
        return None
    plain = without_latex(text)
    return Habit(
        "LaTeX is not read here: write {}.",
        match.start(),
        _with_products(_tidy(plain or "")),
        "a formula such as x/2, sqrt(x) or x^2",
        is_spelling=True,
    )


def _brackets(text: str, _names: Sequence[str]) -> Habit | None:
    if not (match := re.search(r"[\[\]{}]", text)):
        return None
    plain = without_latex(text.replace("[", "(").replace("]", ")"))
    return Habit(
        "Only round brackets are read here: write {}.", match.start(), plain or "", "( and )", is_spelling=True
    )


def _mixed(text: str, _names: Sequence[str]) -> Habit | None:
    """`1 1/2`: one and a half, though in algebra what stands side by side is multiplied."""
    pattern = re.compile(rf"(?<![\w.])(\d+)(?:\s+(\d+)\s*/\s*(\d+)(?![\w.])|\s*([{_FRACTIONS}])(?![\d.]))")
    first = pattern.search(text)
    if first is None or (first[3] and not int(first[3])):
        return None

    def parts(match: re.Match[str]) -> tuple[Fraction, str]:
        # `or 1`: the first one was checked, a later one may be over 0
        part = _fraction(match[4]) if match[4] else Fraction(int(match[2]), int(match[3] or 1) or 1)
        return int(match[1]) + part, f"{match[1]} + {match[2]}/{match[3]}" if match[3] else f"{match[1]} + {part}"

    total, summed = parts(first)
    rewritten = pattern.sub(lambda match: f"({parts(match)[0]})", text)
    return Habit("A sign is missing: write {}.", first.start(), _tidy(rewritten), "", f"{total} or {summed}")


def _vulgar(text: str, _names: Sequence[str]) -> Habit | None:
    first = re.search(f"[{_FRACTIONS}]", text)
    if first is None:
        return None
    rewritten = re.sub(f"[{_FRACTIONS}]", lambda match: f"({_fraction(match[0])})", text)
    return Habit(
        f"The sign {first[0]} is not read: write {{}}.", first.start(), _tidy(rewritten), str(_fraction(first[0]))
    )


def _percent(text: str, _names: Sequence[str]) -> Habit | None:
    pattern = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)?)\s*%(?!\s*\d)")  # with a number behind it, it is no percent
    first = pattern.search(text)
    if first is None:
        return Habit("The sign % is not read{}.", text.index("%"), "", "") if "%" in text else None
    number = first[1].replace(",", ".")
    rewritten = pattern.sub(lambda match: f"({match[1].replace(',', '.')}/100)", text)
    both = f"{Decimal(number).scaleb(-2).normalize():f} or {number}/100" if len(number) < _LONG else f"{number}/100"
    return Habit("The sign % is not read: write {}.", first.start(), _tidy(rewritten), "", both)


def _grouped(text: str, _names: Sequence[str]) -> Habit | None:
    """`1 000`, `1_000` and `1.000,5`: signs between the digits of one number."""
    pattern = re.compile(
        # One group behind a point or a comma counts only where the other sign follows: 1.000 may be a decimal
        r"(?<![\w.,])(\d{1,3}(?:(?:[\s_'’]\d{3})+|(?:\.\d{3})+(?=,\d)|(?:\.\d{3}){2,}|(?:,\d{3})+(?=\.\d)|(?:,\d{3}){2,}))"
        r"(?:[.,](\d+))?(?![\w'’]|[.,]\d)"
    )
    first = pattern.search(text)
    if first is None:
        return None

    def number(match: re.Match[str]) -> str:
        return re.sub(r"\D", "", match[1]) + (f".{match[2]}" if match[2] else "")

    says = "The digits of one number stand without a sign or a space between them: write {}."
    return Habit(says, first.start(), _with_products(pattern.sub(number, text)), number(first))


def _decimal_comma(text: str, _names: Sequence[str]) -> Habit | None:
    pattern = re.compile(r"(?<![\w.,])(\d+),(\d+)(?![\d,]|\.\d)")
    matches = [match for match in pattern.finditer(text) if not _is_argument(text, match.start())]
    if not matches:
        return None
    rewritten = pattern.sub(
        lambda match: match[0] if _is_argument(text, match.start()) else f"{match[1]}.{match[2]}", text
    )
    whole, part = matches[0].groups()
    example = f"{whole}.{part}"
    both = f"{example} or {whole}{part}" if len(part) == 3 and whole.strip("0") else ""  # 1,000 is a thousand to some
    return Habit("The decimal sign is a point: write {}.", matches[0].start(), _with_products(rewritten), example, both)


def _is_argument(text: str, position: int) -> bool:
    """Whether a place stands in the brackets of a function of several arguments, where a comma is between them."""
    depth = 0
    for here in range(position - 1, -1, -1):
        depth += (text[here] == ")") - (text[here] == "(")
        if depth < 0:
            word = re.search(r"(\w+)\s*$", text[:here])
            function = FUNCTIONS.get(word[1]) if word else None
            return function is None or function.most > 1 if word else False
    return False


def _module(text: str, _names: Sequence[str]) -> Habit | None:
    pattern = re.compile(r"\b(?:np|numpy|math|sp|sympy|cmath)\.(?=[A-Za-z])")
    if not (match := pattern.search(text)):
        return None
    return Habit(
        f"A formula is read here, not Python: write {{}}, without {match[0]}",
        match.start(),
        pattern.sub("", text),
        "it",
    )


def _power_of_function(text: str, names: Sequence[str]) -> Habit | None:
    """`sin^2(x)`, `sin²(x)`, `sin^-1(x)`."""
    pattern = re.compile(
        rf"\b({_functions(names)})\s*(?:(?:\^|\*\*)\s*(-?\d+|\(\s*-?\d+\s*\)|[A-Za-z])|([⁺⁻]?[⁰¹²³⁴-⁹]+))\s*(?=\(|{_ATOM})"
    )
    match = pattern.search(text)
    if match is None:
        return None
    instead, end = _powered(text, match)
    rewritten = f"{text[: match.start()]}{instead}{text[end:]}"
    if "-1" not in (match[2] or "") and match[3] != "⁻¹":
        return Habit("A power stands behind the brackets: write {}.", match.start(), rewritten, instead)
    argument, _ = _argument(text, match.end())
    inverse = f"{_INVERSES[match[1]]}({argument})" if match[1] in _INVERSES else ""
    ways = f"{inverse} for the inverse function, 1/{match[1]}({argument}) for the quotient"
    return Habit("Write {}.", match.start(), "", "", ways if inverse else f"1/{match[1]}({argument}) for the quotient")


def _roots(text: str, _names: Sequence[str]) -> Habit | None:
    """`∛x` and `³√x`."""
    match = re.search(r"([∛∜])|([²³⁴-⁹])√", text)
    if match is None:
        return None
    degree = {"∛": "3", "∜": "4"}.get(match[0]) or match[2].translate(SUPERSCRIPTS)
    argument, end = _argument(text, match.end())
    atom = argument if re.fullmatch(_ATOM, argument) else f"({argument})"
    instead = f"{atom}^(1/{degree})"
    rewritten = f"{text[: match.start()]}({instead}){text[end:]}"
    return Habit("A root is a power here: write {}.", match.start(), _tidy(rewritten), instead)


def _functions(names: Sequence[str]) -> str:
    """A pattern for every function that is no symbol."""
    words = sorted((name for name in FUNCTIONS if name not in names), key=len, reverse=True)
    return "|".join(words) or "(?!)"  # which matches nothing


def _powered(text: str, match: re.Match[str]) -> tuple[str, int]:
    argument, end = _argument(text, match.end())
    power = match[2] or (match[3] or "").translate(SUPERSCRIPTS)
    power = re.sub(r"^\(\s*(\d+)\s*\)$", r"\1", power)
    power = power if re.fullmatch(r"\w+|\(.*\)", power) else f"({power})"
    return f"{match[1]}({argument})^{power}", end


def _argument(text: str, position: int) -> tuple[str, int]:
    """What a function is of, in brackets or as one number or name, and where it ends."""
    position += len(text[position:]) - len(text[position:].lstrip())
    if text[position : position + 1] == "(":
        depth = 0
        for end in range(position, len(text)):
            depth += (text[end] == "(") - (text[end] == ")")
            if not depth:
                return text[position + 1 : end].strip(), end + 1
    atom = re.compile(_ATOM).match(text, position)
    return (atom[0], atom.end()) if atom else ("x", position)


def _unknown_function(text: str, names: Sequence[str]) -> Habit | None:
    """`sec(x)` and `log10 x`: usual elsewhere, and written with what is known here."""
    first: Habit | None = None
    for _ in range(_MOST_CALLS):
        call = next(_unknown(text, names), None)
        if call is None:
            break
        instead, text = _defined(text, call)
        if first is None:
            meaning = definition(call[0])
            condition = f", {meaning.condition}" if meaning and meaning.condition else ""
            says = f"{call[0]}: no such function is known here; write {{}}{condition}."
            first = Habit(says, call.start(), text, instead[0], " or ".join(instead) if len(instead) > 1 else "")
    return None if first is None else first._replace(text=_with_products(text))


def _unknown(text: str, names: Sequence[str]) -> Iterator[re.Match[str]]:
    for match in _WORD.finditer(text):
        word = match[0]
        is_theirs = word in names or word in FUNCTIONS or word in CONSTANTS
        if not is_theirs and definition(word) is not None and not all(letter in names for letter in word):
            yield match


def _defined(text: str, call: re.Match[str]) -> tuple[tuple[str, ...], str]:
    """The ways to write a call of a function that is known elsewhere, and the whole text with the first of them."""
    meaning = definition(call[0])
    assert meaning is not None  # noqa: S101 - only such words are looked for
    argument, end = _argument(text, call.end())
    arguments = _split(argument)
    if len(arguments) != meaning.arguments:
        arguments = ["x", "y"]
    ways = written(meaning, arguments)
    before, after = text[: call.start()], text[end:]
    # Brackets are left out only where what stands beside it binds less tightly: not behind a minus
    alone = re.search(r"(?:^|[(,+=])\s*$", before) and re.match(r"\s*(?:$|[),+-])", after)
    return ways, f"{before}{ways[0] if alone else f'({ways[0]})'}{after}"


def _split(arguments: str) -> list[str]:
    """The arguments between commas, without those in brackets of their own."""
    parts, depth = [""], 0
    for sign in arguments:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _other_function(text: str, names: Sequence[str]) -> Habit | None:
    """A word before a bracket that is nowhere known: a function, unless its letters are symbols."""
    known = {*names, *FUNCTIONS, *CONSTANTS}
    for call in _CALLED.finditer(text):
        word = call[0]
        if (split := _after_symbol(word, names)) is not None:
            symbol, function = split
            rewritten = f"{text[: call.start()]}{symbol}*{function}{text[call.end() :]}"
            return Habit("A sign is missing: write {}.", call.start(), rewritten, f"{symbol}*{function}(...)")
        if word in known or definition(word) is not None or all(letter in names for letter in word):
            continue
        if word.lower() in FUNCTIONS:
            says = "Functions are written in small letters here: write {}."
            return Habit(says, call.start(), re.sub(rf"\b{word}(?=\s*\()", word.lower(), text), word.lower())
        functions = ", ".join(name for name in FUNCTIONS if name != "Abs" and not name.startswith("arc"))
        says = f"{word}: no such function is known here; the functions are: {functions}."
        return Habit(says, call.start(), "", "")
    return None


def _after_symbol(word: str, names: Sequence[str]) -> tuple[str, str] | None:
    """`xsin` as x and sin; None for a word that is known as it is, or cannot be split so."""
    if word in names or word in FUNCTIONS or definition(word) is not None:
        return None
    splits = ((name, word.removeprefix(name)) for name in (*names, *CONSTANTS) if word.startswith(name))
    return next(((name, rest) for name, rest in splits if rest in FUNCTIONS), None)


def _without_brackets(text: str, names: Sequence[str]) -> Habit | None:
    """`sin x`; said of already where reading ends, so that this only helps other rules."""
    pattern = re.compile(rf"\b({_functions(names)})\s+({_ATOM})(?!\s*[\w(^])")
    match = pattern.search(text)
    if match is None or re.search("[⁰¹²³⁴-⁹]", match[2]):  # sin x² can be read in two ways
        return None
    example = f"{match[1]}({match[2]})"
    says = f"Write brackets behind {match[1]}, as in {{}}."
    return Habit(says, match.start(2), pattern.sub(r"\1(\2)", text), "", example)


def _fraction(sign: str) -> Fraction:
    return Fraction(numeric(sign)).limit_denominator(10)  # `numeric` gives a float


def _tidy(text: str) -> str:
    """The text without brackets around the whole of it."""
    argument, end = _argument(text.strip(), 0) if text.strip().startswith("(") else ("", 0)
    return argument if end == len(text.strip()) and end else text


def _with_products(text: str) -> str:
    """`2x` with the sign that may be left out: what is named to copy is better complete."""
    text = re.sub(r"(?<![A-Za-z_])pi\s+(?=[A-Za-z])", "pi*", text)  # what LaTeX's \pi x leaves
    # Not in 2e3, which is a number, nor behind ^: x^2y can be read in two ways
    return re.sub(r"(?<![\w.^])(\d+\.?\d*|\.\d+)(?=[A-Za-z(])(?![eE][+-]?\d)", r"\1*", text)


HABITS: tuple[Rule, ...] = (
    _latex,
    _brackets,
    _mixed,
    _vulgar,
    _percent,
    _roots,
    _grouped,
    _decimal_comma,
    _module,
    _power_of_function,
    _unknown_function,
    _other_function,
    _without_brackets,
)
"""In the order in which they are told of; what is more than a spelling comes last."""
