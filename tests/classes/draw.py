"""Draws a class: what each student hands in, exercise by exercise, from a seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.classes.restyle import restyled
from tests.classes.variants import ABSENT, BROKEN, MISTAKEN, RIGHT, SLOW, STUB, Variant

EVERYTHING = {RIGHT: 0.55, MISTAKEN: 0.34, STUB: 0.06, ABSENT: 0.02, BROKEN: 0.03}
"""Share of each kind; slow ones come besides, in few submissions."""
IMPORTABLE = {RIGHT: 0.58, MISTAKEN: 0.36, STUB: 0.06}
"""The same without files that are not there or broken."""
ONE_SLOW_IN = 500


class Drawn(NamedTuple):
    """One submission."""

    number: int
    parts: tuple[Variant, ...]
    """One for each exercise."""
    own: float = 0.0
    """How likely each file is written anew in a style of its own, so that no two such have instructions in common."""

    @property
    def student(self) -> str:
        """Whose it is."""
        return f"s{self.number:06}"

    def files(self) -> dict[str, bytes]:
        """What is handed in: no two submissions have a file in common."""
        files = {f"{part.exercise}.py": part.numbered(self.number) for part in self.parts}
        there = {name: content for name, content in files.items() if content is not None}
        chance = random.Random(self.number)  # noqa: S311 - reproducible, not secret
        for name, content in there.items():
            if chance.random() < self.own:
                there[name] = restyled(content, chance, self.number)
        return {**there, "notes.py": f"# submission {self.number}\n".encode()}


def drawn(
    choices: Sequence[Sequence[Variant]],
    count: int,
    seed: int,
    shares: Mapping[str, float] = EVERYTHING,
    *,
    hangs: bool = True,
) -> Iterator[Drawn]:
    """As many submissions as asked for; more of them begin with the same ones.

    Parameters
    ----------
    choices : sequence of sequence of Variant
        The variants of each exercise.
    count : int
        How many submissions.
    seed : int
        The same seed draws the same class.
    shares : mapping of str to float
        How likely each kind is.
    hangs : bool
        Whether there are slow ones; the others are the same.
    """
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    kinds, weights = list(shares), list(shares.values())
    by_kind = [
        {kind: [variant for variant in variants if variant.kind == kind] for kind in (*kinds, SLOW)}
        for variants in choices
    ]
    for number in range(count):
        parts = [chance.choice(variants[chance.choices(kinds, weights)[0]]) for variants in by_kind]
        if chance.randrange(ONE_SLOW_IN) == 0:
            index = chance.randrange(len(parts))
            slow = chance.choice(by_kind[index][SLOW])
            if hangs:
                parts[index] = slow
        yield Drawn(number, tuple(parts))


def write(folder: Path, submissions: Iterator[Drawn]) -> None:
    """The folder of folders that is handed to `grade batch`."""
    for submission in submissions:
        own = folder / submission.student
        own.mkdir(parents=True)
        for name, content in submission.files().items():
            (own / name).write_bytes(content)
