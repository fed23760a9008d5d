"""Pairs of submissions that are alike: planted copies are found, and what all start from is nobody's copy."""

import json
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.read_notebook import read_notebook
from grader.gradebook.similar.collect import collect
from grader.gradebook.similar.pairs import Pair, similar
from grader.gradebook.similar.show import show
from grader.gradebook.similar.tokens import MAX_BYTES, lex
from tests.conftest import ROOT
from tests.gradebook.similar.classes import disguised, written
from tests.notebooks import notebook

STUB = (ROOT / "student_template" / "hessian.py").read_bytes()
CLASS = [(f"s{seed:02}", "hessian", STUB + b"\n" + written(seed).encode()) for seed in range(30)]


def copy_of(student: str, name: str) -> tuple[str, str, bytes]:
    """What a student hands in who has copied from another, renamed everything, and written one more function."""
    content = next(content for author, _, content in CLASS if author == student)[len(STUB) :]
    return name, "hessian", STUB + disguised(content.decode()).encode() + written(1000, 1).encode()


def names(pairs: list[Pair]) -> list[tuple[str, str]]:
    """Who is alike."""
    return [(pair.first, pair.second) for pair in pairs]


def test_planted_copies_are_found_and_nothing_else() -> None:
    """With every name, number and comment changed; thirty others wrote their own."""
    planted = [copy_of("s03", "x1"), copy_of("s17", "x2")]
    assert names(similar(CLASS + planted, {"hessian": STUB})) == [("s03", "x1"), ("s17", "x2")]


def test_files_of_packages_are_compared_under_their_paths() -> None:
    """A package's `xor.py` takes the place of no exercise."""
    files = collect([("ada", {"lib/xor.py": b"1", "xor.py": b"2"})])
    assert files == {("ada", "lib/xor"): b"1", ("ada", "xor"): b"2"}


def test_shares_say_how_much_of_each_is_in_the_other() -> None:
    """All of the original is in the copy, which has more."""
    (pair,) = similar([*CLASS, copy_of("s03", "x1")], {"hessian": STUB})
    assert pair.first_share == 1.0
    assert 0.7 < pair.second_share < 1.0


def test_runs_are_the_same_lines_of_both() -> None:
    """Where the copy has twice as many lines, the stretch has too."""
    body = written(1)
    original, copy = body.encode(), ("import sys\n\n" * 5 + disguised(body)).encode()
    (pair,) = similar([("a", "x", original), ("b", "x", copy)])
    (run,) = pair.runs
    assert run.first == (1, body.count("\n") + 1)
    assert run.second == (12, 12 + 2 * body.count("\n"))
    assert run.tokens == len(lex(original).kinds)


def test_a_function_that_was_moved_is_a_stretch_of_its_own() -> None:
    """The longest first; none overlaps another."""
    parts = [written(seed, 1) for seed in range(4)]
    original, copy = (
        "\n\n".join(parts),
        "\n\n".join([written(50, 1), parts[3], written(51, 1), parts[0] + "\n\n" + parts[1]]),
    )
    (pair,) = similar([("a", "x", original.encode()), ("b", "x", disguised(copy).encode())])
    assert len(pair.runs) == 2
    assert pair.runs[0].tokens > pair.runs[1].tokens
    assert pair.runs[0].first[1] < pair.runs[1].first[0]


def test_the_template_alone_makes_no_pair() -> None:
    """Two who handed in the stub as it is, or with little of their own."""
    files = [("a", "hessian", STUB), ("b", "hessian", STUB), ("c", "hessian", STUB + b"\nx = 1\n")]
    assert similar(files, {"hessian": STUB}) == []
    assert len(similar(files)) == 3


def test_a_stretch_does_not_go_on_into_the_template() -> None:
    """What is shown begins with what the two have written, with at most a few tokens around it."""
    (pair,) = similar([*CLASS, copy_of("s03", "x1")], {"hessian": STUB})
    start = STUB.count(b"\n") + 2
    assert start - 3 <= min(run.first[0] for run in pair.runs) <= start + 1


