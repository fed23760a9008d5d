"""The pages of a class: what is said, and to whom; and that no text in them is markup."""

import base64
import hashlib
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from grader.errors import UsageError
from grader.model.book import BookColumn, BookRow, Counted
from grader.model.class_book import ClassBook, Concern, Example, Preview, Student
from grader.model.gradebook import Attempt, Person
from grader.model.move import ItemMove, Move
from grader.model.statistics import ExerciseStatistics, Interval, ItemStatistics, Prevalence, Remark
from grader.reports.class_page import render, render_public, render_student
from grader.reports.class_page.counts import Bin, day_bars, mark_bars, merged, of_marks
from grader.reports.clean import is_harmless
from tests.reports.seen import SeenPage

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

COLUMNS = (BookColumn("xor", 4.0),)


class Seen(SeenPage):
    """A page of a class."""

    void = frozenset({"meta", "link", "rect", "line", "input", "wbr", "br"})
    between = ""


def statistics(name: str, count: int = 3, held: int = 1, text: str = "") -> ExerciseStatistics:
    """An exercise of one item and one misconception."""
    within = Interval(0.1, 0.5, 0.95)
    item = ItemStatistics(
        text or "relu", 4.0, count, 0.25, 0.4, None, 0.1, None, difficulty_within=within, item_rest_within=within
    )
    prevalence = Prevalence(text or "negated", held, held / count, (text or "relu",))
    remark = Remark(text or "relu", "x.y", text or "relu: look at it.")
    return ExerciseStatistics(name, count, count, 4.0, 1.0, None, None, None, (item,), (prevalence,), (remark,), 10)


def student(number: int, total: float | None, *marks: str, text: str = "") -> Student:
    """Somebody with a mark, or with nothing."""
    person = Person(f"s{number}{text}", text or f"Student {number}", text or f"s{number}@x.org", text)
    if "absent" in marks:
        return Student(BookRow(person, {}), 0, frozenset(marks))
    attempt = Attempt(person.id, "xor", 1, None, "sha256:0", total, 4.0)
    return Student(BookRow(person, {"xor": Counted("xor", attempt, total, total)}), 1, frozenset(marks))


def book_of(totals: list[float | None], text: str = "", **more: object) -> ClassBook:
    """A class with these marks."""
    people = tuple(student(number, total, text=text) for number, total in enumerate(totals))
    example = Example(
        "xor", text or "negated", text or "Its sign is turned.", text or "relu(1) gave -1", is_public=True
    )
    size = max(1, len(totals))
    told = statistics("xor", size, min(size, 5), text)
    book = ClassBook(COLUMNS, people, (told,), {date(2026, 11, 1): 2, date(2026, 11, 3): 1}, examples=(example,))
    return replace(book, **more)  # type: ignore[arg-type]


def test_everything_is_on_the_instructor_s_page() -> None:
    """Marks, what wants a person, items with intervals, misconceptions, days, who is absent, what would change."""
    who = Person("s1", "Student 1")
    moves = (Move("s0", "xor", 1.0, 2.0, (ItemMove("relu", 1.0, 2.0),)),)
    book = book_of(
        [1.0, 3.5, None],
        concerns=(Concern(who, "xor", "open", "relu"), Concern(who, "xor", "grader failed", text="it went away")),
        preview=Preview(datetime(2026, 11, 5, 9, 30, tzinfo=UTC), moves),
        untimed=2,
        title="Course 1",
        as_of=datetime(2026, 11, 4, 12, 0, tzinfo=UTC),
    )
    book = replace(book, students=(*book.students, student(9, None, "absent")), links={"s0": "students/0.html"})
    page = Seen(render(book, "class.html"))
    assert page.open == []
    for text in (
        "Course 1",
        "Student 1 (s1)",
        "it went away",
        "its points are open until you give them",
        "0.25 (0.10 to 0.50)",
        "0.40 (0.10 to 0.50)",
        "xor, relu: look at it.",
        "Its sign is turned.relu(1) gave -1",
        "3 submissions from 2026-11-01 to 2026-11-03.",
        "Of 2 submissions the time is not known.",
        "Who has handed in nothing: 1",
        "A dry run of 2026-11-05 09:30 UTC found that 1 mark would change",
        "relu 1 to 2",
        "Left out: 1 student whose total is not known.",
        "Graded until 2026-11-04 12:00 UTC.",
    ):
        assert text in page.text
    assert page.links.count("students/0.html") == 2  # in the book, and where marks would change
    assert "class.html" in page.links


