"""The page of a report: all that is said, where it leads, and that no text in it is markup."""

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest

from grader.errors import UsageError
from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.report import ExerciseScore, Report
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict
from grader.reports import Beside
from grader.reports.clean import is_harmless
from grader.reports.html import render
from grader.reports.html.evidence import drawn
from grader.reports.json import parse
from grader.reports.words import explanations, points, state
from tests.conftest import ROOT, course_of
from tests.reports.conftest import exercise_of, item, report_of
from tests.reports.pictures.examples import EXAMPLES
from tests.reports.seen import SeenPage

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

STATEMENT = "Find $x_1$."


class Seen(SeenPage):
    """The page of a report, which has no script at all."""

    void = frozenset({"meta", "link", "rect"})
    between = " "

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that, but for the empty picture in the head, loads nothing."""
        assert tag != "script"
        super().handle_starttag(tag, attrs)


def test_all_that_is_said_is_on_the_page(everything: Report) -> None:
    """Each item with its verdict in words and its points; evidence, sentences, output, notes, what verdicts mean."""
    page = Seen(render(everything))
    assert page.open == []
    for one in everything.items:
        assert f"{one.id} {one.title}" in page.text
        assert f"{state(one)} {points(one.score, one.max_score)}" in page.text
    for text in (
        "Foundations of machine learning 2026.1",
        "risk_derivative(1, [0]) gave 1.0; expected 2.0",
        "it is not in your answer.",
        "return det / H[0][0]",
        "Your code printed: w = 1 n = 1",
        "Where to look: gradient_descent.py, line 7",
        "There is no function rate in the file.",
        *(note.text for note in everything.notes),
        *explanations(everything).values(),
    ):
        assert text in page.text


def test_what_to_do_next_is_a_link(everything: Report, untouched: Report, perfect: Report) -> None:
    """To the item itself; to nothing where all is right."""
    words = "What to look at first: risk_derivative in Gradient descent"
    for report, says, leads_to in (
        (everything, words, "#item-1-2"),
        (untouched, "What to start with: risk in Exercise 0", "#item-1-1"),
        (perfect, "Everything is right.", None),
    ):
        page = Seen(render(report))
        assert says in page.text
        next_link = [link for link in page.links if link.startswith("#item")]
        assert next_link == ([leads_to] if leads_to else [])


def test_where_nothing_is_handed_in_the_note_says_what_to_do(untouched: Report) -> None:
    """And no item is named to start with."""
    note = Feedback(code="submission.empty", text="There is no file here; grade another folder.")
    page = Seen(render(untouched.model_copy(update={"notes": (note,)})))
    assert note.text in page.text
    assert "What to start with" not in page.text


def test_links_lead_somewhere_also_where_names_are_twice_there(everything: Report) -> None:
    """An id is one element's, whatever a kept report calls its exercises and items."""
    twice = everything.model_copy(update={"exercises": everything.exercises[:1] * 2})
    for report in (everything, twice):
        page = Seen(render(report))
        assert len(page.ids) == len({*page.ids})
        assert {link[1:] for link in page.links if link.startswith("#")} <= {*page.ids}


def test_statements_and_changes_are_shown_where_they_are_known(everything: Report) -> None:
    """Without them the page says nothing of them."""
    first = everything.exercises[0]
    before = first.model_copy(update={"items": tuple(one.model_copy(update={"score": 0.5}) for one in first.items[:2])})
    bare = Seen(render(everything)).text
    full = Seen(render(everything, beside=Beside({first.id: STATEMENT}, {first.id: before}))).text
    for text in (
        "What was asked Find x 1 .",
        "Since last time: gradient_descent +1.5 (risk) -0.5 (risk_derivative)",
        "+1.5 since last time",
        "−0.5 since last time",
    ):
        assert text in full
        assert text not in bare
    assert "What was asked" not in bare


def test_the_grey_part_of_bars_is_explained_where_there_is_one(everything: Report, perfect: Report) -> None:
    """0 of 8 points beside a bar that is filled in part would be read as points."""
    assert "points that are open, skipped or not known" in Seen(render(everything)).text
    assert "points that are open, skipped or not known" not in Seen(render(perfect)).text


def test_where_the_report_comes_from_has_a_place(perfect: Report) -> None:
    """A sentence of whoever shows it, which is text."""
    assert "Unsigned: <b>" in Seen(render(perfect, beside=Beside(origin="Unsigned: <b>"))).text


def test_a_program_stands_with_its_item() -> None:
    """What `grade why` prints; a line in a notebook is told by its cell."""
    witness = Witness(kind="call", text="f(1) gave 2", snippet=Snippet(call="f(1)", gave="2", expected="3"))
    wrong = item("f", Verdict.WRONG, 0.0).model_copy(
        update={"witness": witness, "defined_at": SourceLine(file="week 1.ipynb", line=2, cell=4)}
    )
    page = Seen(render(report_of(exercise_of("mean", "Mean", wrong)))).text
    assert "from mean import f answer = f(1) expected = 3" in page
    assert "Where to look: week 1.ipynb, cell 4, line 2" in page