def test_what_very_many_have_makes_no_pair() -> None:
    """Three quarters of a class share a helper from the lecture, and are not told for it; two who share more are."""
    helper = written(77, 2).encode()
    files = [
        (student, name, helper + content if index % 4 else content)
        for index, (student, name, content) in enumerate(CLASS)
    ]
    both = [("y1", "hessian", helper + written(500).encode()), ("y2", "hessian", helper + written(500).encode())]
    assert names(similar(files + both, {"hessian": STUB})) == [("y1", "y2")]


def test_ten_who_share_all_of_it_are_told_in_a_small_class() -> None:
    """They are many, but not the way that everybody does it."""
    ring = [(f"r{number}", "hessian", written(600).encode()) for number in range(10)]
    assert len(similar(CLASS + ring, {"hessian": STUB})) == 45


def test_exercises_are_compared_with_themselves() -> None:
    """The same file for another exercise is no pair; nor are two attempts of one student."""
    body = written(1).encode()
    assert similar([("a", "x", body), ("b", "y", body), ("a", "x", disguised(written(1)).encode())]) == []


def test_of_several_files_of_a_student_the_most_alike_counts() -> None:
    """One pair of two students, not three."""
    first, second = written(1).encode(), (written(1, 3) + written(2, 6)).encode()
    (pair,) = similar([("a", "x", first), ("b", "x", second), ("b", "x", first)], least=0.1)
    assert (pair.first_share, pair.second_share) == (1.0, 1.0)


@pytest.mark.parametrize(("least", "count"), [(0.5, 1), (0.9, 1), (1.0, 1)])
def test_least_is_what_one_of_the_two_has(least: float, count: int) -> None:
    """A small part that is all of somebody's work counts; from the other side it is a tenth."""
    whole = written(1, 10).encode()
    part = written(1, 10).split("\n\n")[0].encode()
    pairs = similar([("a", "x", whole), ("b", "x", part)], least=least)
    assert len(pairs) == count
    assert pairs[0].first_share < 0.2


def test_most_keeps_those_that_are_most_alike() -> None:
    """Sorted by the mean of the two shares."""
    files = [*CLASS, copy_of("s03", "x1"), (*copy_of("s09", "x2")[:2], CLASS[9][2])]
    assert names(similar(files, {"hessian": STUB}, most=1)) == [("s09", "x2")]
    assert names(similar(files, {"hessian": STUB})) == [("s09", "x2"), ("s03", "x1")]


def test_the_order_of_the_files_does_not_matter() -> None:
    """Ten orders, one result."""
    files = [
        *CLASS,
        copy_of("s03", "x1"),
        copy_of("s03", "x2"),
        ("x3", "other", CLASS[0][2]),
        ("x4", "other", CLASS[0][2]),
    ]
    expected = similar(files, {"hessian": STUB})
    assert len(expected) == 4
    chance = random.Random(5)  # noqa: S311 - an order
    for _ in range(10):
        chance.shuffle(files)
        assert similar(files, {"hessian": STUB}) == expected