def test_what_is_not_there_is_not_shown() -> None:
    """An empty book, and what to type for a regrade."""
    page = Seen(render(ClassBook((), (), (), {})))
    assert page.open == []
    assert "What wants a person" not in page.text
    assert "grade regrade FILE --dry-run says whose marks would change" in page.text


def test_pictures_say_what_is_seen() -> None:
    """Each bar with its number; the same as a table."""
    html = render(book_of([1.0, 3.5, 3.9]))
    assert "Distribution of marks. 0 to 0.5: 0; 0.5 to 1: 0; 1 to 1.5: 1;" in html
    assert "3.5 to 4: 2." in html
    assert "Submissions per day. 2026-11-01: 2; 2026-11-02: 0; 2026-11-03: 1." in html


@pytest.mark.parametrize("days", [13, 14, 60])
def test_a_long_time_line_is_told_by_its_ends_and_its_highest_day(days: int) -> None:
    """Of few days each is named."""
    first = date(2026, 9, 1)
    html = render(book_of([1.0, 3.5], days={first + timedelta(days=day): 1 + (day == 4) for day in range(days)}))
    if days == 13:
        assert "2026-09-04: 1; 2026-09-05: 2; 2026-09-06: 1;" in html
    else:
        last = first + timedelta(days=days - 1)
        assert f"Submissions per day, from {first} to {last}. The highest bar is 2026-09-05: 2." in html


@pytest.mark.parametrize(("total", "said"), [(4.0, "90 % or more"), (0.0, "10 % or less")])
def test_what_all_have_is_not_told(total: float, said: str) -> None:
    """Else everybody would know everybody's mark."""
    page = Seen(render_public(book_of([total] * 9)))
    assert f"On average {said} of 4 points were earned." in page.text


def test_the_page_for_the_class_names_nobody() -> None:
    """Neither by name, id and email, nor by a number that few stand behind."""
    totals: list[float | None] = [0.0, 0.5, 1.0, 1.0, 1.5, 2.0, 3.0, 3.0, 3.5, 4.0, 4.0, None]
    concern = Concern(Person("s1"), "xor", "by hand", text="Prof. Byron: an oral exam")
    page = Seen(render_public(book_of(totals, concerns=(concern,))))
    assert page.open == []
    for text in ("Student", "s1", "@x.org", "Byron", "0.25", "2026-11-01"):
        assert text not in page.text.replace("Students", "")
    assert "On average about 50 % of 4 points were earned." in page.text
    assert "about 20 %" in page.text  # what the item earned
    assert "about 40 %" in page.text  # who holds the misconception, of whom there are five
    assert "Its sign is turned." in page.text


@pytest.mark.parametrize("count", [0, 1, 4])
def test_of_few_nothing_is_told(count: int) -> None:
    page = Seen(render_public(book_of([1.0] * count)))
    assert "There are too few students yet." in page.text
    assert not {"table", "svg"} & {*page.tags}


def test_what_students_may_not_see_is_not_shown_to_the_class() -> None:
    """Nor what fewer than five have; and of what all have, not that they all have it."""
    hidden = Example("xor", "negated", "Its sign is turned.", "secret(1)", is_public=False)
    assert "Its sign" not in render_public(book_of([1.0] * 6, examples=(hidden,)))
    few = replace(book_of([1.0] * 6), statistics=(statistics("xor", 6, 4),))
    assert "Its sign" not in render_public(few)
    everybody = replace(book_of([1.0] * 6), statistics=(statistics("xor", 6, 6),))
    assert "90 % or more" in render_public(everybody)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 5], [(0, 1, 5), (1, 2, 5)]),
        ([1, 4, 9], [(0, 2, 5), (2, 3, 9)]),
        ([9, 1, 2], [(0, 3, 12)]),
        ([0, 9, 0, 0], [(0, 4, 9)]),
        ([1, 1, 1], []),
        ([], []),
    ],
    ids=["as they are", "first ones", "last ones", "empty ends", "too few", "none"],
)
def test_bins_of_few_are_put_together(counts: list[int], expected: list[tuple[float, float, int]]) -> None:
    bins = [Bin(place, place + 1, many) for place, many in enumerate(counts)]
    assert merged(bins, 5) == expected


