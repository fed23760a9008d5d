"""The longest stretches that two files have in common, as lines of both."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from grader.gradebook.similar.tokens import GRAM, WINDOW, Tokens

# A page shows no more side by side; the shares of the pair count all of them.
MAX_RUNS = 5


class Run(NamedTuple):
    """A stretch of code that is the same in both files apart from names, numbers and strings."""

    first: tuple[int, int]
    """First and last line in the one file."""
    second: tuple[int, int]
    """In the other."""
    tokens: int
    """How long it is."""


class Owned(NamedTuple):
    """The tokens of a file, and which of them are its author's."""

    tokens: Tokens
    own: bytes
    """One byte a token: 0 where it is the template's."""


def owned(tokens: Tokens, values: Sequence[int], given: Collection[int]) -> Owned:
    """The tokens with those stretches left out whose hashes are the template's."""
    own = bytearray(b"\1" * len(tokens.kinds))
    for start, value in enumerate(values):
        if value in given:
            own[start : start + GRAM] = bytes(GRAM)
    return Owned(tokens, bytes(own))


def runs(one: Owned, other: Owned, seeds: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """The longest stretches around places that are known to be alike, the longest first; none overlaps another."""
    stretches = _stretches(one, other, seeds)
    chosen: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: (-stretch.length, stretch.first, stretch.second)):
        # Shorter ones are found only by luck of the windows; the longest is shown in any case, as the pair rests on it
        is_long = not chosen or stretch.length >= GRAM + WINDOW - 1
        if is_long and len(chosen) < MAX_RUNS and not any(_overlap(stretch, before) for before in chosen):
            chosen.append(stretch)
    return tuple(
        Run(_lines(one.tokens, run.first, run.length), _lines(other.tokens, run.second, run.length), run.length)
        for run in chosen
    )


class _Stretch(NamedTuple):
    length: int
    first: int
    second: int


def _stretches(one: Owned, other: Owned, seeds: Iterable[tuple[int, int]]) -> list[_Stretch]:
    """The stretch around each seed, found once: the next seed usually lies in the same one."""
    stretches: list[_Stretch] = []
    ends: dict[int, int] = {}
    for first, second in sorted(seeds):
        # Places of one stretch have one difference: within it, every later seed would grow into the same stretch again.
        if first >= ends.get(first - second, 0):
            stretch = _grown(one, other, first, second)
            ends[first - second] = stretch.first + stretch.length
            stretches.append(stretch)
    return stretches


def _grown(one: Owned, other: Owned, first: int, second: int) -> _Stretch:
    """The stretch around two equal places, as far as it is the same and not the template's."""
    back, on = 0, GRAM  # the hash of so many tokens is the same in both
    while back < min(first, second) and _same(one, other, first - back - 1, second - back - 1):
        back += 1
    most = min(len(one.own) - first, len(other.own) - second)
    while on < most and _same(one, other, first + on, second + on):
        on += 1
    return _Stretch(back + on, first - back, second - back)


def _same(one: Owned, other: Owned, first: int, second: int) -> bool:
    return one.tokens.kinds[first] == other.tokens.kinds[second] and bool(one.own[first]) and bool(other.own[second])


def _overlap(one: _Stretch, other: _Stretch) -> bool:
    return (one.first < other.first + other.length and other.first < one.first + one.length) or (
        one.second < other.second + other.length and other.second < one.second + one.length
    )


def _lines(tokens: Tokens, start: int, length: int) -> tuple[int, int]:
    return tokens.line(start), tokens.line(start + length - 1)
