"""Which notebook counts for which exercise, and what its student is told."""

import pytest

from grader import Course, Exercise, FunctionItem
from grader.course.read_notebook import read_notebook
from grader.judging.judge import judge_at_level
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.near_names import about_names
from grader.judging.notebooks import counts_instead, meant_notebooks
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.model.report import Report
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT
from tests.notebooks import notebook

ASKED = {"mean": ("total", "mean"), "norm": ("total", "norm", "unit"), "sign": ("sign",)}
"""Exercises and their functions, each of which gives 1; two ask for a function of the same name."""


def key_of(*, accepts: bool = False) -> CourseKey:
    """The course."""

    def one() -> int:
        return 1

    def exercise(names: tuple[str, ...]) -> Exercise:
        items = tuple(FunctionItem(id=name, title=name, points=1, cases=((),)) for name in names)
        return Exercise(title="T", source="s", statement="S.", items=items)

    keys = (ExerciseKey(name, exercise(names), dict.fromkeys(names, one)) for name, names in ASKED.items())
    return CourseKey(Course(name="c", title="C", version="1", accepts_near_names=accepts), tuple(keys))


def files_of(**sources: str) -> dict[str, bytes]:
    """Files by name, of which those that end in `ipynb` have a cell for each line."""
    files = {}
    for name, source in sources.items():
        file = name.replace("__", ".")
        content = read_notebook(file, notebook(*source.split("\n"))) if file.endswith("ipynb") else source.encode()
        assert isinstance(content, bytes)
        files[file] = content
    return dict(sorted(files.items()))


def defines(*names: str) -> str:
    """Code with functions of these names."""
    return "\n".join(f"def {name}(): return 1" for name in names)


@pytest.mark.parametrize(
    ("files", "meant"),
    [
        ({"mean__ipynb": "x = 1"}, {"mean": "mean.ipynb"}),
        ({"week__ipynb": defines("mean")}, {"mean": "week.ipynb"}),
        ({"week__ipynb": defines("mean", "norm", "sign")}, dict.fromkeys(ASKED, "week.ipynb")),
        ({"a__ipynb": defines("mean"), "b__ipynb": defines("norm")}, {"mean": "a.ipynb", "norm": "b.ipynb"}),
        ({"a__ipynb": defines("sign"), "b__ipynb": defines("sign")}, {}),
        ({"a__ipynb": defines("sign"), "sign__ipynb": defines("other")}, {"sign": "sign.ipynb"}),
        ({"a__ipynb": "x = 1", "b__ipynb": "sign = 3"}, {}),
        # A trial of one function is no rival
        ({"a__ipynb": defines("norm"), "b__ipynb": defines("norm", "unit")}, {"norm": "b.ipynb"}),
        ({"a__ipynb": defines("norm"), "b__ipynb": defines("unit")}, {}),
        # What is called like another exercise counts if most of the functions are there
        ({"mean__ipynb": defines("total", "mean")}, {"mean": "mean.ipynb"}),
        ({"mean__ipynb": defines("total", "norm")}, {"mean": "mean.ipynb", "norm": "mean.ipynb"}),
        ({"week__ipynb": defines("mean"), "mean__py": "x = 1"}, {"mean": "week.ipynb"}),
        ({"mean__py": defines("mean")}, {}),
        ({}, {}),
    ],
)
def test_which_notebook_is_meant(files: dict[str, str], meant: dict[str, str]) -> None:
    """The one of the exercise's name, else the one that holds its functions."""
    assert meant_notebooks(files_of(**files), key_of()) == meant


def judged(sandbox: Sandbox, files: dict[str, bytes], *, accepts: bool = False) -> Report:
    """The report on some files."""
    return judge_at_level(Submission("ada", files), key_of(accepts=accepts), sandbox)


def said(report: Report, exercise: str) -> list[str]:
    """What stands at an exercise's first item."""
    score = next(score for score in report.exercises if score.id == exercise)
    return [sentence.text for sentence in score.items[0].feedback]


TAKEN = "There is no sign.py; `week.ipynb`, which holds its functions, was taken for it."
STUB = """\
# Sign
from typing import Any
import numpy as np


def sign(
    x: tuple[float, ...] = (), y: float = 1.0
) -> dict[str, float]:
    \'\'\'The sign: "return" it.

    def x(): return 1
    \'\'\'
    raise NotImplementedError("later")
"""
FROM_STUB = "sign.py is the untouched stub; `week.ipynb`, which holds its functions, was taken for it."
BESIDE = "sign.py counts, and `week.ipynb` does not: without sign.py the notebook would."


