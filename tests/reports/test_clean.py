"""What a student's text looks like after it was made harmless."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.reports.clean import cell, clean, is_harmless, one_line

SHOWN = [
    ("plain text, vᵀHv ≤ 0, 漢字", "plain text, vᵀHv ≤ 0, 漢字"),
    ("\x1b[2J", r"\x1b[2J"),
    ("\x9b2J", r"\x9b2J"),
    ("\x7f\x00\b", r"\x7f\x00\x08"),
    ("\u202eabc\u2066", r"\u202eabc\u2066"),
    ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
    ("\u2028\u2029", r"\u2028\u2029"),
    ("\ud800", r"\ud800"),
    ("\U000e0041", r"\U000e0041"),
    ("\u3164", r"\u3164"),
    ("::error::x", r"\x3a:error::x"),
    ("  ::error::x", r"  \x3a:error::x"),
    ("y ::error::x", r"y \x3a:error::x"),
    ("##[group]x", r"\x23#[group]x"),
    ("y ##vso[x]", r"y \x23#vso[x]"),
    ("x[::2], a::b, # comment, ## heading", "x[::2], a::b, # comment, ## heading"),
    ("[bold]x[/]", "[bold]x[/]"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_dangerous_characters_become_visible(text: str, shown: str) -> None:
    """Each character that could steer, hide, reorder or command is an escape; all others stay."""
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("lines", "shown"), [(True, "a\nb\n\\x3a:error::c\n        d\\re"), (False, r"a\nb\r\n\x3a:error::c\n\td\re")]
)
def test_line_breaks_stay_only_where_asked(lines: bool, shown: str) -> None:  # noqa: FBT001 - a table's column
    """With `lines`, both kinds of line break are kept and tabs are spaces; a lone carriage return never is."""
    text = "a\nb\r\n::error::c\n\td\re"
    if not lines:
        text = text.replace("\n::", "\n ::")
        shown = shown.replace(r"\n\x3a", r"\n \x3a")
    assert clean(text, lines=lines) == shown


@pytest.mark.parametrize("text", ["A" * 100_000, "\x1b" * 100_000, "\r\n" * 100_000, "\t" * 100_000])
@pytest.mark.parametrize("lines", [True, False])
def test_length_is_bounded(text: str, lines: bool) -> None:  # noqa: FBT001 - a table's column
    """What is cut says so with an ellipsis, and escapes count with the characters that they need."""
    shown = clean(text, lines=lines, limit=100)
    assert len(shown) == 100
    assert shown.endswith("…")


def test_text_of_just_the_limit_is_whole() -> None:
    assert clean("A" * 100, limit=100) == "A" * 100


def test_one_line_has_no_line_break() -> None:
    assert one_line(" a\tb\r\n  c\n") == "a b c"


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters()))
def test_nothing_harmful_is_left(text: str) -> None:
    """Whatever the text, only harmless characters and line breaks that were asked for are left."""
    assert all(map(is_harmless, clean(text)))
    assert all(is_harmless(character) or character == "\n" for character in clean(text, lines=True))


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A renderer may clean what was cleaned before."""
    once = clean(text, lines=True, limit=10_000)
    assert clean(once, lines=True, limit=10_000) == once


CELLS = {
    "=1+1": "'=1+1",
    "+49 170 123": "'+49 170 123",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    " =1": "' =1",
    "＝1+1": "'＝1+1",
    "\t=1": "'        =1",
    "\rx": "\\rx",
    "\n=1": "'\n=1",
    "-": "'-",
    "-x": "'-x",
    "-1": "-1",
    "-1.5": "-1.5",
    "+3": "+3",
    "-.5": "-.5",
    "-1,5": "-1,5",
    "-1e-3": "-1e-3",
    "-1e": "'-1e",
    "-1-1": "'-1-1",
    "-١": "'-١",
    "O'Hara": "O'Hara",
    "a=b": "a=b",
    "a\x00b\x1b[2J": "a\\x00b\\x1b[2J",
    "\ud800": "\\ud800",
    "two\nlines": "two\nlines",
    "Łódź 漢字": "Łódź 漢字",
    "": "",
}


@pytest.mark.parametrize(("text", "shown"), CELLS.items(), ids=map(repr, CELLS))
def test_a_formula_is_neutralised_and_a_number_is_not(text: str, shown: str) -> None:
    assert cell(text) == shown


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever the text, what is left begins with no sign that starts a formula, or is a number."""
    shown = cell(text)
    if shown and shown.lstrip()[:1] in set("=+-@＝＋－＠"):
        float(shown.replace(",", "."))
    assert not shown.startswith(("\t", "\r", "\n"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_not_damaged(number: float) -> None:
    assert float(cell(str(number))) == number


@given(st.text(st.characters(exclude_characters="\r\t"), max_size=200))
def test_a_cell_holds_the_cleaned_text(text: str) -> None:
    assert cell(text).removeprefix("'") in {clean(text, lines=True), clean(text, lines=True).removeprefix("'")}
