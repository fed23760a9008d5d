"""The pieces of a typed formula, and what can be wrong with them."""

from typing import NamedTuple

MAX_DEPTH = 40


class Problem(NamedTuple):
    """What is wrong with a text, in a sentence, and where: an index into the text."""

    sentence: str
    position: int


class Token(NamedTuple):
    """A piece of the text."""

    kind: str
    """`number`, `name`, `function` (no symbol), `constant` (π), `raised` (an exponent's number: x²) or `sign`."""
    text: str
    position: int

    @property
    def ends(self) -> bool:
        """Whether a part of a product can end here."""
        return self.kind in {"number", "name", "constant", "raised"} or self.text == ")"

    @property
    def begins(self) -> bool:
        """Whether a part of a product can begin here."""
        return self.kind in {"number", "name", "function", "constant"} or self.text == "("


def quoted(text: str) -> str:
    """What somebody typed, in quotes: as it stands, without signs that a terminal obeys."""
    if not text.isprintable():
        return repr(text)
    return f'"{text}"' if "'" in text else f"'{text}'"
