"""Statements as HTML: Markdown that loads and runs nothing, and every formula as MathML that is seen."""

import re

import pytest

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

from grader.reports.html.mathml import to_mathml
from grader.reports.html.statement import to_html
from grader.reports.statement import FORMULA
from tests.conftest import ROOT, course_of

COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
TEMPLATES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "grader" / "course" / "templates" / "exercises").glob("*.py"))
)


def formulas(text: str) -> set[str]:
    """What stands between dollar signs in a text."""
    return {match["inline"] or match["display"] or "" for match in FORMULA.finditer(text)} - {""}


def inner(html: str) -> str:
    """What stands inside the element `math`."""
    match = re.fullmatch(r'<math display="inline">(.*)</math>', html)
    assert match is not None
    return match[1]


def test_every_formula_of_the_course_is_mathml() -> None:
    """None is left as LaTeX, in no place of it."""
    known = {formula for key in course_of().exercises for formula in formulas(key.exercise.statement)}
    known |= formulas(COOKBOOK) | formulas(TEMPLATES)
    assert len(known) > 150
    assert [formula for formula in sorted(known) if "<math" not in to_mathml(formula)] == []
    assert [formula for formula in sorted(known) if "\\" in to_mathml(formula)] == []


@pytest.mark.parametrize(
    ("formula", "mathml"),
    [
        ("x", "<mi>x</mi>"),
        ("x_k^2", "<msubsup><mi>x</mi><mi>k</mi><mn>2</mn></msubsup>"),
        ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\mathrm{relu}", "<mrow><mi>relu</mi></mrow>"),
        (r"\cos x", '<mi>cos</mi><mspace width="0.167em"></mspace><mi>x</mi>'),
        (r"\cos_k x", "<msub><mi>cos</mi><mi>k</mi></msub><mi>x</mi>"),
        (r"\max(x)", '<mo lspace="0.167em" rspace="0">max</mo><mo stretchy="false">(</mo><mi>x</mi>'),
        ("d'", '<msup><mi>d</mi><mo lspace="0" rspace="0">′</mo></msup>'),
        (r"\frac{1}{n}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow></mfrac>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\text{<b> & c}", "<mtext>&lt;b&gt;\xa0&amp;\xa0c</mtext>"),
    ],
)
def test_formulas(formula: str, mathml: str) -> None:
    """Names whole, signs as signs, functions near their argument, text as text."""
    assert inner(to_mathml(formula)).startswith(mathml)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "{",
        r"x^",
        r"\left(",
        r"\nosuchcommand{x}",
        r"x + \nosuch",
        r"\frac{1}",
        r"\href{javascript:alert(1)}{",
        "\\",
    ],
)
def test_what_is_not_understood_is_shown_as_it_is_typed(formula: str) -> None:
    """All of it, and never an error."""
    assert to_mathml(formula) == f'<code class="formula">{formula}</code>'


@pytest.mark.parametrize(
    "formula",
    [r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\class{a}{x}", r"\text{<script>x</script>}"],
)
def test_a_formula_is_nothing_but_mathml(formula: str) -> None:
    """Neither a link, nor a style, nor another element."""
    html = to_mathml(formula, is_display=True)
    assert {*re.findall(r"<(\w+)", html)} <= {"span", "math", "mrow", "mi", "mo", "mtext", "code"}
    assert not re.search(r"href=|style=|class=\"a\"", html)


def test_two_formulas_with_a_wide_gap_may_stand_below_each_other() -> None:
    """Each is one of its own."""
    assert to_mathml(r"a = 1, \qquad b = 2", is_display=True).count('<math display="block">') == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a** and `b`", "<p><strong>a</strong> and <code>b</code></p>"),
        ("`$x$`", "<p><code>$x$</code></p>"),
        ("    $x$ indented", "<pre><code>$x$ indented\n</code></pre>"),
        ("costs \\$5", "<p>costs $5</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("![x](http://x.example/y.png)", '<p>!<a href="http://x.example/y.png">x</a></p>'),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>"),
        ('[x](/y "the $z$")', '<p><a href="/y" title="the $z$">x</a></p>'),
        ("# A\n\n### B", "<h3>A</h3>\n<h4>B</h4>"),
        ("a\u202eb", "<p>a\\u202eb</p>"),
        ("\ue000", "<p>\\ue000</p>"),
    ],
)
def test_markdown(text: str, html: str) -> None:
    """Nothing loads, nothing runs, headings stand below the page's own, code stays as it is."""
    assert to_html(text).strip() == html


def test_a_formula_between_lines_is_a_displayed_one() -> None:
    """Also where Markdown would take a line of it for a list or a heading."""
    html = to_html("so\n\n$$a\n- b\n= c$$\n\nholds")
    assert '<math display="block">' in html
    assert "<li>" not in html
    assert "<h" not in html
