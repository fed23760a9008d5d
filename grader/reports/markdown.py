"""A report in GitHub-flavoured Markdown, for the summary of a CI job or a comment.

What was observed stands in fences that are longer than any run of backticks inside them; every other text has its
punctuation escaped, so that nothing a student writes can become markup, a link, an image, HTML or a mention.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import one_line
from grader.reports.words import (
    advice,
    confinement,
    details,
    explanations,
    first_told,
    is_not_started,
    points,
    points_here,
    same_fault,
    state,
    title_of,
    total,
    why_not_started,
)

_ACTIVE = re.compile(r"""[!$&()*+\-.:<=>\[\\\]^_`{|}~]""")
_REFERENCES = re.compile(r"([@#])")

_MARKS = {
    Verdict.CORRECT: "✅",
    Verdict.PARTIAL: "🟡",
    Verdict.WRONG: "❌",
    Verdict.MISSING: "▫️",
    Verdict.UNDECIDED: "❔",
    Verdict.SKIPPED: "▫️",
    Verdict.GRADER_ERROR: "🚨",
}
_CUT = "> The report is too long for this page: its end is left out here, and stands in the log.\n"
_BROKE = "💥"
"""Mark of every other verdict: the code did not come back with an answer."""


def render(report: Report, *, remarks: Sequence[str] = ()) -> str:
    """The report as Markdown: the total, what to look at, and for each exercise a table with the evidence below.

    Below the total stand `remarks`, which are no part of the report.
    """
    return "\n\n".join(_blocks(report, remarks)) + "\n"


def render_within(report: Report, limit: int, *, remarks: Sequence[str] = ()) -> str:
    """The same in at most `limit` bytes: a longer one ends where an item does, with a sentence that says so.

    Empty where there is no room even for the sentence.
    """
    whole = render(report, remarks=remarks)
    if _size(whole) <= limit:
        return whole
    room = limit - _size(_CUT)
    shown = ""
    for block in _blocks(report, remarks):
        room -= _size(block) + 2  # the blank line between two blocks
        if room < 0:
            break
        shown += f"{block}\n\n"
    return shown + _CUT if limit >= _size(_CUT) else ""


def _blocks(report: Report, remarks: Sequence[str]) -> Iterator[str]:
    """What may not be cut into: the head, an exercise's table, all that is said about one item."""
    yield "\n\n".join(_head(report, remarks))
    for exercise in report.exercises:
        yield from filter(None, _exercise(exercise))


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def escape(text: str) -> str:
    """One line of Markdown that shows the text as it is.

    A zero-width space follows `@` and `#`: GitHub looks for mentions and references after it has undone all escapes.
    """
    # Punctuation first, or the `&#8203;` that is put in would be escaped as well
    return _REFERENCES.sub(r"\1&#8203;", _ACTIVE.sub(r"\\\g<0>", one_line(text, limit=2000)))


def fence(text: str) -> str:
    """A code block that shows the text as it is, whatever backticks are in it."""
    # A fence ends at the first line of as many backticks; one more than the text has cannot be in it (CommonMark 4.5).
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}text\n{text}\n{ticks}"


def _head(report: Report, remarks: Sequence[str]) -> Iterator[str]:
    course = escape(f"{report.course.name} {report.course.version}")
    yield f"# {course}: {total(report)}"
    yield f"Submission: {escape(report.submission.id)}"
    yield from (f"> {escape(remark)}" for remark in remarks)
    for sentence in explanations(report).values():
        yield f"> {escape(sentence)}"
    if (caution := confinement(report)) is not None:
        yield f"> {escape(caution)}"
    if report.notes:
        yield _bullets(note.text for note in report.notes)
    next_step = advice(report)
    if next_step is not None and next_step not in {note.text for note in report.notes}:
        yield escape(next_step)


def _exercise(exercise: ExerciseScore) -> Iterator[str]:
    title = f"## {escape(exercise.title)}: {points_here(exercise.items)}"
    rows = ["| Item | Verdict | Points |", "|:--|:--|--:|", *map(_row, exercise.items)]
    yield "\n".join([title, "", *rows])
    told = first_told(exercise.items)
    for item in exercise.items:
        if not is_not_started(item) and told.get(same_fault(item), item.id) == item.id:
            yield "\n\n".join(_below(item))
    reasons = why_not_started(exercise.items)
    if reasons:
        yield f"Missing:\n\n{_bullets(reasons)}"


def _row(item: ItemScore) -> str:
    mark = _MARKS.get(item.verdict, _BROKE)
    name = f"**{escape(item.id)}** {escape(title_of(item))}"
    return f"| {name} | {mark} {state(item)} | {points(item.score, item.max_score)} |"


def _below(item: ItemScore) -> Iterator[str]:
    """The evidence in a code block and the sentences in a list, under the item's name; nothing if there is neither."""
    said = details(item)
    if not said.evidence and not said.feedback:
        return
    yield f"**{escape(item.id)}**: {state(item)}"
    if said.evidence:
        yield fence("\n".join(said.evidence))
    if said.feedback:
        yield _bullets(said.feedback)


def _bullets(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {escape(sentence)}" for sentence in sentences)
