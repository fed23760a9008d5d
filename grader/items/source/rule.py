"""A right answer whose code uses what its item forbids earns nothing; the evidence is the line."""

from collections.abc import Mapping, Sequence

from grader.items.source.uses import Use, uses
from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.judgement import Judgement, wrong
from grader.model.verdict import Verdict

_WORDS = {"loop": "a loop", "recursion": "recursion"}


def name_of(forbidden: str) -> str:
    """What is forbidden, as a student reads it."""
    return _WORDS.get(forbidden, f"`{forbidden}`")


def apply_rule(
    judgement: Judgement, files: Mapping[str, bytes], module: str, function: str, forbidden: Sequence[str]
) -> Judgement:
    """The judgement with regard to the source.

    Wrong if something forbidden is used; undecided if the source does not tell; as it was for an answer that earns
    nothing anyway.
    """
    if not forbidden or not (judgement.fraction or judgement.is_open):
        return judgement
    found = uses(files, module, function, forbidden)
    if found.forbidden is not None:
        what = name_of(found.forbidden.what)
        said = "could not be compared" if judgement.is_open else "is right"
        text = f"The answer {said}, but the code uses {what}, which this item asks to do without."
        return wrong(Feedback(code="use.forbidden", text=text), witness=_witness(found.forbidden))
    if found.veiled and not judgement.is_open:
        text = f"Whether the code does without {_all(forbidden)} cannot be told from its source: {found.veiled}."
        return judgement.model_copy(update={"verdict": Verdict.UNDECIDED}).with_feedback(
            Feedback(code="use.undecided", text=text)
        )
    return judgement


def _witness(use: Use) -> Witness:
    place = SourceLine(file=use.file, line=use.line)
    return Witness(kind="source", text=f"line {use.line} of {use.file}:\n    {use.source}", place=place)


def _all(forbidden: Sequence[str]) -> str:
    return " and ".join(map(name_of, forbidden))
