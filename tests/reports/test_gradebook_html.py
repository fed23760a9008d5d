"""The book and the statistics as an HTML page."""

import sys
from html.parser import HTMLParser

import pytest

from grader.errors import UsageError
from grader.model.book import BookColumn, BookRow
from grader.model.gradebook import Person
from grader.model.statistics import ExerciseStatistics, ItemStatistics, Prevalence, Remark
from grader.reports.clean import is_harmless
from grader.reports.gradebook_html import render

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

COLUMNS = [BookColumn("xor", 4.0)]


class Reader(HTMLParser):
    """Collects tags and texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that loads nothing and runs nothing."""
        self.tags.append(tag)
        if tag not in {"meta", "rect"}:
            self.open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        """Closes the tag that was opened last."""
        if tag != "rect":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        if data.strip():
            self.texts.append(data.strip())


def statistics(text: str) -> ExerciseStatistics:
    item = ItemStatistics(text, 4.0, 3, 0.25, None, None, 0.1, None)
    held = Prevalence(text, 1, 0.5, (text,))
    return ExerciseStatistics(
        text, 3, 3, 4.0, 1.0, None, None, None, (item,), (held,), (Remark(text, "x.y", text),), 10
    )


def test_everything_is_on_the_page() -> None:
    page = Reader(render([BookRow(Person("ada", "Ada L."), {})], COLUMNS, [statistics("xor")], "Course 1"))
    assert page.open == []
    assert page.texts[0] == "Course 1"
    for text in ("Ada L. (ada)", "1 student; - not handed in", "3 students", "Mean 1 of 4 points.", "0.25", "10 %"):
        assert text in page.texts
    assert "misconception xor: 1 student (50 %), in xor" in page.texts


def test_nothing_that_anybody_wrote_becomes_a_tag(attack: str) -> None:
    """The tags are those of harmless names, and no character is dangerous."""
    rows = [BookRow(Person(attack, attack), {})]
    page = render(rows, [BookColumn(attack, 1.0)], [statistics(attack)], attack)
    harmless = render([BookRow(Person("a", "b"), {})], [BookColumn("c", 1.0)], [statistics("d")], "e")
    assert Reader(page).tags == Reader(harmless).tags
    assert all(is_harmless(character) for character in page.replace("\n", ""))


def test_a_book_without_statistics() -> None:
    assert "<svg" not in render([], COLUMNS)


def test_without_jinja_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UsageError, match=r"pip install 'coursegrade\[html\]'"):
        render([], COLUMNS)
