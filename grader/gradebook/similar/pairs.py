"""Finds the pairs of files that share rare stretches of code.

    files -> lexer -> fingerprints, without the template's and without what very many have -> which files share them

Only files that share a fingerprint ever meet, so that the time grows with the class and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from grader.gradebook.similar.runs import Run, owned, runs
from grader.gradebook.similar.tokens import Memo, Tokens, hashes, lex, winnow

LEAST = 0.5
"""Share of its fingerprints that one of the two files must have in common with the other."""
LEAST_SHARED = 4
"""Fingerprints in common: of short answers, everybody's are alike."""
COMMON_SHARE, COMMON_AT_LEAST, COMMON_AT_MOST = 0.05, 10, 200
"""What more than 5 % of the files have is how one does it, but never what only 10 have, and always what 200 have."""


class File(NamedTuple):
    """One exercise's file of one student."""

    student: str
    exercise: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students' files that are alike. That says nothing about why."""

    exercise: str
    first: str
    """A student; of the two names the one that sorts first."""
    second: str
    first_share: float
    """Share of the first one's own code (from 0 to 1) that is in the second's."""
    second_share: float
    """Share of the second one's own code that is in the first's."""
    runs: tuple[Run, ...]
    """The longest stretches in common."""


class _Known(NamedTuple):
    """A file with its own fingerprints and where they are."""

    student: str
    tokens: Tokens
    prints: dict[int, int]


class _Found(NamedTuple):
    """A pair before its stretches are looked for."""

    mean: float
    pair: Pair
    first: _Known
    second: _Known
    given: set[int]
    """The hashes of the template."""


def similar(
    files: Iterable[tuple[str, str, bytes]],
    templates: Mapping[str, bytes] | None = None,
    *,
    least: float = LEAST,
    most: int | None = None,
) -> list[Pair]:
    """The pairs that are most alike, for each exercise; the same whatever the order of the files.

    Parameters
    ----------
    files : iterable of (student, exercise, content)
        Of several files of a student for one exercise, the most alike of each pair is told.
    templates : mapping of str to bytes, optional
        What students start from, by exercise: its code is nobody's.
    least : float, default 0.5
        Share, from 0 to 1, that one of the two files must have in common with the other.
    most : int, optional
        How many pairs to tell; all of them if it is left out.

    Returns
    -------
    list of Pair
        Sorted by the mean of the two shares, the largest first.
    """
    by_exercise: dict[str, set[File]] = defaultdict(set)
    for student, exercise, content in files:
        by_exercise[exercise].add(File(student, exercise, content))
    memo: Memo = {}
    alike: list[_Found] = []
    for exercise, group in by_exercise.items():
        given = set(hashes(lex((templates or {}).get(exercise, b"")).kinds, memo))
        # Sorted, or which of two equals comes first would hang on the order of a set
        alike += _best(exercise, _known(sorted(group), given, memo), given, least)
    alike.sort(
        key=lambda candidate: (-candidate.mean, candidate.pair.exercise, candidate.pair.first, candidate.pair.second)
    )
    return [_with_runs(candidate, memo) for candidate in alike[:most]]


def _known(files: list[File], given: set[int], memo: Memo) -> list[_Known]:
    """Each file with the fingerprints that are neither the template's nor everybody's."""
    tokens = [lex(file.content) for file in files]
    prints = [winnow(hashes(lexed.kinds, memo)) for lexed in tokens]
    frequency = Counter(value for kept in prints for value in kept)
    # What very many have in common is the lecture's, and says nothing; in a small class a few alike are no lecture.
    limit = min(max(COMMON_AT_LEAST, int(COMMON_SHARE * len(files))), COMMON_AT_MOST)
    return [
        _Known(file.student, lexed, {v: p for v, p in own.items() if v not in given and frequency[v] <= limit})
        for file, lexed, own in zip(files, tokens, prints, strict=True)
    ]


def _best(exercise: str, known: list[_Known], given: set[int], least: float) -> Iterable[_Found]:
    """For each two students the pair of their files that is most alike."""
    best: dict[tuple[str, str], _Found] = {}
    for first, second, shared in _meetings(known):
        shares = shared / len(first.prints), shared / len(second.prints)
        if shared >= LEAST_SHARED and max(shares) >= least and first.student != second.student:
            names = first.student, second.student
            candidate = _Found(sum(shares) / 2, Pair(exercise, *names, *shares, ()), first, second, given)
            if names not in best or candidate.mean > best[names].mean:
                best[names] = candidate
    return best.values()


def _meetings(known: list[_Known]) -> Iterator[tuple[_Known, _Known, int]]:
    """Every two files that share fingerprints, and how many; the earlier one first."""
    index: dict[int, list[int]] = defaultdict(list)
    for number, owned_file in enumerate(known):
        met: Counter[int] = Counter()
        # Only files that share a fingerprint ever meet: comparing all with all would take the square of the class.
        for value in owned_file.prints:
            earlier = index[value]
            met.update(earlier)
            earlier.append(number)
        for other, shared in met.items():
            yield known[other], owned_file, shared


def _with_runs(candidate: _Found, memo: Memo) -> Pair:
    prints = candidate.second.prints
    seeds = ((start, prints[value]) for value, start in candidate.first.prints.items() if value in prints)
    first, second = (
        owned(known.tokens, hashes(known.tokens.kinds, memo), candidate.given)
        for known in (candidate.first, candidate.second)
    )
    return replace(candidate.pair, runs=runs(first, second, seeds))