def test_a_fault_of_a_file_is_told_once() -> None:
    """The other items lead to the one at which it is told."""
    fault = Witness(kind="source", text="line 3 of xor.py: unexpected indent")
    items = [item(name, Verdict.CRASHED, 0.0).model_copy(update={"witness": fault}) for name in ("relu", "network")]
    html = render(report_of(exercise_of("xor", "XOR", *items)))
    assert html.count(fault.text) == 1
    assert 'The same fault as at <a href="#item-1-1">relu</a>.' in html


def test_code_in_a_sentence_is_code() -> None:
    """What stands between backticks."""
    wrong = item("f", Verdict.WRONG, 0.0, "a.b: Use `a < b` for that.")
    assert "Use <code>a &lt; b</code> for that." in render(report_of(exercise_of("x", "X", wrong)))


def _everywhere(text: str) -> Iterator[Report]:
    """Reports, as kept ones may be, with a text in every place where one can be."""
    snippet = Snippet(setup=(text,), before=(text,), call=text, gave=text, expected=text, compared=text)
    line = SourceLine(file=text, line=1)
    for verdict in Verdict:
        one = item(text, verdict, None, f"a.b: {text}", title=text, output=text).model_copy(
            update={"witness": Witness(kind="call", text=text, snippet=snippet), "defined_at": line}
        )
        exercise = ExerciseScore(id=text, title=text, score=None, max_score=2, items=(one,), notebook=text)
        made = report_of(exercise, submission=text, notes=(Feedback(code="a.b", text=text),))
        course = made.course.model_copy(update={"name": text, "version": text})
        yield made.model_copy(update={"course": course})


def test_no_text_becomes_a_tag_wherever_it_stands(attack: str) -> None:
    """The tags are those of harmless texts, and no character is dangerous; nor in what stands beside a report."""
    attack = attack[:2000]  # floods are cut like any other text
    for attacked, harmless in zip(_everywhere(attack), _everywhere("harmless"), strict=True):
        html = render(attacked, beside=Beside(origin=attack))
        tags, meant = Seen(html).tags, Seen(render(harmless, beside=Beside(origin="o"))).tags
        assert [tag for tag in tags if tag != "code"] == [tag for tag in meant if tag != "code"]
        assert [character for character in html if not is_harmless(character) and character != "\n"] == []


def test_a_page_of_thirteen_exercises_is_small(everything: Report) -> None:
    """Below a megabyte, also where each item of the typical submission prints without end."""
    report = parse((ROOT / "tests" / "golden" / "typical.json").read_text(encoding="utf-8"))
    statements = {key.name: key.exercise.statement for key in course_of().exercises}
    loud = [
        part.model_copy(update={"items": tuple(one.model_copy(update={"output": "A" * 100_000}) for one in part.items)})
        for part in report.exercises
    ]
    assert len(loud) == 13
    html = render(report.model_copy(update={"exercises": tuple(loud)}), beside=Beside(statements))
    assert len(html.encode()) < 1_000_000


def test_every_picture_stands_with_its_item(pictured: Report) -> None:
    """With ids of its own and its text alternative, also where two are the same."""
    html = render(pictured)
    drawings = [judged.witness.drawing for judged in pictured.items if judged.witness and judged.witness.drawing]
    assert len(drawings) > len(EXAMPLES)
    assert len(re.findall('<figure><svg [^>]*role="img" aria-label="[^"]+', html)) == len(drawings)
    ids = re.findall(' id="([^"]+)"', html)
    assert len(ids) == len({*ids})
    assert {*re.findall(r"(?:url\(#|href=\"#)(picture-[^)\"]+)", html)} <= {*ids}
    assert len(html.encode()) < 1_000_000


def test_headings_and_landmarks_make_an_outline(everything: Report) -> None:
    """One heading of the page; below it no level is left out; each part of the page is a landmark."""
    page = Seen(render(everything, beside=Beside({"claims": "# Task\n\n### Hint"})))
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert {tag for tag in page.tags if tag in {"header", "nav", "main", "footer"}} == {
        "header",
        "nav",
        "main",
        "footer",
    }
    assert levels.count(3) == len(everything.items) + 1


def test_lines_bars_and_outlines_stand_out() -> None:
    """At least 3:1 against what is behind them; text has 4.5:1: in the light, in the dark and on paper."""
    style = (ROOT / "grader" / "reports" / "templates" / "style.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--(\w+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(schemes) == 3
    for scheme in schemes:
        for behind in ("paper", "panel"):
            for name in ("edge", "link"):
                assert contrast(scheme[name], scheme[behind]) >= 3, (name, behind)
            for name in ("ink", "soft", "link", "right", "wrong", "partial", "open"):
                assert contrast(scheme[name], scheme[behind]) >= 4.5, (name, behind)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_page_forbids_scripts_and_whatever_would_be_loaded(perfect: Report) -> None:
    html = render(perfect)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'" in html
    assert "http:" not in html.replace("http-equiv", "")
    assert "https:" not in html


@pytest.mark.parametrize("package", ["jinja2", "latex2mathml.converter", "matplotlib"])
def test_without_a_package_the_extra_is_named(package: str, pictured: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence."""
    monkeypatch.setitem(sys.modules, package, None)
    drawn.cache_clear()  # what another test has drawn needs no package
    with pytest.raises(UsageError, match=r"pip install 'coursegrade\[html\]'"):
        render(pictured, beside=Beside({"risks": STATEMENT}))
