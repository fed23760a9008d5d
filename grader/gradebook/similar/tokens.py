"""Python source as a string of one-character kinds, in which a copy with other names looks like its original.

Every identifier becomes the same kind, and so do all numbers and all strings; keywords and operators stay; comments
and spaces are gone. The module `tokenize` is not used: it raises for what is not quite Python, while a copy must not be
missed because its end does not parse, and it takes an f-string apart in some versions and not in others. Possessive
quantifiers keep the time linear in the length, whatever the text.

Winnowing keeps a few hashes of a file that are the same wherever the same stretch of code appears. Every stretch of
GRAM tokens is hashed; of each WINDOW hashes in a row the smallest is kept. Two files with a stretch of
GRAM + WINDOW - 1 tokens in common therefore keep at least one hash in common; what is shorter than GRAM is noise.

References
----------
Schleimer, Wilkerson, Aiken: Winnowing, local algorithms for document fingerprinting. SIGMOD 2003.
"""

import keyword
import re
from hashlib import blake2b
from typing import NamedTuple

MAX_BYTES = 256 * 1024
"""Of one file; what is behind is not compared."""

_KEYWORDS = sorted(keyword.kwlist)
_OPERATORS = """** // >> << <= >= == != -> += -= *= /= %= &= |= ^= @= := **= //= >>= <<= ...""".split()
_PREFIX = r"(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?"
_TOKEN = re.compile(
    r"(?P<skip>[ \t\f\r\n\\]++|\#[^\n]*+)"
    # A string that never ends goes on to the end of the line or file, so that no place is looked at twice.
    rf"|(?P<string>{_PREFIX}(?:'''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\Z|\\)"
    rf'|"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z|\\)'
    r"|'(?:[^'\\\n]|\\.)*+'?"
    r'|"(?:[^"\\\n]|\\.)*+"?))'
    r"|(?P<number>\.?[0-9](?:[eE][+-]|[\w.])*+)"
    r"|(?P<name>\w++)"
    rf"|(?P<operator>{'|'.join(re.escape(operator) for operator in sorted(_OPERATORS, key=len, reverse=True))}|.)",
    re.DOTALL,
)

_NAME, _NUMBER, _STRING, _OTHER = "n", "0", "s", "?"
_CODES = {word: chr(256 + index) for index, word in enumerate([*_KEYWORDS, *_OPERATORS])}
"""Beyond the characters that stand for themselves."""


GRAM = 16
"""Tokens: `def f(x): return x ** 2` has ten."""
WINDOW = 6
Memo = dict[str, int]
"""The hashes of stretches that were seen before: the same ones come again and again."""


class Tokens(NamedTuple):
    """The kinds in a file, and where they are."""

    kinds: str
    """One character a token."""
    places: list[int]
    """The offset of each token in the text."""
    text: str
    """What the offsets refer to."""

    def line(self, index: int) -> int:
        """The line of a token, counted from 1."""
        return self.text.count("\n", 0, self.places[index]) + 1


def text_of(source: bytes) -> str:
    """The text that lines are counted in."""
    return source.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def lex(source: bytes) -> Tokens:
    """The tokens of a file, whatever its bytes are."""
    text = text_of(source[:MAX_BYTES])
    kinds: list[str] = []
    places: list[int] = []
    for token in _TOKEN.finditer(text):
        group = token.lastgroup
        if group == "skip":
            continue
        if group == "name":
            kinds.append(_CODES.get(token[0], _NAME))
        elif group == "operator":
            word = token[0]
            # Single signs stand for themselves; what is no ASCII is no operator, and all of it one kind
            kinds.append(_CODES.get(word) or (word if word.isascii() else _OTHER))
        else:
            kinds.append(_STRING if group == "string" else _NUMBER)
        places.append(token.start())
    return Tokens("".join(kinds), places, text)


def hashes(kinds: str, memo: Memo) -> list[int]:
    """The hash of each stretch, the same in every process, which `hash` is not."""
    values = []
    for start in range(len(kinds) - GRAM + 1):
        gram = kinds[start : start + GRAM]
        value = memo.get(gram)
        if value is None:
            digest = blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            value = memo[gram] = int.from_bytes(digest, "big")
        values.append(value)
    return values


def winnow(values: list[int]) -> dict[int, int]:
    """The hashes that are kept, each with the first place where it is."""
    kept: dict[int, int] = {}
    smallest = -1
    for end in range(min(WINDOW, len(values)), len(values) + 1):
        start = max(0, end - WINDOW)
        if smallest < start:
            # The rightmost smallest, so that it stays the smallest for as many windows as possible
            smallest = min(range(start, end), key=lambda index: (values[index], -index)) if end else -1
        elif values[end - 1] <= values[smallest]:
            smallest = end - 1
        if smallest >= 0:
            kept.setdefault(values[smallest], smallest)  # a stretch that comes again is known by its first place
    return kept
