"""The evidence on one item as a program that runs in the folder of the student's files.

    # risk_derivative: its derivative (Minimizing the mean squared error)
    # wrong, 0 / 2
    #
    # risk_derivative(0, [1]) gave -1.0; expected -2.0
    # The factor 2 from differentiating the square is missing.

    from mean_squared_error import risk_derivative

    answer = risk_derivative(0, [1])
    expected = -2.0
    print("answer:  ", answer)
    print("expected:", expected)
    # A number is right within 1e-06 of its size, or 1e-12.

All that is no source stands behind `#`, so that the whole can be piped into Python.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from grader.model.report import ExerciseScore, ItemScore
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict
from grader.reports.clean import clean, one_line
from grader.reports.words import Details, details, explained, points, state

_WIDTH = 88
_IMPORTS = ("import ", "from ")
_RIGHT = "It is right: there is nothing to show."
_NOTHING = "There is no call to show."
_TOO_LONG = "Its arguments are too long to be pasted, or have no source."


def render(exercise: ExerciseScore, item: ItemScore) -> str:
    """A program in Python; nothing but comments where there is nothing to run."""
    lines = [
        *_comment(f"{one_line(item.id)}: {one_line(item.title)} ({one_line(exercise.title)})"),
        *_comment(f"{state(item)}, {points(item.score, item.max_score)}"),
        "#",
        *_told(item, details(item)),
    ]
    witness = item.witness
    if witness is not None and witness.snippet is not None:
        lines += ["", *_program(exercise, witness.snippet)]
    return "\n".join(lines) + "\n"


def _told(item: ItemScore, said: Details) -> Iterator[str]:
    """What the report says of the item, or why there is nothing to run."""
    for line in said.evidence:
        yield f"# {line}".rstrip() if len(line) < _WIDTH or line.startswith(" ") else "\n".join(_comment(line))
    for sentence in (*said.feedback, *filter(None, [explained(item)])):
        yield from _comment(sentence)
    if item.verdict is Verdict.CORRECT:
        yield from _comment(_RIGHT)
    elif item.witness is None:
        yield from _comment(_NOTHING)
    elif item.witness.snippet is None and item.witness.kind != "source":
        yield from _comment(_TOO_LONG)


def _program(exercise: ExerciseScore, snippet: Snippet) -> Iterator[str]:
    """The program itself: imports, the calls, and what is to be looked at."""
    if not snippet.call:
        yield from _defines(exercise, ())
        return
    imports = [line for line in snippet.setup if line.startswith(_IMPORTS)]
    functions = dict.fromkeys(call.partition("(")[0] for call in (*snippet.before, snippet.call))
    yield from map(_source, imports)
    yield from [""] if imports else []
    yield from _defines(exercise, [*functions])
    yield ""
    yield from (_source(line) for line in (*snippet.setup[len(imports) :], *snippet.before))
    yield f"answer = {_source(snippet.call)}"
    if snippet.expected is None:
        yield "print(answer)"
    else:
        yield f"expected = {_source(snippet.expected)}"
        yield 'print("answer:  ", answer)'
        yield 'print("expected:", expected)'
    yield from _comment(snippet.compared)


def _defines(exercise: ExerciseScore, functions: Sequence[str]) -> Iterator[str]:
    """Where the functions come from: an import, or the notebook in which the program has to be a cell."""
    module, names = _source(exercise.id), ", ".join(map(_source, functions))
    if exercise.notebook is None:
        yield f"from {module} import {names}" if names else f"import {module}"
    else:
        what = f"in a cell below those that define {names}" if names else "from its first cell on"
        yield from _comment(f"To be run in {one_line(exercise.notebook)}, {what}.")


def _source(source: str) -> str:
    """A line of source on one line, whatever report it comes from."""
    return clean(source, limit=100_000)


def _comment(text: str) -> Iterable[str]:
    lines = [part for line in clean(text, lines=True).split("\n") for part in textwrap.wrap(line, _WIDTH - 2)]
    return [f"# {line}" for line in lines]