def test_marks_fall_into_round_bins() -> None:
    """Each holds its lower end, the last one both; what is outside counts at the end."""
    assert mark_bars(of_marks([0.0, 9.99, 10.0, 30.0, 127.0, 200.0], 127.0))[:2] == [
        ("0 to 10", "0–10", 2),
        ("10 to 20", "10–20", 1),
    ]
    assert [bar.many for bar in of_marks([0.1 + 0.2, 1.0], 1.0)] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 1]


def test_days_far_apart_share_bars() -> None:
    """A clock that is wrong by decades makes the page no longer; nor is the end of the calendar an end."""
    bars, step = day_bars({date(1970, 1, 1): 1, date(2026, 11, 1): 3, date.max: 1})
    assert len(bars) <= 60
    assert step > 1000
    assert sum(bar.many for bar in bars) == 5
    assert bars[-1].label.endswith("9999-12-31")


def test_the_only_script_is_the_one_that_the_page_names() -> None:
    """By its hash; nothing may be loaded or sent."""
    html = render(book_of([1.0]))
    (script,) = re.findall("<script[^>]*>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in html.replace("&#39;", "'")
    assert not re.search(r"innerHTML|eval|document\.write|fetch|XMLHttp|import", script)


def test_nothing_that_anybody_wrote_becomes_a_tag(attack: str) -> None:
    """The tags are those of harmless texts, and no character is dangerous; on every page."""
    for page_of in (render, render_public, _student_page):
        pages = []
        for text in (attack, "harmless"):
            concerns = (Concern(Person(text, text), text, "grader failed", text, text),)
            book = book_of([1.0] * 6, text, concerns=concerns, title=text, columns=(BookColumn(text, 4.0, text),))
            pages.append(page_of(book))
        hostile, harmless = pages
        wrapping = {"wbr"}  # behind each `_`
        assert [tag for tag in Seen(hostile).tags if tag not in wrapping] == [
            tag for tag in Seen(harmless).tags if tag not in wrapping
        ]
        assert all(is_harmless(character) for character in hostile.replace("\n", ""))


def _student_page(book: ClassBook) -> str:
    return render_student(book.students[0].row, book.columns, [], {}, title=book.title, index="../index.html")


@pytest.mark.parametrize(
    ("mark", "is_told"),
    [
        ({}, False),
        ({"days_late": 1}, True),
        ({"after": 2.0}, True),
        ({"after": None, "excused": True}, True),
        ({"why": "given by hand by Prof. Byron: an oral exam"}, True),
        ({"attempt": None, "before": None, "after": None}, True),
    ],
    ids=["as graded", "late for nothing", "fewer points", "excused", "by hand", "not handed in"],
)
def test_what_counts_is_told_where_the_reports_do_not_say_it(mark: dict[str, object], is_told: bool) -> None:  # noqa: FBT001
    """Points that are those of the only report stand there, under the exercise's title."""
    row = student(1, 3.0).row
    row = replace(row, counted={"xor": replace(row.counted["xor"], **mark)}, attempts=(_attempt(row),))  # type: ignore[arg-type]
    page = Seen(render_student(row, COLUMNS, [], {}, title="Course 1", index="../index.html")).text
    assert ("What counts" in page, "xor: " in page) == (is_told, is_told)


def _attempt(row: BookRow) -> Attempt:
    attempt = row.counted["xor"].attempt
    assert attempt is not None
    return attempt


def test_pages_tell_by_their_titles_whom_they_are_for() -> None:
    """In the tab as in the heading."""
    book = book_of([1.0], title="Course 1")
    for page, title in (
        (render(book), "Marks of the class: Course 1"),
        (render_public(book), "How the class did: Course 1"),
    ):
        assert f"<title>{title}</title>" in page
        assert f"<h1>{title}</h1>" in page


def test_a_line_of_a_megabyte_makes_the_page_no_longer() -> None:
    line = "A" * 1_000_000
    book = book_of([1.0] * 6, line, concerns=(Concern(Person(line), line, "differs", line, line),), title=line)
    for page in (render(book), render_public(book), _student_page(book)):
        assert len(page) < 60_000


def test_without_jinja_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UsageError, match=r"pip install 'coursegrade\[html\]'"):
        render(book_of([1.0]))
