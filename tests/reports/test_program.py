"""The evidence on one item as a program: what is no source stands behind `#`."""

import ast
from typing import Any

import pytest

from grader.model.feedback import Feedback, Witness
from grader.model.report import ExerciseScore, ItemScore
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict
from grader.reports.program import render

SNIPPET = Snippet(
    setup=("import numpy as np", "import sympy", 'x = sympy.Symbol("x")'),
    call="rate(x, np.array([1.0]))",
    gave="x",
    expected="2*x",
    compared="An expression is right if it is the same function.",
)
HOSTILE = "a\nimport os; os.abort()\r\x1b[2J\u202e\x85b\u2028c\x0cd"


def score(verdict: Verdict = Verdict.WRONG, witness: Witness | None = None, *said: str, output: str = "") -> ItemScore:
    """An item of two points."""
    feedback = tuple(Feedback(code="answer.value", text=text) for text in said)
    earned = 2.0 if verdict is Verdict.CORRECT else 0.0
    return ItemScore(
        id="rate", title="the rate", kind="function", score=earned, max_score=2.0, verdict=verdict,
        visibility="public", feedback=feedback, witness=witness, output=output,
    )  # fmt: skip


def program(item: ItemScore, module: str = "growth") -> str:
    """What is printed of it."""
    return render(ExerciseScore(id=module, title="Growth", score=0.0, max_score=2.0, items=(item,)), item)


def called(text: str = "rate(x) gave x; expected 2*x", **parts: Any) -> Witness:
    """A call as evidence."""
    return Witness(kind="call", text=text, snippet=SNIPPET.model_copy(update=parts))


def test_a_call_with_what_was_expected() -> None:
    """Imports, symbols, the call, and both values to be looked at."""
    item = score(Verdict.WRONG, called(), "The factor 2 is missing.", output="x is x\n")
    assert program(item) == (
        "# rate: the rate (Growth)\n# wrong, 0 / 2\n#\n"
        "# rate(x) gave x; expected 2*x\n# printed:\n#   x is x\n# The factor 2 is missing.\n\n"
        "import numpy as np\nimport sympy\n\nfrom growth import rate\n\n"
        'x = sympy.Symbol("x")\nanswer = rate(x, np.array([1.0]))\nexpected = 2*x\n'
        'print("answer:  ", answer)\nprint("expected:", expected)\n'
        "# An expression is right if it is the same function.\n"
    )


def test_a_call_of_which_no_more_is_shown() -> None:
    """Nothing is imported that is not needed."""
    text = program(score(Verdict.CRASHED, called(setup=(), call="rate()", expected=None, compared="")))
    assert text.endswith("\n\nfrom growth import rate\n\nanswer = rate()\nprint(answer)\n")


def test_calls_that_come_before() -> None:
    """Each function is imported once."""
    text = program(
        score(Verdict.WRONG, called(setup=(), before=("start(1)", "rate(1)"), call="rate(2)", expected=None))
    )
    assert "\nfrom growth import start, rate\n\nstart(1)\nrate(1)\nanswer = rate(2)\n" in text


def test_a_file_that_cannot_be_loaded() -> None:
    """Loading it is all that there is to do."""
    witness = Witness(
        kind="source", text="Loading the file stopped at line 1 of growth.py:\n    x =\n      ^", snippet=Snippet()
    )
    text = program(score(Verdict.CRASHED, witness))
    assert text.endswith("#     x =\n#       ^\n\nimport growth\n")


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (score(Verdict.CORRECT), "# It is right: there is nothing to show.\n"),
        (score(Verdict.MISSING, None, "There is no growth.py."), "# There is no call to show.\n"),
        (score(Verdict.WRONG, Witness(kind="call", text="rate(...)")), "too long to be pasted, or have no source.\n"),
        (score(Verdict.WRONG, Witness(kind="source", text="line 3 of growth.py:\n    eval(x)")), "#     eval(x)\n"),
    ],
    ids=["right", "missing", "too long", "a line"],
)  # fmt: skip
def test_where_there_is_nothing_to_run(item: ItemScore, says: str) -> None:
    """It is said, and the program is empty."""
    text = program(item)
    assert text.endswith(says)
    assert ast.parse(text).body == []


@pytest.mark.parametrize("place", ["title", "sentence", "witness", "output", "compared"])
def test_hostile_text_stays_behind_the_sign(place: str) -> None:
    """No line of a student's becomes a line of the program, whatever ends a line."""
    witness = called(HOSTILE if place == "witness" else "rate() gave 1", setup=(), call="rate()", expected=None,
                     compared=HOSTILE if place == "compared" else "")  # fmt: skip
    item = score(Verdict.WRONG, witness, HOSTILE if place == "sentence" else "It is wrong.",
                 output=HOSTILE if place == "output" else "")  # fmt: skip
    text = program(item.model_copy(update={"title": HOSTILE if place == "title" else "the rate"}))
    assert [ast.unparse(line) for line in ast.parse(text).body] == [
        "from growth import rate",
        "answer = rate()",
        "print(answer)",
    ]
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("witness", "line"),
    [
        (called(), "# To be run in week1.ipynb, in a cell below those that define rate."),
        (
            Witness(kind="source", text="it stopped", snippet=Snippet()),
            "# To be run in week1.ipynb, from its first cell on.",
        ),
    ],
)
def test_of_a_notebook_it_is_a_cell(witness: Witness, line: str) -> None:
    """Nothing imports a notebook."""
    item = score(Verdict.WRONG, witness)
    exercise = ExerciseScore(
        id="growth", title="Growth", score=0.0, max_score=2.0, items=(item,), notebook="week1.ipynb"
    )
    text = render(exercise, item)
    assert line in text.splitlines()
    assert "growth import" not in text
    ast.parse(text)
