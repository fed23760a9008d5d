"""What is written down of a class, and what the gradebook says of it then."""

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from grader.digest import digest_of
from grader.errors import UsageError
from grader.gradebook.store import gradings, marks, overrides, read, runs, submissions
from grader.gradebook.store.database import writing
from grader.gradebook.store.encoding import (
    from_text,
    pack_files,
    pack_score,
    to_text,
    unpack_files,
    unpack_score,
)
from grader.gradebook.store.gradings import Grading
from grader.gradebook.store.marks import Mark
from grader.gradebook.store.rows import insert_numbered
from grader.gradebook.store.runs import Tried
from grader.gradebook.store.tables import attempt, conflict, exercise_version, grading, handin, item_result, mark, run
from grader.model.gradebook import Person
from tests.gradebook.store.booked import begun, graded, key_of, score, work
from tests.gradebook.store.taken import record


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A gradebook without anything in it."""
    with writing(str(tmp_path / "book.db")) as book, book.begin() as opened:
        yield opened


HANDED: dict[str, tuple[Sequence[str], Sequence[str], list[int]]] = {
    "at the same time": (["ada a 1"], ["ada a 1"], [1]),
    "at another time": (["ada a 1"], ["ada a 2"], [2]),
    "other files at that time": (["ada a 1"], ["ada b 1"], [2]),
    "somebody else": (["ada a 1"], ["bob a 1"], [2]),
    "twice in one download": ([], ["ada a 1", "ada a 1", "ada b 2"], [1, 1, 2]),
    "the same without a time": (["ada a", "ada b"], ["ada a", "ada b"], [1, 2]),
    "one more": (["ada a", "ada b"], ["ada a", "ada b", "ada c"], [1, 2, 3]),
    "the last one and one more": (["ada a", "ada b"], ["ada b", "ada c"], [2, 3]),
    "the first one again": (["ada a", "ada b"], ["ada a"], [3]),
    "the same file once more": (["ada a"], ["ada a", "ada a"], [1, 2]),
    "twice the same file": (["ada a", "ada a"], ["ada a", "ada a"], [1, 2]),
    "with and without a time": (["ada a 1", "ada a"], ["ada a", "ada a 1", "ada b"], [2, 1, 3]),
    "between those of others": (["ada a", "bob a", "ada b"], ["bob a", "ada b", "bob b"], [2, 3, 4]),
    "nobody": (["ada a"], [], []),
}


@pytest.mark.parametrize("name", HANDED)
def test_what_was_handed_in_before_is_known_again(connection: Connection, name: str) -> None:
    """By person, files and time; without a time by the order in which they came."""
    before, now, numbers = HANDED[name]
    for words, expected in ((before, None), (now, numbers)):
        handed = []
        for person, text, *day in map(str.split, words):
            handed.append(work(person, text, int(day[0]) if day else None))
        found = record(connection, handed)
        assert expected is None or found == expected
    rows = connection.execute(select(handin.c.id, handin.c.person, handin.c.submitted_at)).all()
    assert len(rows) == max([len(before), *numbers])
    assert {row.submitted_at for row in rows} <= {None, *(f"2026-11-0{n}T00:00:00.000000+00:00" for n in (1, 2))}


def people(connection: Connection) -> list[Person]:
    """Everybody."""
    return [person for person, _ in read.students(connection)]


def test_what_is_known_of_a_person_grows(connection: Connection) -> None:
    """What one download does not say does not erase what another one has said; also within one download."""
    submissions.record_people(
        connection, [Person("bob"), Person("ada", "Ada", email="a@x.org"), Person("ada", number="7")]
    )
    assert people(connection) == [Person("ada", "Ada", "a@x.org", "7"), Person("bob")]
    submissions.record_people(connection, [Person("ada", "Ada L", external="12"), Person("bob", number="8")])
    submissions.record_people(connection, [Person("ada"), Person("ada", email="l@x.org")])
    assert people(connection) == [Person("ada", "Ada L", "l@x.org", "7", "12"), Person("bob", number="8")]
    submissions.record_people(connection, [])
    assert read.ids(connection) == ["ada", "bob"]


def test_a_name_that_is_no_text_is_written_down(connection: Connection) -> None:
    """As far as a database takes it; the same once more is the same."""
    for _ in range(2):
        assert record(connection, [work("a\0\udcff", day=1)]) == [1]
    assert read.ids(connection) == ["a\\x00\\udcff"]


def graded_as(key: str, points: float | None, *codes: str, exercise: str = "xor") -> Grading:
    """A grading of the empty file."""
    seconds = {"f": 0.25} if points else {}
    return Grading(key, work("ada").submission.digest, "v1", "{}", score(points, *codes, exercise=exercise), seconds)


def test_a_grading_is_kept_as_it_came_out_first(connection: Connection) -> None:
    """One that says otherwise is told by its key, and kept beside it; the same once more is nothing new."""
    number = begun(connection)
    record(connection, [work("ada")])
    first, other = graded_as("k", 2, "a.b", "c.d"), graded_as("k", 0)
    assert gradings.record(connection, number, [first, graded_as("l", 0)]) == []
    assert gradings.record(connection, number, [first]) == []
    assert gradings.record(connection, number, [other, graded_as("m", 0), graded_as("m", 2)]) == ["k", "m"]
    assert gradings.known(connection, ["k", "l", "m", "n"]) == {"k", "l", "m"}
    assert gradings.results(connection, ["k", "n"]) == {"k": first.result_hash}
    kept = connection.execute(select(grading.c.key, grading.c.score, grading.c.max_score).order_by(grading.c.key)).all()
    assert [tuple(row) for row in kept] == [("k", 2, 2), ("l", 0, 2), ("m", 0, 2)]
    rows = connection.execute(select(conflict.c.key, conflict.c.run, conflict.c.result_hash, conflict.c.report)).all()
    assert [(*row[:3], unpack_score(row.report)) for row in rows] == [
        ("k", number, other.result_hash, other.score),
        ("m", number, graded_as("m", 2).result_hash, score(2)),
    ]
    (item,) = connection.execute(select(item_result).where(item_result.c.key == "k")).all()
    assert tuple(item) == ("k", 0, "f", 2, 2, "CORRECT", "a.b c.d", 0.25)
    (item,) = connection.execute(select(item_result).where(item_result.c.key == "l")).all()
    assert (item.verdict, item.codes, item.seconds) == ("WRONG", "", None)


def test_how_long_it_took_is_no_part_of_a_result() -> None:
    """Else no grading would come out as it did before."""
    slow = Grading("k", "d", "v", "{}", score(2), {"f": 99.0})
    assert slow.result_hash == graded_as("k", 2).result_hash != graded_as("k", 2, "a.b").result_hash


@pytest.mark.parametrize(
    ("points", "codes", "fault"),
    [(2, (), ""), (0, ("a.b",), ""), (None, ("a.b", "c.d"), "f: Text of a.b. Text of c.d."), (None, (), "f: ")],
)
def test_only_a_failure_of_the_grader_is_none_to_keep(points: float | None, codes: tuple[str, ...], fault: str) -> None:
    """A wrong answer is a result like any other."""
    assert gradings.fault_of(score(points, *codes)) == fault


def whys(connection: Connection) -> list[str]:
    """Why marks were made, in their order."""
    return list(connection.scalars(select(mark.c.why).order_by(mark.c.id)))


def test_a_mark_says_why_it_was_made(connection: Connection) -> None:
    """Handed in, or what has changed since; a mark that counts already is not made again."""
    number = begun(connection)
    runs.record_versions(connection, key_of("xor", version="2"), {"xor": "v2"})
    (one,) = {graded(connection, number, work("ada"), "k") for _ in range(2)}
    assert whys(connection) == ["handed in"]
    for key, version, setting in (
        ("l", "v1", '{"grader": "2"}'),
        ("m", "v2", '{"grader": "2"}'),
        ("n", "v1", '{"grader": "3", "seed": 4}'),
        ("o", "v1", '{"grader": "3", "seed": 4}'),
    ):
        graded(connection, number, work("ada"), key, version=version, setting=setting)
    assert whys(connection)[1:] == [
        "grader 1 to 2",
        "the exercise was changed (course 1 to 2)",
        "the exercise was changed (course 2 to 1); grader 2 to 3; seed None to 4",
        "graded again",
    ]
    marks.record(connection, number, [Mark(one, "xor", "k"), Mark(one, "xor", "k"), Mark(one, "xor", "o")])
    assert len(whys(connection)) == 7
    assert marks.ever(connection, [one]) == {Mark(one, "xor", key) for key in "klmno"}
    assert marks.ever(connection, [one + 1]) == set()
    assert str(connection.execute(marks.newest()).all()) == "[(7,)]"
    marks.record(connection, number, [])
    assert len(whys(connection)) == 7


def test_a_run_is_written_down(connection: Connection) -> None:
    """Its beginning at once, its end if it comes to it, and what was tried in it."""
    first, second = begun(connection), begun(connection, shard="2/3", plan="p", what="regrade")
    runs.end(connection, second)
    rows = connection.execute(select(run).order_by(run.c.id)).all()
    assert [(row.id, row.what, row.course_version, row.shard, row.plan) for row in rows] == [
        (first, "batch", "1", "", ""),
        (second, "regrade", "1", "2/3", "p"),
    ]
    assert rows[0].ended_at is None
    assert rows[1].started_at <= rows[1].ended_at
    digest = work("ada").submission.digest
    record(connection, [work("ada")])
    runs.record_attempts(connection, second, [Tried(digest, "xor", "k", ""), Tried(digest, "xor", "l", "no\0 disk")])
    runs.record_attempts(connection, second, [])
    tried = connection.execute(select(attempt).order_by(attempt.c.id)).all()
    assert [(row.run, row.digest, row.exercise, row.key, row.fault) for row in tried] == [
        (second, digest, "xor", "k", ""),
        (second, digest, "xor", "l", "no\\x00 disk"),
    ]
    assert {datetime.fromisoformat(row.at).utcoffset() for row in tried} == {timedelta(0)}


def test_the_conditions_are_those_of_the_newest_mark(connection: Connection) -> None:
    """What was graded since then without a mark does not count."""
    number = begun(connection)
    assert runs.last_conditions(connection) is None
    graded(connection, number, work("ada"), "k", setting='{"grader": "1"}')
    graded(connection, number, work("bob"), "l", setting='{"grader": "2"}')
    gradings.record(connection, number, [graded_as("m", 2)])
    assert runs.last_conditions(connection) == '{"grader": "2"}'


def test_exercises_stand_in_the_order_of_the_course(connection: Connection) -> None:
    """With title and points as they were when the last mark was made; those without a mark are left out."""
    number = begun(connection, "xor", "b", "a")
    for name in ("a", "xor"):
        version = "v1" if name == "xor" else f"v1 {name}"
        graded(connection, number, work("ada"), f"k {name}", exercise=name, version=version)
    assert [(column.name, column.max_score, column.title) for column in read.exercises(connection)] == [
        ("xor", 2, "T"),
        ("a", 2, "T"),
    ]
    runs.record_versions(connection, key_of("a", "xor", title="New", points=3), {"a": "v2", "xor": "v1"})
    graded(connection, number, work("ada"), "l", exercise="a", version="v2")
    assert [(column.name, column.max_score, column.title) for column in read.exercises(connection)] == [
        ("a", 3, "New"),
        ("xor", 2, "T"),
    ]
    rows = connection.execute(select(exercise_version).where(exercise_version.c.hash == "v2")).all()
    assert [tuple(row) for row in rows] == [("v2", "c", "1", "a", 0, "New", 3)]


def test_attempts_are_counted_by_time(connection: Connection) -> None:
    """Or as they came, where one has no time; each with the mark that counts, and what was not read of it."""
    number = begun(connection, "xor", "b")
    for person, text, day, key, note in (
        ("ada", "late", 3, "k3", "late.txt was not read."),
        ("ada", "early", 1, "k1", ""),
        ("bob", "first", None, "k4", ""),
        ("bob", "second", 1, "k5", "x was not read."),
        ("bob", "third", None, "k6", "y was not read."),
    ):
        graded(connection, number, work(person, text, day, note), key, 2 if text in {"late", "third"} else 0)
    graded(connection, number, work("ada", "early", 1), "k7", 2, exercise="b", version="v1 b")
    graded(connection, number, work("ada", "early", 1), "k8", 2)
    (ada, of_ada), (bob, of_bob) = read.students(connection)
    assert (ada.id, bob.id) == ("ada", "bob")
    assert [(tried.exercise, tried.number, tried.score) for tried in of_ada] == [
        ("xor", 1, 2),
        ("xor", 2, 2),
        ("b", 1, 2),
    ]
    assert [tried.submitted_at for tried in of_ada[:2]] == [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 3)]
    assert [(tried.number, tried.score, tried.submitted_at) for tried in of_bob] == [
        (1, 0, None),
        (2, 0, datetime(2026, 11, 1, tzinfo=UTC)),
        (3, 2, None),
    ]
    assert [tried.digest for tried in of_bob] == [
        work("", text).submission.digest for text in ("first", "second", "third")
    ]
    assert [(item.item, item.score, item.verdict, item.seconds) for item in of_bob[2].items] == [
        ("f", 2, "CORRECT", 0.5)
    ]
    assert [person.id for person, _ in read.students(connection, "bob")] == ["bob"]
    assert [person.id for person, _ in read.students(connection, "eve")] == []
    assert {number: [note.text for note in said] for number, said in read.notes(connection, "bob").items()} == {
        2: ["x was not read."],
        3: ["y was not read."],
    }
    assert list(read.notes(connection, "ada")) == [2]
    assert read.notes(connection, "eve") == {}
    assert [(tried.number, kept.id, kept.score) for tried, kept in read.evidence(connection, "ada")] == [
        (1, "xor", 2),
        (2, "xor", 2),
        (1, "b", 2),
    ]


REFUSED = [
    ("eve", "xor", 1, "why", "there is no student 'eve' in the gradebook"),
    ("ada", "b", 1, "why", "there is no exercise 'b' in the gradebook; there are xor"),
    ("ada", "xor", -0.1, "why", "xor has 0 to 2 points, not -0.1"),
    ("ada", "xor", 2.1, "why", "xor has 0 to 2 points, not 2.1"),
    ("ada", "xor", float("nan"), "why", "xor has 0 to 2 points, not nan"),
    ("ada", "xor", 1, " ", "a mark is changed by hand for a reason; give it with --why"),
]


@pytest.mark.parametrize(("student", "exercise", "points", "why", "says"), REFUSED)
def test_a_change_by_hand_that_cannot_be(
    connection: Connection, student: str, exercise: str, points: float, why: str, says: str
) -> None:
    """Nothing is written down then."""
    graded(connection, begun(connection), work("ada"), "k")
    with pytest.raises(UsageError) as error:
        overrides.change(connection, student, exercise, points, "me", why)
    assert str(error.value) == says
    ((_, (tried,)),) = read.students(connection)
    assert tried.override is None


@pytest.mark.parametrize("points", [0.0, 0.5, 2.0])
def test_the_last_change_by_hand_counts(connection: Connection, points: float) -> None:
    """For all attempts of that student at that exercise, and for no other."""
    number = begun(connection, "xor", "b")
    for day in (1, 2):
        graded(connection, number, work("ada", str(day), day), f"k{day}")
    graded(connection, number, work("ada", "1", 1), "b", exercise="b", version="v1 b")
    graded(connection, number, work("bob"), "k3")
    overrides.change(connection, "ada", "xor", 1.0, "me", "first")
    overrides.change(connection, "ada", "xor", points, "you", "then")
    (_, of_ada), (_, of_bob) = read.students(connection)
    changed = [tried.override for tried in of_ada[:2]]
    assert [(each.score, each.who, each.why) for each in changed if each] == [(points, "you", "then")] * 2
    assert all(each is not None and each.at.utcoffset() == timedelta(0) for each in changed)
    assert [tried.override for tried in (of_ada[2], *of_bob)] == [None, None]


def test_rows_are_numbered_in_their_order(connection: Connection) -> None:
    """However many there are."""
    rows = [{"started_at": "", "what": str(n), "course_version": "", "shard": "", "plan": ""} for n in range(1001)]
    numbers = insert_numbered(connection, run, rows)
    assert numbers == sorted(numbers)
    there = {row.id: row.what for row in connection.execute(select(run))}
    assert [there[number] for number in numbers] == [row["what"] for row in rows]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 1, 9, 12, tzinfo=UTC), "2026-11-01T09:12:00.000000+00:00"),
        (datetime(2026, 11, 1, 9, 12, tzinfo=timezone(timedelta(hours=1))), "2026-11-01T08:12:00.000000+00:00"),
        (datetime(2026, 11, 1, 9, 12, 0, 5), "2026-11-01T09:12:00.000005+00:00"),  # noqa: DTZ001 - what is tested
    ],
)
def test_moments_are_written_as_texts_that_sort(moment: datetime, text: str) -> None:
    """In UTC, all of one length; one without a zone is taken as UTC."""
    assert to_text(moment) == text
    again = from_text(text)
    assert again == (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    assert from_text(None) is None


def test_the_same_content_is_the_same_bytes() -> None:
    """Whatever its order was; and it comes back."""
    files = {"b.py": b"\xff\0", "a.py": b""}
    assert pack_files(files) == pack_files(dict(reversed(files.items())))
    assert unpack_files(pack_files(files)) == files
    assert unpack_score(pack_score(score(2, "a.b"))) == score(2, "a.b")
    assert json.loads(score(2).model_dump_json())["id"] == "xor"


def test_a_grading_of_a_newer_version_is_told_as_newer() -> None:
    """A field more in a grading needs no other tables, by which a newer gradebook is told."""
    written = zlib.decompress(pack_score(score(2))).replace(b"{", b'{"new": 1, ', 1)
    with pytest.raises(UsageError, match=r"holds new, which .* does not know.*`pip install --upgrade coursegrade`"):
        unpack_score(zlib.compress(written))


def test_parts_are_told_apart() -> None:
    """The same bytes in other parts are something else."""
    parts = [[b"ab", b"c"], [b"a", b"bc"], [b"abc"], [b"", b"abc"], []]
    assert len({digest_of(each) for each in parts}) == len(parts)
    assert digest_of([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
