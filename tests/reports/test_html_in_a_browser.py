"""The page as readers meet it: in Chromium, wide and on a phone, light and dark, by keyboard and on paper.

Each look also sees that the page says nothing on the console and asks the network for nothing: `tests/browser.py`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports import Beside
from grader.reports.html import render
from grader.reports.json import parse
from tests.browser import PHONE, WIDE, Reader, complaints
from tests.conftest import ROOT, course_of
from tests.reports.conftest import ATTACKS

SHOWN = ("xor", "convexity", "hessian")
"""Exercises of the typical submission with every kind of evidence and three long statements."""
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect()
  return {
    place: [...document.querySelectorAll('*')].indexOf(here), tag: here.tagName,
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    isSeen: box.bottom > 0 && box.top < innerHeight,
  }
}"""
CONTROLS = """() => {
  const all = [...document.querySelectorAll('*')]
  const controls = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
  return controls.filter(control => control.checkVisibility()).map(control => all.indexOf(control))
}"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


@pytest.fixture(scope="module")
def typical() -> str:
    """The page of a typical submission, with statements and what has changed."""
    report = parse((ROOT / "tests" / "golden" / "typical.json").read_text(encoding="utf-8"))
    report = report.model_copy(update={"exercises": tuple(part for part in report.exercises if part.id in SHOWN)})
    unearned = {part.id: _without_points(part) for part in report.exercises}
    statements = {key.name: key.exercise.statement for key in course_of(*SHOWN).exercises}
    return render(report, beside=Beside(statements, unearned))


def _without_points(exercise: Any) -> Any:
    items = tuple(item.model_copy(update={"score": 0.0}) for item in exercise.items)
    return exercise.model_copy(update={"items": items})


@pytest.fixture
def hostile(attacked: Callable[[str], Report]) -> str:
    """The page of a submission in which every text is an attack, and one line a megabyte long."""
    return render(attacked(" \"'> ".join([*ATTACKS.values(), "A" * 1_000_000])))


def opened(page: Page) -> Page:
    """The page with all that can be opened open."""
    page.evaluate(OPEN_ALL)
    return page


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    return wider


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('<img src="http://else.invalid/x.png">', "asked for .*http://else.invalid/x.png"),
        ("<script>console.log('hello')</script>", "said .*log: hello"),
        ("<script>throw new Error('no')</script>", "said .*no"),
    ],
    ids=["asks", "says", "fails"],
)
def test_a_page_that_asks_or_says_anything_is_found_out(reader: Reader, fault: str, told: str) -> None:
    """Or the tests below would show nothing."""
    with pytest.raises(AssertionError, match=told):
        reader.look(f"<!doctype html><title>x</title>{fault}", Page.content)


def test_a_page_with_a_barrier_is_found_out(reader: Reader) -> None:
    """So is one that axe-core has something against."""
    html = '<!doctype html><title>x</title><p style="color: #ccc">pale</p>'
    found = reader.look(html, complaints)
    assert any("color-contrast" in complaint for complaint in found)
    assert any("html-has-lang" in complaint for complaint in found)


@pytest.mark.parametrize(
    ("width", "is_dark"),
    [
        pytest.param(WIDE, False, id="wide-light"),
        pytest.param(PHONE, True, id="phone-dark"),
        pytest.param(WIDE, True, id="wide-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, False, id="phone-light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(reader: Reader, typical: str, width: int, *, is_dark: bool) -> None:
    """With all of it open."""
    assert reader.look(typical, lambda page: complaints(opened(page)), width=width, is_dark=is_dark) == []


def test_axe_finds_nothing_in_pictures(reader: Reader, pictured: Report) -> None:
    """Each has its words, and none is wider than a phone."""

    def look(page: Page) -> tuple[list[str], int, int]:
        return complaints(opened(page)), sideways(page), len(page.query_selector_all("figure svg"))

    found, width, count = reader.look(render(pictured), look, width=PHONE, is_dark=True)
    assert (found, width) == ([], 0)
    assert count > 20


@pytest.mark.slow
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["everything", "perfect", "untouched", "hostile"])
def test_axe_finds_nothing_on_other_work(
    reader: Reader, request: pytest.FixtureRequest, name: str, width: int, *, is_dark: bool
) -> None:
    """All verdicts, none but the best, nothing begun, and attacks."""
    work = request.getfixturevalue(name)
    html = work if isinstance(work, str) else render(work)
    assert reader.look(html, lambda page: complaints(opened(page)), width=width, is_dark=is_dark) == []


def test_nothing_is_wider_than_a_phone(reader: Reader, typical: str, hostile: str, everything: Report) -> None:
    """Nor with wider spaces; long code scrolls in its own place."""

    def look(page: Page) -> tuple[int, int]:
        plain = sideways(opened(page))
        page.add_style_tag(content=SPACED)
        return plain, sideways(page)

    for html in (typical, hostile, render(everything)):
        assert reader.look(html, look, width=PHONE) == (0, 0)


def test_bars_stand_below_each_other(reader: Reader, everything: Report) -> None:
    """However long the points beside them are."""
    first, *others = everything.exercises
    items = tuple(item.model_copy(update={"score": None, "verdict": Verdict.UNDECIDED}) for item in first.items)
    report = everything.model_copy(update={"exercises": (first.model_copy(update={"items": items}), *others)})
    lefts = "bars => bars.map(bar => Math.round(bar.getBoundingClientRect().left))"
    found = reader.look(render(report), lambda page: page.eval_on_selector_all(".overview .bar", lefts), width=WIDE)
    assert len(found) == len(report.exercises)
    assert len(set(found)) == 1


def test_text_of_twice_the_size_fits(reader: Reader, typical: str) -> None:
    """On a screen of half the usual width."""

    def look(page: Page) -> int:
        page.add_style_tag(content="html { font-size: 200% }")
        return sideways(opened(page))

    assert reader.look(typical, look, width=WIDE // 2) == 0


def test_every_control_is_reached_by_keyboard(reader: Reader, typical: str) -> None:
    """In the order of the page, each with a visible outline and in sight; then the focus leaves the page."""

    def look(page: Page) -> tuple[list[int], list[dict[str, Any]], str]:
        expected = page.evaluate(CONTROLS)
        met = []
        for _ in expected:
            page.keyboard.press("Tab")
            met.append(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
        return expected, met, page.evaluate("document.activeElement.tagName")

    expected, met, last = reader.look(typical, look)
    assert [control["place"] for control in met] == expected
    assert [control for control in met if control["outline"] < 2 or not control["isSeen"]] == []
    assert {control["tag"] for control in met} >= {"A", "SUMMARY"}
    assert last == "BODY"


def test_the_first_link_leads_past_the_head_of_the_page(reader: Reader, typical: str) -> None:
    def look(page: Page) -> tuple[str, str]:
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        return first, page.evaluate("document.activeElement.id")

    assert reader.look(typical, look) == ("Skip to the content", "main")


def test_what_is_closed_opens_by_keyboard(reader: Reader, typical: str) -> None:
    """Its statement is then the next place to scroll in."""

    def look(page: Page) -> tuple[bool, str]:
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        is_open = page.evaluate("document.querySelector('details').open")
        page.keyboard.press("Tab")
        return is_open, page.evaluate("document.activeElement.className")

    assert reader.look(typical, look) == (True, "statement")


def test_what_is_closed_is_printed(reader: Reader, typical: str) -> None:
    """Whole, as paper does not scroll; and it prints."""

    def look(page: Page) -> tuple[list[bool], list[bool], bytes]:
        shown = "[...document.querySelectorAll('.statement, details pre')].map(part => part.checkVisibility())"
        on_the_screen = page.evaluate(shown)
        printed = page.pdf()
        page.emulate_media(media="print")
        return on_the_screen, page.evaluate(shown), printed

    on_the_screen, on_paper, printed = reader.look(typical, look)
    assert set(on_the_screen) == {False}
    assert set(on_paper) == {True}
    assert printed.startswith(b"%PDF-")


def test_pictures_have_colours_of_the_page(reader: Reader, typical: str) -> None:
    """Each by name, others in the dark."""

    def look(page: Page) -> list[str]:
        names = [f"--picture-{name}" for name in ("ink", "paper", "right", "wrong", "soft")]
        style = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
        return [page.evaluate(style, name) for name in names]

    light, dark = (reader.look(typical, look, is_dark=is_dark) for is_dark in (False, True))
    assert all(colour.startswith("#") for colour in (*light, *dark))
    assert not {*light} & {*dark}


def test_what_is_pressed_is_large_enough(reader: Reader, typical: str) -> None:
    """At least 24 pixels high, but for links amid a sentence."""
    heights = "[...document.querySelectorAll('summary, td a, th a')].map(part => part.getBoundingClientRect().height)"
    assert min(reader.look(typical, lambda page: page.evaluate(heights), width=PHONE)) >= 24


def test_formulas_are_drawn(reader: Reader, typical: str) -> None:
    """Each is an element of its own kind with a size, and is not hidden."""

    def look(page: Page) -> list[float]:
        opened(page)
        sizes: list[float] = page.evaluate(
            "[...document.querySelectorAll('math')].map(formula => formula.getBoundingClientRect().width)"
        )
        return sizes

    sizes = reader.look(typical, look)
    assert len(sizes) > 40
    assert min(sizes) > 0


def test_attacks_stay_text(reader: Reader, hostile: str) -> None:
    """Nothing runs, nothing is loaded, nothing is turned around; what was written can be read."""

    def look(page: Page) -> tuple[int, str, str]:
        foreign = "document.querySelectorAll('script, img, iframe, object, embed, form, input, b').length"
        return page.evaluate(foreign), page.title(), page.inner_text("main")

    foreign, title, text = reader.look(hostile, look)
    assert foreign == 0
    assert "<script>alert(1)</script>" in text
    assert "\\u202eabc" in text
    assert all(mark in text for mark in ('"', "'>", "\\x00"))
    assert title.startswith("\\x1b[2J")
