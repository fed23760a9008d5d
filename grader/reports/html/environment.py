"""Where pages come from: the templates of `grader/reports/templates`, with every text escaped."""

from functools import cache
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from jinja2 import Environment


def environment() -> "Environment":
    """Jinja2 with the templates; UsageError where it is not installed."""
    try:
        import jinja2  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise lacks_extra() from error
    return _environment()


@cache
def _environment() -> "Environment":
    """Made once: to compile the templates takes longer than to fill them."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra

    # Escaping stops markup, and not characters that reorder or hide text: each text is cleaned before it comes here
    return Environment(
        loader=PackageLoader("grader.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def lacks_extra() -> UsageError:
    """What is said where a package of the extra is not there."""
    return UsageError("a page in HTML needs Jinja2 and latex2mathml: pip install 'coursegrade[html]'")