@pytest.mark.parametrize(
    ("files", "score", "texts"),
    [
        ({"sign__ipynb": defines("sign")}, 1, []),
        ({"week__ipynb": defines("sign")}, 1, [TAKEN]),
        ({"week__ipynb": defines("sign"), "sign__py": defines("sign")}, 1, [BESIDE]),
        ({"week__ipynb": defines("sign"), "sign__py": STUB}, 1, [FROM_STUB]),
        (
            {"sign__ipynb": "x = 1", "sign__py": STUB},
            0,
            ["Sign.ipynb has no function sign.", FROM_STUB.replace("week", "sign")],
        ),
        ({"week__ipynb": "x = 1", "sign__py": STUB}, 0, ["It still raises NotImplementedError, as the stub does."]),
        (
            {"week__ipynb": defines("sign"), "sign__py": f"{STUB}    return 1"},
            0,
            ["It still raises NotImplementedError, as the stub does.", BESIDE],
        ),
        ({"week__ipynb": defines("sign"), "sign__py": "x = 1"}, 0, ["Sign.py has no function sign.", BESIDE]),
        (
            {"a__ipynb": defines("sign"), "b__ipynb": defines("sign")},
            0,
            ["There is no sign.py; `a.ipynb` and `b.ipynb` hold its functions: call the one that counts sign.ipynb."],
        ),
        ({"week__ipynb": defines("mean")}, 0, ["There is no sign.py, and no notebook here holds its functions."]),
        ({"Sign__ipynb": "x = 1"}, 0, ["There is no sign.py; there is `Sign.ipynb`: rename it to sign.ipynb."]),
    ],
)
def test_what_its_student_reads(sandbox: Sandbox, files: dict[str, str], score: int, texts: list[str]) -> None:
    """What was taken, what was not, and what to do about it; the digest is that of what was handed in."""
    handed_in = files_of(**files)
    report = judged(sandbox, handed_in)
    got = {each.id: each.score for each in report.exercises}["sign"]
    assert (got, [text[0].upper() + text[1:] for text in said(report, "sign")]) == (
        score,
        [text[0].upper() + text[1:] for text in texts],
    )
    assert report.submission.digest == Submission("ada", handed_in).digest


def test_a_near_name_counts_where_the_course_wants_it(sandbox: Sandbox) -> None:
    """As of a file, also where it holds no function that is asked for."""
    report = judged(sandbox, files_of(Sign__ipynb="x = 1"), accepts=True)
    assert said(report, "sign")[-1] == "There is no sign.ipynb; `Sign.ipynb` was taken for it."
    assert said(report, "sign")[0].startswith("Sign.ipynb has no function sign")


def test_what_an_instructor_is_told() -> None:
    """Of notebooks that count for nothing."""
    files = files_of(week__ipynb=defines("mean"), trial__ipynb="x = 1", Sign__ipynb="x = 1")
    assert about_names(files, key_of()) == [
        "There is no sign.ipynb; there is `Sign.ipynb`, which has to be renamed to sign.ipynb.",
        "`trial.ipynb` counts for no exercise that is graded here.",
    ]


GOES_ON = "What stands below ran all the same."


def test_a_note_is_that_of_the_own_notebook(sandbox: Sandbox) -> None:
    """Who answers the same is judged once, and is told of the own cells and lines all the same."""
    works = [
        files_of(a__ipynb=f"%magic\n{defines('sign')}"),
        files_of(b__ipynb=f"1 / 0\n{defines('sign')}"),
        files_of(c__ipynb=f"x = 1\n{defines('sign')}\n!ls"),
        files_of(sign__py=defines("sign")),
        files_of(sign__ipynb="%magic"),
        files_of(sign__ipynb="!ls"),
    ]
    cache = VerdictCache()
    alone = [judge_at_level(Submission("ada", files), key_of(), sandbox) for files in works]
    for files, report in zip(works, alone, strict=True):
        again = judge_at_level(Submission("ada", files), key_of(), sandbox, cache=cache)
        assert again.exercises == report.exercises
    texts = [[text for text in said(report, "sign") if "ipynb" not in text or "taken" not in text] for report in alone]
    assert texts == [
        ["Skipped in a.ipynb, as it is Jupyter's own: `%magic` (line 1 of cell 1)."],
        [f"In b.ipynb, cell 1 stopped at line 1 (ZeroDivisionError: division by zero). {GOES_ON}"],
        ["Skipped in c.ipynb, as it is Jupyter's own: `!ls` (line 1 of cell 3)."],
        [],
        [
            "sign.ipynb has no function sign.",
            "Skipped in sign.ipynb, as it is Jupyter's own: `%magic` (line 1 of cell 1).",
        ],
        [
            "sign.ipynb has no function sign.",
            "Skipped in sign.ipynb, as it is Jupyter's own: `!ls` (line 1 of cell 1).",
        ],
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (["import pandas as pd", defines("sign")], "cell 1 stopped at line 1 (it needs `pandas`, but while work is"),
        (["open('data.csv')", defines("sign")], "cell 1 stopped at line 1 (Code cannot read files while it is"),
        (
            ["def g():\n    return 1 / 0", defines("sign"), "g()"],
            "cell 3 stopped at line 2 of cell 1 (ZeroDivisionError",
        ),
        (
            ["1 / 0"] * 5 + [defines("sign")],
            "cell 3 stopped at line 1 (ZeroDivisionError: division by zero), and 2 more",
        ),
    ],
)
def test_why_a_cell_stopped(sandbox: Sandbox, cells: list[str], says: str) -> None:
    """In the words that a file's student reads, and of many the first few."""
    content = read_notebook("sign.ipynb", notebook(*cells))
    assert isinstance(content, bytes)
    (text,) = said(judged(sandbox, {"sign.ipynb": content}), "sign")
    assert says in text


def test_every_stub_of_the_course_is_known_as_one() -> None:
    """As it is written, and no longer once a line is added."""
    for path in sorted((ROOT / "student_template").glob("*.py")):
        content = path.read_bytes()
        assert not counts_instead(path.stem, {path.name: content})
        assert counts_instead(path.stem, {path.name: content + b"x = 1\n"})
