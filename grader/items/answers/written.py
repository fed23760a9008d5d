"""Expressions as they were written: typed as text, and the form that was asked for."""

from typing import Any, NamedTuple

import sympy

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.expressions import read_expression
from grader.items.answers.show import brief
from grader.maths.form import Form, FormName, has_form
from grader.maths.text import parse, quoted
from grader.model.feedback import Feedback

_BRIEF = 60
"""Characters of the text that are quoted."""
_CONCEPTS: dict[str, str] = {
    "expanded": "can still be multiplied out",
    "factored": "can still be split into factors with rational coefficients",
    "lowest terms": "can still be reduced",
    "no decimals": "is a decimal; fractions and roots are exact",
}
_WANTED: dict[str, str] = {
    "expanded": "an expanded expression",
    "factored": "a product of irreducible factors",
    "lowest terms": "an expression in lowest terms",
    "no decimals": "an expression without decimals",
}


class Written(NamedTuple):
    """An answer, with what only its text tells; or why the text could not be read."""

    answer: Any
    decimals: tuple[str, ...] = ()
    problem: Comparison | None = None


def read_written(answer: Any, symbols: tuple[str, ...], *, accepts_text: bool) -> Written:
    """The answer, read as a formula if it is a text and one is accepted."""
    if not accepts_text or not isinstance(answer, str):
        return Written(answer)
    parsed = parse(answer, symbols)
    if parsed.expression is not None:
        return Written(parsed.expression, parsed.decimals)
    where = f" (at character {parsed.position + 1})" if parsed.position else ""
    typed = quoted(answer if len(answer) <= _BRIEF else f"{answer[:_BRIEF]}...")
    text = f"The text {typed} could not be read{where}. {parsed.problem}"
    return Written(answer, problem=differs("text", text))


def with_form(comparison: Comparison, written: Written, form: FormName, share: float) -> Comparison:
    """The comparison of an answer that also has to be written in a form: it earns `share` if its value alone is right.

    Where the form can't be told in time, the answer has the benefit of the doubt.
    """
    expression = read_expression(written.answer)
    if not comparison.agrees or expression is None:
        return comparison
    has = _form_of(expression, written, form)
    if has.holds is not False:  # None where it can't be told
        return comparison
    part = written.decimals[0] if has.part is None else brief(has.part)
    text = f"The value is right; {_WANTED[form]} is asked for, and {part} {_CONCEPTS[form]}."
    return comparison._replace(share=share, notes=(Feedback(code="answer.form", text=text), *comparison.notes))


def _form_of(expression: sympy.Expr, written: Written, form: FormName) -> Form:
    """Whether it has the form. Decimals that were typed are fractions by now, and only the text tells of them."""
    if form == "no decimals" and written.decimals:
        return Form(holds=False)
    return has_form(expression, form)
