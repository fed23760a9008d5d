"""A class as pages that need nothing else: no network, one small script of their own; with `coursegrade[html]`.

    ClassBook --> views (all texts harmless) --> templates/class.html          for the instructor
              --> the same, and less of it   --> templates/class_public.html   for the class
    a student's attempts                     --> templates/student.html

A page allows no other script than `templates/class.js`, by its hash, and is read completely where none runs.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from grader.reports.html.environment import environment

if TYPE_CHECKING:
    from grader.model.book import BookColumn, BookRow
    from grader.model.class_book import ClassBook
    from grader.model.feedback import Feedback
    from grader.model.gradebook import Attempt
    from grader.model.report import ExerciseScore


class Script(NamedTuple):
    """A script that a page allows."""

    text: str
    policy: str
    """Its hash, as a page's policy names it."""


def render(book: "ClassBook", public: str = "") -> str:
    """The instructor's page; UsageError where the extra is not installed.

    Parameters
    ----------
    book : ClassBook
        The class.
    public : str
        Address of the page without names; empty where there is none.
    """
    template = environment().get_template("class.html")
    from grader.reports.class_page.page import class_view  # noqa: PLC0415 - it needs what comes with Jinja2

    return template.render(page=class_view(book, public), script=script())


def render_public(book: "ClassBook") -> str:
    """The page that a class may be shown: no name, nothing of a few; UsageError where the extra is not installed."""
    template = environment().get_template("class_public.html")
    from grader.reports.class_page.for_class import public_view  # noqa: PLC0415 - it needs what comes with Jinja2

    return template.render(page=public_view(book), script=script())


def render_student(
    row: "BookRow",
    columns: "Sequence[BookColumn]",
    kept: "Sequence[tuple[Attempt, ExerciseScore]]",
    notes: "Mapping[int, Sequence[Feedback]]",
    *,
    title: str,
    index: str,
) -> str:
    """One student's page: what counts, then every attempt with its evidence; UsageError without the extra.

    Parameters
    ----------
    row : BookRow
        The student and what counts.
    columns : sequence of BookColumn
        The exercises of the book.
    kept : sequence of (Attempt, ExerciseScore)
        The attempts in the order in which they are shown, each with its part of the report.
    notes : mapping of int to sequence of Feedback
        What was not read of an attempt, by its number.
    title : str
        The course.
    index : str
        Address of the page of the class.
    """
    template = environment().get_template("student.html")
    from grader.reports.class_page.student import student_view  # noqa: PLC0415 - it needs what comes with Jinja2

    view = student_view(row, columns, kept, notes, title)
    return template.render(page=view.page, counts=view.counts, index=index)


@cache
def script() -> Script:
    """The script of a class's pages."""
    from markupsafe import Markup  # noqa: PLC0415 - it comes with Jinja2

    text = files("grader.reports").joinpath("templates", "class.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Script(Markup(text), f"'sha256-{digest}'")  # noqa: S704 - it is our own
