"""A report as one HTML page that needs nothing else: no network, no script; with `coursegrade[html]`.

    report, and what stands beside it --> views (all texts harmless) --> templates/report.html --> the page

The templates hold no logic but loops. What the page promises to every reader is in docs/accessibility.md.
"""

from typing import TYPE_CHECKING

from grader.reports import Beside
from grader.reports.html.environment import environment

if TYPE_CHECKING:
    from grader.model.report import Report


def render(report: "Report", *, beside: Beside = Beside()) -> str:  # noqa: B008 - it is immutable
    """The page; UsageError where the extra is not installed.

    Parameters
    ----------
    report : Report
        What is shown.
    beside : Beside
        Statements, the points of the last time, and where the report comes from, as far as they are known.
    """
    template = environment().get_template("report.html")
    from grader.reports.html.page import page_of  # noqa: PLC0415 - it needs what comes with Jinja2

    return template.render(page=page_of(report, beside))