@pytest.mark.slow
def test_the_seed_of_hash_does_not_matter() -> None:
    """Another process, with another PYTHONHASHSEED, says the same."""
    code = (
        "import dataclasses, json\n"
        "from tests.gradebook.similar.test_similar import CLASS, STUB, copy_of, similar\n"
        "pairs = similar([*CLASS, copy_of('s03', 'x1'), copy_of('s17', 'x2')], {'hessian': STUB})\n"
        "print(json.dumps([dataclasses.astuple(pair) for pair in pairs]))\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(json.loads(said[0])) == 2


HOSTILE = {
    "nothing": b"",
    "one line": b"x = 1\n" * 40_000,
    "brackets": b"(" * 300_000,
    "open strings": b'"""\\' * 60_000,
    "quotes": b"'" * 250_000,
    "backslashes": b"\\" * 250_000,
    "no Python": bytes(range(256)) * 1000,
    "prefixes": b"rb" * 120_000,
    "open after prefixes": b'rb"' * 80_000,
    "exponents": b"1e+" * 80_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_compared_like_others(name: str) -> None:
    """Each is alike with itself or too short of code of its own; a real pair beside it is found."""
    files = [("a", "x", HOSTILE[name]), ("b", "x", HOSTILE[name]), ("c", "x", CLASS[0][2]), ("d", "x", CLASS[0][2])]
    assert ("c", "d") in names(similar(files))


def test_no_more_than_the_limit_of_a_file_is_read() -> None:
    """What lies behind it makes no difference."""
    start = b"#" * MAX_BYTES
    assert lex(start + b"\nx = 1").kinds == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x = 1", "other=2.5e-3 # said"),
        ("f('a', \"b\")", 'g("""c\nd""", r\'e\')'),
        ("x = f'{a}'", "y = 'b'"),
        ("a.b[c] += d", "e.f[g]+=h"),
        ("if a:\n    b()", "if c :\r\n\td( )"),
        ("x = '''never ends", "x = 'never ends"),
        ("naïve = 1", "x = 1"),
        ("0x_ff + 1_000j + .5", "1+2+3"),
    ],
)
def test_what_differs_in_names_and_space_only_is_the_same(first: str, second: str) -> None:
    """Strings and numbers of any kind too."""
    assert lex(first.encode()).kinds == lex(second.encode()).kinds


@pytest.mark.parametrize(
    ("first", "second"),
    [("a + b", "a - b"), ("a // b", "a / b"), ("for a in b", "while a in b"), ("a", "1"), ("a", "'a'"), ("a b", "ab")],
)
def test_what_differs_in_structure_is_not_the_same(first: str, second: str) -> None:
    """Operators, keywords, and kinds of values."""
    assert lex(first.encode()).kinds != lex(second.encode()).kinds


@given(st.binary(max_size=300) | st.text("'\"\\\nrfb# x1()", max_size=300).map(str.encode))
def test_any_bytes_have_tokens_in_their_order(data: bytes) -> None:
    """Each with its place; never an exception."""
    tokens = lex(data)
    assert len(tokens.kinds) == len(tokens.places)
    assert tokens.places == sorted(set(tokens.places))
    assert all(1 <= tokens.line(index) <= tokens.text.count("\n") + 1 for index in range(len(tokens.places)))


def notebook_of(*cells: str) -> bytes:
    """A notebook's code, as it is kept."""
    content = read_notebook("week1.ipynb", notebook(*cells))
    assert isinstance(content, bytes)
    return content


def test_notebooks_are_compared_with_files() -> None:
    """Where they hold an exercise's functions, under its name; a file of that name counts instead."""
    held = notebook_of("def task_0(): pass")
    works = [("ada", {"week1.ipynb": held}), ("bob", {"x.ipynb": b"1"}), ("eve", {"x.ipynb": b"1", "x.py": b"2"})]
    assert collect(works, ["x"], {"x": ["task_0"]}) == {("ada", "x"): held, ("bob", "x"): b"1", ("eve", "x"): b"2"}
    assert collect(works[:1]) == {("ada", "week1"): held}


def test_lines_of_a_notebook_are_told_by_their_cells() -> None:
    """Those of a file as ever."""
    body = written(1)
    cells, file = notebook_of("x = 1", f"import os\n{body}"), disguised(body).encode()
    pairs = similar([("ada", "x", cells), ("eve", "x", file)])
    last = body.count("\n") + 2
    shown = show(pairs, {("ada", "x"): cells, ("eve", "x"): file})
    assert f"  lines 2-{last} of cell 2 and 2-" in shown
