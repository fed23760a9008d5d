"""The report as Markdown, in which nothing a student wrote is markup."""

import re
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.model.report import Report
from grader.reports.markdown import escape, fence, render, render_within

FORBIDDEN = {"html_block", "html_inline", "link_open", "image", "code_block", "code_inline", "hr", "em_open"}


def tokens_of(text: str) -> list[Token]:
    """All tokens that a Markdown reader with tables sees, those inside lines too."""
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [token for block in blocks for token in (block, *(block.children or []))]


def count(tokens: list[Token], kind: str) -> int:
    return sum(token.type == kind for token in tokens)


def test_each_exercise_has_a_table_with_a_row_for_each_item(everything: Report) -> None:
    tokens = tokens_of(render(everything))
    assert count(tokens, "table_open") == len(everything.exercises)
    assert count(tokens, "tr_open") == len(everything.exercises) + len(everything.items)


def test_evidence_stands_below_the_table(everything: Report) -> None:
    shown = render(everything)
    assert "| **risk\\_derivative** Its derivative | ❌ wrong | 0 / 2 |" in shown
    assert "```text\nrisk_derivative(1, [0]) gave 1.0; expected 2.0\nprinted:\n  w = 1\n  n = 1\n```" in shown


def test_a_failure_of_the_grader_stands_at_the_top(everything: Report) -> None:
    assert "GRADER ERROR" in render(everything).split("\n## ")[0]


def test_attacks_are_text(attack: str, attacked: Callable[[str], Report]) -> None:
    """A reader sees the same blocks as for harmless work, and no link, image, HTML, mention or bare address."""
    tokens = tokens_of(render(attacked(attack)))
    assert not FORBIDDEN & {token.type for token in tokens}
    for kind in ("table_open", "tr_open", "td_open", "heading_open", "blockquote_open", "fence"):
        assert count(tokens, kind) == count(tokens_of(render(attacked("x"))), kind)
    text = "".join(token.content for token in tokens if token.type in {"text", "text_special"})
    assert not re.search(r"[@#]\w", text)
    prose = re.sub(r"(?s)^(`{3,}).*?^\1$", "", render(attacked(attack)), flags=re.MULTILINE)
    assert not re.search(r"(?<!\\)://|www\.", prose)


@pytest.mark.parametrize(
    "text",
    ["*a* _b_ **c** `d`", "1. one", "- one", "# one", "> one", "a | b", "<b>", "&lt;", "$x$", "~~a~~", "\\*", "!["],
)
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    """Without the zero-width spaces that keep mentions apart, a reader sees the very text."""
    (inline,) = (
        token for token in MarkdownIt("commonmark").enable("strikethrough").parse(escape(text)) if token.children
    )
    shown = "".join(token.content for token in inline.children or [])
    assert shown.replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["x", "```", "a\n````\nb", "`" * 50, "~~~", "", "    x\n"])
def test_a_fence_holds_any_text(text: str) -> None:
    (token,) = MarkdownIt("commonmark").parse(fence(text))
    assert token.content == f"{text}\n"


def test_a_report_that_fits_is_not_cut(everything: Report) -> None:
    whole = render(everything)
    assert render_within(everything, len(whole.encode("utf-8"))) == whole


def test_a_long_report_ends_where_an_item_does(everything: Report) -> None:
    """At every limit: not longer, every block whole, and a sentence that says that something is left out."""
    whole = render(everything)
    lengths = set()
    for limit in range(0, len(whole.encode("utf-8")), 7):
        shown = render_within(everything, limit)
        assert len(shown.encode("utf-8")) <= limit
        lengths.add(len(shown))
        if shown:
            kept, cut = shown.rsplit("> The report is too long", 1)
            assert "left out here" in cut
            assert whole.startswith(kept)
            assert not whole[len(kept) :].startswith(("```", "- ", "|"))
            assert count(tokens_of(shown), "fence") == kept.count("```text")
    assert len(lengths) > len(everything.exercises)
