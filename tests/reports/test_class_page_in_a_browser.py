"""The pages of a class as readers meet them: sorted, searched and filtered by keyboard, on a phone and on paper.

Each look also sees that the page says nothing on the console and asks the network for nothing: `tests/browser.py`.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from grader.model.book import BookColumn, BookRow, Counted
from grader.model.class_book import ClassBook, Student
from grader.model.gradebook import Attempt, Person
from grader.reports.class_page import render
from tests.browser import PHONE, WIDE, Reader, complaints
from tests.reports.test_html_in_a_browser import FOCUSED, SPACED, opened, sideways

SHOWN = """() => [...document.querySelectorAll('#students-table tbody tr')].filter(row => row.checkVisibility())
  .map(row => [row.cells[0].textContent, row.cells[1].textContent])"""
STATUS = "document.querySelector('#students-table').closest('.grid').querySelector('[role=status]').textContent"
SORTED_BY = """[...document.querySelectorAll('#students-table th[aria-sort]')]
  .map(head => [head.querySelector('button').textContent, head.ariaSort])"""
HIDDEN_BELOW = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return top !== here && !here.contains(top)
}"""


def page_of(folder: Path, name: str) -> str:
    """A page as it lies there."""
    return (folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def index(class_pages: Path) -> str:
    """The instructor's page of the drawn class."""
    return page_of(class_pages, "index.html")


@pytest.fixture(scope="module")
def others(class_pages: Path) -> list[str]:
    """The page for the class, and the longest and the shortest of a student's."""
    by_length = sorted(class_pages.glob("students/*.html"), key=lambda path: path.stat().st_size)
    return [page.read_text("utf-8") for page in (class_pages / "class.html", by_length[-1], by_length[0])]


def class_of(totals: list[float | None]) -> str:
    """The page of a class with these marks, its students named by their numbers."""
    people = []
    for number, total in enumerate(totals):
        attempt = Attempt("", "xor", 1, datetime(2026, 11, 1, tzinfo=UTC), "", total, 100.0)
        counted = {"xor": Counted("xor", attempt, total, total)}
        marks = frozenset({"late"} if number % 2 else set())
        people.append(Student(BookRow(Person(f"s{number:03}", email=f"{number}@x.org"), counted), 1, marks))
    return render(ClassBook((BookColumn("xor", 100.0),), tuple(people), (), {}))


MIXED = class_of([10.0, 9.5, None, 100.0, 9.5, 0.0])


@pytest.mark.parametrize(
    ("width", "is_dark"),
    [
        pytest.param(WIDE, False, id="wide-light"),
        pytest.param(PHONE, True, id="phone-dark"),
        pytest.param(WIDE, True, id="wide-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, False, id="phone-light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_on_a_class(reader: Reader, index: str, width: int, *, is_dark: bool) -> None:
    """With all of it open, and a table sorted."""

    def look(page: Page) -> list[str]:
        page.locator("#students-table thead button").first.click()
        return complaints(opened(page))

    assert reader.look(index, look, width=width, is_dark=is_dark) == []


@pytest.mark.slow
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("which", range(3), ids=["for the class", "much work", "no work"])
def test_axe_finds_nothing_on_the_other_pages(
    reader: Reader, others: list[str], which: int, width: int, *, is_dark: bool
) -> None:
    """The one to show, and students'."""
    assert reader.look(others[which], lambda page: complaints(opened(page)), width=width, is_dark=is_dark) == []


def test_a_head_sorts_by_keyboard(reader: Reader) -> None:
    """As numbers, the highest first, then turned around; unknown ones last, equal ones as they were; names as texts."""

    def look(page: Page) -> list[Any]:
        total = page.locator("#students-table thead button").nth(1)
        total.focus()
        seen = []
        for _ in range(2):
            page.keyboard.press("Enter")
            seen += [page.evaluate(SORTED_BY), page.evaluate(SHOWN)]
        seen.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        return [*seen, page.evaluate(SORTED_BY), page.evaluate(SHOWN)]

    down, falling, up, rising, focused, by_name, named = reader.look(MIXED, look)
    assert (down, up) == ([["total", "descending"]], [["total", "ascending"]])
    assert [who for who, _ in falling] == ["s003", "s000", "s001", "s004", "s005", "s002"]
    assert [who for who, _ in rising] == ["s005", "s001", "s004", "s000", "s003", "s002"]
    assert falling[-1][1] == rising[-1][1] == "?"
    assert focused == "total"
    assert by_name == [["student", "ascending"]]
    assert [who for who, _ in named] == [f"s{number:03}" for number in range(6)]


def test_a_search_is_told(reader: Reader) -> None:
    """By name and by what is not shown, each word; with the filter; how many are left is said in a live region."""

    def look(page: Page) -> list[Any]:
        seen = [page.evaluate(STATUS)]
        page.get_by_label("Search").focus()
        for typed in ("s00", "3", " 3@X.ORG", " nobody"):
            page.keyboard.type(typed)
            seen += [len(page.evaluate(SHOWN)), page.evaluate(STATUS)]
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.press("Tab")
        page.keyboard.press("l")  # as a reader picks `late (3)`
        seen += [page.evaluate("document.activeElement.tagName"), page.evaluate(SHOWN), page.evaluate(STATUS)]
        return seen

    *counts, focused, late, status = reader.look(MIXED, look)
    assert counts[0] == "6 of 6 students shown"
    assert counts[1::2] == [6, 1, 1, 0]
    assert counts[2::2] == [f"{count} of 6 students shown" for count in (6, 1, 1, 0)]
    assert focused == "SELECT"
    assert [who for who, _ in late] == ["s001", "s003", "s005"]
    assert status == "3 of 6 students shown"


def test_of_a_large_class_the_first_rows_are_drawn(reader: Reader) -> None:
    """Of all, sorted; the others when they are asked for, or printed."""
    html = class_of([float(number % 101) for number in range(600)])

    def look(page: Page) -> list[Any]:
        seen = [page.evaluate(STATUS), len(page.evaluate(SHOWN))]
        page.locator("#students-table thead button").nth(1).click()
        seen.append(page.evaluate(SHOWN)[:5])
        show_all = page.get_by_role("button", name="Show all 600")
        show_all.focus()
        page.keyboard.press("Enter")
        return [*seen, page.evaluate(STATUS), len(page.evaluate(SHOWN)), page.evaluate("document.activeElement.type")]

    status, shown, best, status_of_all, shown_of_all, focused = reader.look(html, look)
    assert (status, shown) == ("250 of 600 students shown", 250)
    assert [total for _, total in best] == ["100"] * 5
    assert (status_of_all, shown_of_all) == ("600 of 600 students shown", 600)
    assert focused == "search"

    def print_it(page: Page) -> int:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        return len(page.evaluate(SHOWN))

    assert reader.look(html, print_it) == 600


def test_without_a_script_the_page_is_complete(reader: Reader) -> None:
    """Every row is there, and nothing to press that does nothing."""
    html = re.sub(r"<script id=.*?</script>", "", class_of([1.0] * 300), flags=re.DOTALL)

    def look(page: Page) -> tuple[int, int]:
        controls = "[...document.querySelectorAll('button, input, select')].filter(one => one.checkVisibility()).length"
        return len(page.evaluate(SHOWN)), page.evaluate(controls)

    assert reader.look(html, look) == (300, 0)


def test_no_page_of_a_class_is_wider_than_a_phone(reader: Reader, index: str, others: list[str]) -> None:
    """Nor with wider spaces; tables and pictures scroll in their own places."""

    def look(page: Page) -> tuple[int, int]:
        plain = sideways(opened(page))
        page.add_style_tag(content=SPACED)
        return plain, sideways(page)

    for html in (index, *others):
        assert reader.look(html, look, width=PHONE) == (0, 0)


@pytest.mark.parametrize("width", [WIDE, pytest.param(PHONE, marks=pytest.mark.slow)], ids=["wide", "phone"])
def test_controls_of_a_class_are_reached_and_seen(reader: Reader, index: str, width: int) -> None:
    """Each with a visible outline, large enough, and none below a head that stays where it is."""

    def look(page: Page) -> list[dict[str, Any]]:
        met = []
        for _ in range(120):
            page.keyboard.press("Tab")
            met.append(page.evaluate(FOCUSED) | {"isHidden": page.evaluate(HIDDEN_BELOW)})
        return met

    met = [control for control in reader.look(index, look, width=width) if control["tag"] != "BODY"]
    assert {control["tag"] for control in met} >= {"A", "BUTTON", "INPUT", "SELECT", "DIV", "SUMMARY"}
    assert [control for control in met if control["outline"] < 2 or not control["isSeen"]] == []
    assert [control for control in met if control["isHidden"] and control["tag"] != "DIV"] == []


def test_what_is_pressed_on_a_class_is_large_enough(reader: Reader, index: str) -> None:
    """At least 24 pixels high."""
    heights = """[...document.querySelectorAll('button, input, select, .grid a, .names a, .ways a')]
      .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)"""
    assert min(reader.look(index, lambda page: page.evaluate(heights), width=PHONE)) >= 24


def test_attacks_on_a_class_stay_text(reader: Reader, index: str) -> None:
    """In names, ids and faults, also after sorting and searching for them."""

    def look(page: Page) -> tuple[int, str, int]:
        page.locator("#students-table thead button").first.click()
        page.locator("#students-search").fill("<script>alert(1)</script>")
        found = len(page.evaluate(SHOWN))
        foreign = "document.querySelectorAll('script:not(header script), img, iframe, object, embed, form, b').length"
        return page.evaluate(foreign), page.inner_text("main"), found

    foreign, text, found = reader.look(index, look)
    assert foreign == 0
    assert found == 1
    assert "<script>alert(1)</script>" in text
    assert "the sandbox went away <b>" in text
    assert "\u202e" not in text


def test_a_class_is_printed(reader: Reader, index: str) -> None:
    """Whole: what scrolls on the screen does not on paper, and what is pressed is not there."""

    def look(page: Page) -> tuple[bytes, int, int]:
        printed = page.pdf()
        page.emulate_media(media="print")
        cut = """[...document.querySelectorAll('.scroll')]
          .filter(one => getComputedStyle(one).overflow !== 'visible').length"""
        tools = "[...document.querySelectorAll('.tools')].filter(one => one.checkVisibility()).length"
        return printed, page.evaluate(cut), page.evaluate(tools)

    printed, cut, tools = reader.look(index, look)
    assert printed.startswith(b"%PDF-")
    assert (cut, tools) == (0, 0)
