"""A class of known marks: whatever others hand in, and whatever else is in a submission, each exercise earns its own.

`GRADER_CLASS=10000 pytest -n0 tests/gradebook/grading/test_class.py` grades that many submissions of the whole course,
as `grade batch` does, instead of the few of some exercises that every run of the tests grades.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.gradebook.engines.start import start_engine
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading.batch import take_in
from grader.gradebook.grading.course_files import read_course
from grader.gradebook.grading.engine import Engine, Spec
from grader.gradebook.grading.grade import Tally, grade
from grader.gradebook.grading.keys import conditions_here
from grader.gradebook.intake.find import handed_in
from grader.gradebook.store.database import reading, writing
from grader.judging.key import CourseKey
from grader.judging.setting import Setting
from grader.sandbox.levels.sandbox import Sandbox
from tests.classes.compare import unexpected_marks, unexpected_reports
from tests.classes.draw import Drawn, drawn, write
from tests.classes.known import Known, faults_of, known_marks
from tests.classes.variants import KINDS, SLOW, Variant, variants_of
from tests.conftest import ROOT

MANY = int(os.environ.get("GRADER_CLASS", "0"))
FEW = 60
FEW_EXERCISES = ("mean_squared_error", "convexity", "gradient_descent")
OF_EACH_KIND = 2
SEED = 20261125


@pytest.fixture(scope="module")
def some(key: CourseKey) -> list[Drawn]:
    """The class."""
    exercises = [one.name for one in key.exercises if MANY or one.name in FEW_EXERCISES]
    choices = [variants_of(ROOT, name) for name in exercises]
    if not MANY:
        choices = [few_of(variants) for variants in choices]
    return list(drawn(choices, MANY or FEW, SEED))


def few_of(variants: list[Variant]) -> list[Variant]:
    """A few of each kind, so that there are not more ways to grade alone than submissions."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    by_kind = [[one for one in variants if one.kind == kind] for kind in KINDS]
    return [one for each in by_kind for one in chance.sample(each, min(OF_EACH_KIND, len(each)))]


@pytest.fixture(scope="module")
def engine(some: list[Drawn]) -> Iterator[Engine]:
    """Two workers with the exercises of the class."""
    exercises = tuple(part.exercise for part in some[0].parts)
    try:
        found = start_engine("local", Spec(read_course(ROOT, exercises)), workers=2)
    except SandboxError as error:
        pytest.skip(str(error))
    yield found
    found.close()


@pytest.fixture(scope="module")
def known(some: list[Drawn], key: CourseKey, engine: Engine) -> Known:
    """What each way to hand in an exercise earns when it is graded alone."""
    sandbox = Sandbox(engine.level)
    try:
        return known_marks((part for one in some for part in one.parts), key, sandbox)
    finally:
        sandbox.close()


@pytest.fixture(scope="module")
def book(some: list[Drawn], key: CourseKey, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gradebook after the batch."""
    folder = tmp_path_factory.mktemp("class")
    write(folder / "work", iter(some))
    exercises = tuple(part.exercise for part in some[0].parts)
    chosen = CourseKey(key.course, tuple(one for one in key.exercises if one.name in exercises))
    with writing(str(folder / "class.db")) as database:
        conditions = conditions_here(Setting(), engine.level)
        context = contexts.begin(database, chosen, read_course(ROOT, exercises), conditions, "batch")
        tally: Tally = grade(take_in(handed_in(folder / "work", None), context), context, engine)
    assert (tally.submissions, tally.graded) == (len(some), len(some) * len(exercises))
    assert (tally.known, tally.faults, tally.differing) == (0, [], [])
    return folder / "class.db"


def test_each_way_alone_is_what_it_was_made_for(known: Known) -> None:
    """Right ones earn everything, named mistakes are named, stubs earn nothing, and no fault is the grader's."""
    assert list(faults_of(known)) == []
    assert {one.kind for one in known} >= {*KINDS} - {SLOW}


def test_every_mark_is_as_expected(book: Path, some: list[Drawn], known: Known) -> None:
    """Verdicts, points and codes of each exercise are those of its file alone, and the whole is their sum."""
    with reading(str(book)) as connection:
        assert list(unexpected_marks(connection, some, known)) == []


def test_every_report_is_as_expected(book: Path, some: list[Drawn], known: Known) -> None:
    """So are the sentences, the evidence, and what was printed."""
    with reading(str(book)) as connection:
        assert list(unexpected_reports(connection, some, known)) == []


def test_a_wrong_mark_is_found(book: Path, some: list[Drawn], known: Known) -> None:
    """One submission less, or one other mark, and the comparison says so."""
    part = some[0].parts[0]
    other = next(one for one in known if one.exercise == part.exercise and known[one].score != known[part].score)
    changed = [some[0]._replace(parts=(other, *some[0].parts[1:])), *some[1:]]
    with reading(str(book)) as connection:
        assert len(list(unexpected_marks(connection, changed, known))) >= 1
        assert len(list(unexpected_reports(connection, changed, known))) >= 1
        assert list(unexpected_marks(connection, some[1:], known)) != []
