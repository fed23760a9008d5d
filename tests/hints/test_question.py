"""Questions made from the evidence: what they ask about, and that no text makes them fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.hints.argument_names import argument_names
from grader.hints.question import of_chord, of_direction, question
from grader.model.snippet import Snippet


@pytest.mark.parametrize(
    ("call", "names", "about"),
    [
        ("risk(0, [1])", ("x", "ys"), "`x` is 0 and `ys` has a single entry"),
        ("risk(2, [3, 3])", ("x", "ys"), "every entry of `ys` is the same"),
        ("risk(2, np.array([0.0, 0.0]))", ("x", "ys"), "every entry of `ys` is 0"),
        ("risk(2, [1, 4, 1])", (), "two entries of its second argument are the same"),
        ("risk(-2, [1, -4])", ("x", "ys"), "`x` is negative and `ys` has negative entries"),
        ("gram([[0]])", ("X",), "the only entry of `X` is 0"),
        ("mean([])", ("ys",), "`ys` is empty"),
        ("gram([[1, 2]])", ("X",), "`X` has a single row"),
        ("gram([[1], [2]])", ("X",), "`X` has a single column"),
        ("gram([[1, 0], [0, 2]])", ("X",), "`X` is a diagonal matrix"),
        ("gram([[1, 3], [3, 2]])", ("X",), "`X` is a symmetric matrix"),
        ("gram([[1, 3], [4, 2], [5, 6]])", ("X",), "`X` has more rows than columns"),
        ("gap(lambda x: x**2, 1.5, 1.5, 0.25)", ("f", "a", "b", "t"), "`a` and `b` are the same"),
        ("eigenvalues_at(sympy.Integer(0), (x, y), (0, 0))", ("f",), "`f` is constant and every entry of its third"),
        ("stuck_at(lambda x: 3, 2.5)", ("f", "x"), "`f` is constant"),
        ("largest_step(1)", ("L",), "`L` is 1"),
        ("reverse('')", ("text",), "`text` is the empty text"),
        ("f(1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 0)", (), "its argument 9 is 0"),
        ("f(0, 0, 0)", ("a", "b", "c"), "`a` and `b` are the same and `b` and `c` are the same"),
    ],
)
def test_what_is_special_is_asked_about(call: str, names: tuple[str, ...], about: str) -> None:
    """By the arguments' names, no more than two things at once."""
    asked = question(Snippet(call=call), names)
    assert asked is not None
    assert f"return when {about}" in asked
    assert asked.endswith("and why?")


@pytest.mark.parametrize(
    "call", ["risk(2.5, [1, 4])", "f(lambda x: x)", "f(x*y, (x, y))", "f([[1, 2], [3]])", "f(True)"]
)
def test_where_nothing_is_special(call: str) -> None:
    """There is a question all the same."""
    assert (question(Snippet(call=call)) or "").endswith("Does your code get the same there?")


@pytest.mark.parametrize(
    "snippet", [None, *(Snippet(call=call) for call in ("", "f()", "f(", "1 + 1", "a.f(1)", "f(x=1)"))]
)
def test_where_there_is_nothing_to_ask_about(snippet: Snippet | None) -> None:
    """No call, or nothing that is given to it."""
    assert question(snippet) is None


HOSTILE = [
    "(" * 1500,
    "f(" * 900,
    f"f({'-' * 1900}1)",
    f"f({'9' * 1900})",
    "f(1e999, [1e999, 1e999])",
    f"f({[10**400]})",
]
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(HOSTILE),
    st.text(alphabet="f(),[]-.0189e'x*: lambda\\\"{}").map("f({})".format),
    st.recursive(st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)).map(
        lambda value: f"f({value!r}, {value!r})"
    ),
)


@given(TEXTS, st.lists(st.text(), max_size=2))
def test_no_text_makes_it_fail(text: str, names: list[str]) -> None:
    """Each question is one, whatever it was made from."""
    asked = [question(Snippet(call=text), names), of_chord(text), of_direction(text)]
    assert all(each is None or each.endswith("?") for each in asked)


def test_claims_are_asked_about_by_their_evidence() -> None:
    """The chord, or the direction, that was given; or for one, where there is none."""
    assert "the chord from -1 to (1, 2): how high" in of_chord("(False, (-1, (1, 2), 0.5))")
    assert "t = 0.5" in of_chord("(False, (-1, 1, 0.5))")
    assert "is there a chord" in of_chord("(True, ('second derivative', 2))")
    assert "Take v = [1, -1]" in of_direction("('indefinite', ([1, -1], [1, 0]))")
    assert "For which direction" in of_direction("('positive definite', ([[1, 0], [2, 1]], [1, 1]))")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def risk(x, ys):\n    return 0\n", ("x", "ys")),
        ("def risk(x: float, ys: list = None, ) -> float:\n", ("x", "ys")),
        ("def risk(\n    x,\n    ys,\n):\n", ("x", "ys")),
        ("def risk(a):\n    pass\ndef risk(x, ys): ...\n", ("x", "ys")),
        ("def risk():\n", ()),
        ("def risk(x, tol=(1, 2)):\n", ()),
        ("def risk(*data):\n", ()),
        ("risk = lambda x: x\n", ()),
        ("def risky(x):\n", ()),
        (f"def risk({'a' * 41}):\n", ()),
    ],
)
def test_what_the_student_calls_the_arguments(source: str, names: tuple[str, ...]) -> None:
    """By the look of the definition; none where that is not plain."""
    assert argument_names(source.encode(), "risk") == names


@given(st.binary())
def test_no_source_makes_reading_names_fail(source: bytes) -> None:
    """Whatever the student's file holds."""
    assert isinstance(argument_names(b"def f(" + source, "f"), tuple)
