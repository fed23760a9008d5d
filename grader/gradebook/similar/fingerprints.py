"""Winnowing: a few hashes of a file that are the same wherever the same stretch of code appears.

Every stretch of GRAM tokens is hashed; of each WINDOW hashes in a row the smallest is kept. Two files with a stretch of
GRAM + WINDOW - 1 tokens in common therefore keep at least one hash in common; what is shorter than GRAM is noise.

References
----------
Schleimer, Wilkerson, Aiken: Winnowing, local algorithms for document fingerprinting. SIGMOD 2003.
"""

from hashlib import blake2b

GRAM = 16
"""Tokens: `def f(x): return x ** 2` has ten."""
WINDOW = 6

Memo = dict[str, int]
"""The hashes of stretches that were seen before: the same ones come again and again."""


def hashes(kinds: str, memo: Memo) -> list[int]:
    """The hash of each stretch, the same in every process, which `hash` is not."""
    found = []
    for start in range(len(kinds) - GRAM + 1):
        gram = kinds[start : start + GRAM]
        value = memo.get(gram)
        if value is None:
            digest = blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            value = memo[gram] = int.from_bytes(digest, "big")
        found.append(value)
    return found


def winnow(values: list[int]) -> dict[int, int]:
    """The hashes that are kept, each with the first place where it is."""
    kept: dict[int, int] = {}
    place = -1
    for end in range(min(WINDOW, len(values)), len(values) + 1):
        start = max(0, end - WINDOW)
        if place < start:
            # The rightmost smallest, so that it stays the smallest for as many windows as possible
            place = min(range(start, end), key=lambda index: (values[index], -index)) if end else -1
        elif values[end - 1] <= values[place]:
            place = end - 1
        if place >= 0:
            kept.setdefault(values[place], place)
    return kept
