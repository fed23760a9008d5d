"""Whose mark would change from what to what.

A mark that is not known, because points are open or nothing was handed in, is no mark: nothing is sent for it, and
least of all 0. Who cannot be told for sure is not sent either: a mark of somebody else's is worse than none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.gradebook.push.grade import Grade, User
from grader.gradebook.push.targets import Target
from grader.model.book import BookRow
from grader.model.gradebook import Person


class Change(NamedTuple):
    """A mark that is another there than in the book."""

    person: Person
    user: int
    target: Target
    old: Grade
    new: Grade


class Plan(NamedTuple):
    """What there is to send, and what there is not."""

    changes: tuple[Change, ...]
    same: int
    """Marks that are there already."""
    unknown: tuple[str, ...]
    """Students with a mark that is not known."""
    not_found: tuple[str, ...]
    """Students with a mark to send who are not in the course there."""
    unclear: tuple[str, ...]
    """Students with a mark to send who may be several there, or of whom several may be one."""


def plan(
    rows: Iterable[BookRow],
    targets: Sequence[Target],
    users: Sequence[User],
    grades: Mapping[int, Mapping[int, Grade]],
) -> Plan:
    """What is to be sent, target by target.

    Parameters
    ----------
    rows : iterable of BookRow
        The students, read once.
    targets : sequence of Target
        What marks are sent to.
    users : sequence of User
        The students there.
    grades : mapping
        Number of an assignment to the marks there, by the number of the user.
    """
    index = _index(users)
    marks = [(row.person, _marks(row, targets)) for row in rows]
    owners = {person.id: _owners(person, index) for person, _ in marks}
    claimed = Counter(user for each in owners.values() for user in each)
    wanted = [person.id for person, own in marks if any(new is not None for _, new, _ in own)]
    sure = {name: user for name, each in owners.items() if len(each) == 1 for user in each if claimed[user] == 1}
    changes, same = [], 0
    for person, own in marks:
        for target, new, _ in own:
            if new is None or person.id not in sure:
                continue
            old = grades[target.assignment.id].get(sure[person.id], Grade())
            if old.shown == new.shown:
                same += 1
            else:
                changes.append(Change(person, sure[person.id], target, old, new))
    order = {target.assignment.id: number for number, target in enumerate(targets)}
    changes.sort(key=lambda change: order[change.target.assignment.id])  # the students' order stays
    return Plan(
        tuple(changes),
        same,
        tuple(person.id for person, own in marks if any(is_open for _, _, is_open in own)),
        tuple(name for name in wanted if not owners[name]),
        tuple(name for name in wanted if owners[name] and name not in sure),
    )


def _marks(row: BookRow, targets: Sequence[Target]) -> list[tuple[Target, Grade | None, bool]]:
    """For each target the mark, if there is one, and whether there would be one if points were known."""
    return [(target, *_mark(row.within(target.exercises), target)) for target in targets]


def _mark(row: BookRow, target: Target) -> tuple[Grade | None, bool]:
    if all(row.excused(exercise) for exercise in target.exercises):
        return Grade(is_excused=True), False
    if all(mark.excused or mark.attempt is None for mark in row.counted.values()):
        return None, False  # nothing was handed in: the sum of nothing is 0, and no mark
    total = row.total
    return (None, True) if total is None else (Grade(total * target.factor), False)


def _index(users: Iterable[User]) -> dict[tuple[str, str], set[int]]:
    """What somebody may be known by to the numbers of those who are."""
    index: dict[tuple[str, str], set[int]] = defaultdict(set)
    for user in users:
        for kind, text in (("id", str(user.id)), ("number", user.number), ("login", user.login), ("email", user.email)):
            if text:
                index[kind, text.casefold()].add(user.id)
    return index


def _known_by(person: Person) -> Iterator[tuple[str, str]]:
    """As in Canvas' own gradebook file: its number, the institution's, the login, which is often the email."""
    yield "id", person.external
    yield "number", person.number
    yield "login", person.id
    yield "login", person.email
    yield "email", person.email


def _owners(person: Person, index: Mapping[tuple[str, str], set[int]]) -> set[int]:
    """Everybody there who may be meant: more than one if what the book knows points to different ones."""
    return {user for kind, text in _known_by(person) if text for user in index.get((kind, text.casefold()), ())}
