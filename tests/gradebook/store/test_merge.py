"""Parts of a batch are joined to one gradebook that says what they say; what does not belong together is told."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from grader.errors import UsageError
from grader.gradebook.store import gradings, marks, merge, overrides, read, runs
from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.gradings import Grading
from grader.gradebook.store.merge import Part
from grader.gradebook.store.runs import Tried
from grader.gradebook.store.submissions import NO_FILES, files_of
from grader.gradebook.store.tables import attempt, conflict, override, run, submission
from tests.gradebook.store.booked import begun, graded, score, work
from tests.gradebook.store.taken import record

WHOLE = Part("a.db", 1, 2, "plan", is_complete=True, course_version="1", without_mark=0)
OTHER = WHOLE._replace(where="b.db", number=2)

MISSING: dict[str, tuple[Sequence[Part], list[str]]] = {
    "nothing": ([WHOLE, OTHER], []),
    "in any order": ([OTHER, WHOLE], []),
    "one part": ([OTHER], ["part 1/2 is missing"]),
    "several": ([WHOLE._replace(of=4, number=3)], [f"part {number}/4 is missing" for number in (1, 2, 4)]),
    "the end": ([WHOLE._replace(is_complete=False), OTHER], ["part 1/2 (a.db) did not come to its end"]),
    "one mark": (
        [WHOLE, OTHER._replace(without_mark=1)],
        ["part 2/2 (b.db) has 1 exercise of submissions that could not be graded"],
    ),
    "all of it": (
        [WHOLE._replace(is_complete=False, without_mark=3)],
        [
            "part 2/2 is missing",
            "part 1/2 (a.db) did not come to its end",
            "part 1/2 (a.db) has 3 exercises of submissions that could not be graded",
        ],
    ),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_said(name: str) -> None:
    """Of each part, and of those that are not there."""
    parts, sentences = MISSING[name]
    assert merge.check(parts) == sentences


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (OTHER._replace(plan="another"), "a.db and b.db are parts of different batches"),
        (OTHER._replace(of=3), "a.db and b.db are parts of different batches"),
        (OTHER._replace(number=1), "a.db and b.db are the same part, 1/2"),
    ],
)
def test_what_does_not_belong_together(other: Part, says: str) -> None:
    """Both are named."""
    with pytest.raises(UsageError) as error:
        merge.check([WHOLE, other])
    assert str(error.value) == says


def part(path: Path, number: int = 1, plan: str = "plan") -> str:
    """A part in which one student's work was graded, and another one's could not be."""
    with writing(str(path)) as book, book.begin() as connection:
        run_number = begun(connection, shard=f"{number}/2", plan=plan)
        graded(connection, run_number, work(f"s{number}", f"work {number}"), f"k{number}", 2)
        record(connection, [work(f"t{number}", f"other {number}")])
        digest = work("", f"other {number}").submission.digest
        runs.record_attempts(connection, run_number, [Tried(digest, "xor", f"x{number}", "no disk")])
        runs.end(connection, run_number)
    return str(path)


def test_a_part_says_what_it_is(tmp_path: Path) -> None:
    """By its newest run: the class may have grown, and then it has to come to an end again."""
    where = part(tmp_path / "a.db", 2)
    assert merge.look_at(where) == Part(where, 2, 2, "plan", True, "1", 1)
    with writing(where) as book, book.begin() as connection:
        runs.begin(connection, "batch", "3", "2/2", "grown")
    assert merge.look_at(where) == Part(where, 2, 2, "grown", False, "3", 1)
    with writing(where) as book, book.begin() as connection:
        runs.end(connection, runs.begin(connection, "batch", "4", "2/2", "grown"))
        runs.begin(connection, "regrade", "4", "2/2", "grown")
    assert merge.look_at(where) == Part(where, 2, 2, "grown", True, "4", 1)


@pytest.mark.parametrize("made", [[], [("batch", "")], [("batch", "1/2"), ("batch", "2/2")], [("merge", "1/2")]])
def test_what_is_no_part_is_told(tmp_path: Path, made: list[tuple[str, str]]) -> None:
    """A whole gradebook, several parts in one, or what was joined already."""
    where = str(tmp_path / "a.db")
    with writing(where) as book, book.begin() as connection:
        for what, shard in made:
            begun(connection, what=what, shard=shard)
    with pytest.raises(UsageError, match=r"a\.db is no part of a batch: it was not made by one `grade batch --shard"):
        merge.look_at(where)


def said(where: str) -> dict[str, list[tuple[int, float | None, object]]]:
    """Marks of each student."""
    with reading(where) as connection:
        return {
            person.id: [(tried.number, tried.score, tried.override and tried.override.score) for tried in attempts]
            for person, attempts in read.students(connection)
        }


def join(where: str, *parts: str) -> list[list[str]]:
    """Join parts; what came out otherwise, part by part."""
    with writing(where) as book:
        found = []
        for name in parts:
            with book.begin() as connection:
                found.append(merge.join(connection, merge.look_at(name)))
    return found


def test_the_whole_says_what_its_parts_say(tmp_path: Path) -> None:
    """Also when a part is joined again: nothing is there twice but the run."""
    parts = [part(tmp_path / f"{number}.db", number) for number in (1, 2)]
    with writing(parts[0]) as book, book.begin() as connection:
        overrides.change(connection, "s1", "xor", 1.5, "me", "why")
    whole = str(tmp_path / "whole.db")
    for _ in range(2):
        assert join(whole, *parts) == [[], []]
        assert said(whole) == {"s1": [(1, 2, 1.5)], "s2": [(1, 2, None)], "t1": [], "t2": []}
        with reading(whole) as connection:
            faults = connection.execute(select(attempt.c.key, attempt.c.fault).order_by(attempt.c.key)).all()
            assert [tuple(row) for row in faults] == [("x1", "no disk"), ("x2", "no disk")]
            assert len(connection.execute(select(override)).all()) == 1
            assert connection.execute(select(conflict)).all() == []
            assert [(kept.id, kept.score) for _, kept in read.evidence(connection, "s2")] == [("xor", 2)]
    with reading(whole) as connection:
        rows = connection.execute(select(run).order_by(run.c.id)).all()
        assert [(row.what, row.shard, row.plan, row.course_version) for row in rows] == [
            ("merge", "1/2", "plan", "1"),
            ("merge", "2/2", "plan", "1"),
        ] * 2
        assert all(row.ended_at is not None for row in rows)
        # of the run that joined it first, not of one in the part
        assert set(connection.scalars(select(attempt.c.run))) == {rows[0].id, rows[1].id}


def test_what_came_out_otherwise_is_told(tmp_path: Path) -> None:
    """The first one counts; the other one is kept beside it, and so are those that a part knew of itself."""
    one, two = part(tmp_path / "1.db"), str(tmp_path / "2.db")
    digest = work("", "work 1").submission.digest
    with writing(two) as book, book.begin() as connection:
        number = begun(connection, shard="2/2", plan="plan")
        graded(connection, number, work("s1", "work 1"), "k1", 0)
        gradings.record(connection, number, [Grading("k1", digest, "v1", "{}", score(2, "a.b"), {})])
    whole = str(tmp_path / "whole.db")
    assert join(whole, one, two) == [[], ["k1"]]
    assert said(whole)["s1"] == [(1, 2, None)]
    with reading(whole) as connection:
        rows = connection.execute(select(conflict.c.key, conflict.c.run, conflict.c.result_hash)).all()
        expected = [Grading("k1", digest, "v1", "{}", each, {}).result_hash for each in (score(0), score(2, "a.b"))]
        assert [tuple(row) for row in rows] == [("k1", 2, each) for each in expected]


def test_a_mark_that_was_replaced_does_not_come_back(tmp_path: Path) -> None:
    """Because an old part is joined again."""
    old, whole = part(tmp_path / "1.db"), str(tmp_path / "whole.db")
    join(whole, old)
    with writing(whole) as book, book.begin() as connection:
        graded(connection, begun(connection), work("s1", "work 1"), "new", 0)
    join(whole, old)
    assert said(whole)["s1"] == [(1, 0, None)]
    with reading(whole) as connection:
        assert len(marks.ever(connection, range(1, 9))) == 2


def test_submissions_stay_in_their_order(tmp_path: Path) -> None:
    """Numbers of a part are its own: there, another student may have the same."""
    whole, more = str(tmp_path / "whole.db"), str(tmp_path / "more.db")
    with writing(whole) as book, book.begin() as connection:
        graded(connection, begun(connection), work("z"), "kz", 0)
    with writing(more) as book, book.begin() as connection:
        number = begun(connection, shard="1/1", plan="p")
        for person, text, points in (("b", "first", 0), ("a", "only", 2), ("b", "second", 2)):
            graded(connection, number, work(person, text), f"k {text}", points)
    join(whole, more)
    assert said(whole) == {"a": [(1, 2, None)], "b": [(1, 0, None), (2, 2, None)], "z": [(1, 0, None)]}


def test_files_of_which_only_a_signed_report_was_there_come_with_a_part(tmp_path: Path) -> None:
    """Until then the gradebook had its marks alone."""
    digest, whole = work("", "work 1").submission.digest, tmp_path / "whole.db"
    with writing(str(whole)) as book, book.begin() as connection:
        connection.execute(insert(submission).values(digest=digest, files=NO_FILES))
        merge.join(connection, merge.look_at(part(tmp_path / "a.db")))
        assert files_of(connection, digest) == {"a.py": b"work 1"}
