"""A class of known marks: whatever others hand in, and whatever else is in a submission, each exercise earns its own.

`GRADER_CLASS=10000 pytest -n0 -m '' tests/gradebook/grading/test_class.py` grades that many submissions of the whole
course, as `grade batch` does, instead of the few of some exercises that `make test-all` grades.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.gradebook.engines.start import start_engine
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading.batch import read_all, write_down
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

pytestmark = pytest.mark.slow

MANY = int(os.environ.get("GRADER_CLASS", "0"))
FEW = 60
FEW_EXERCISES = ("mean_squared_error", "convexity", "gradient_descent")
OF_EACH_KIND = 2
SEED = 20261125


@pytest.fixture(scope="module")
def submissions(key: CourseKey) -> list[Drawn]:
    """The class."""
    exercises = [exercise.name for exercise in key.exercises if MANY or exercise.name in FEW_EXERCISES]
    choices = [variants_of(ROOT, name) for name in exercises]
    if not MANY:
        choices = [few_of(variants) for variants in choices]
    return list(drawn(choices, MANY or FEW, SEED))


def few_of(variants: list[Variant]) -> list[Variant]:
    """A few of each kind, so that there are not more ways to grade alone than submissions."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    by_kind = [[variant for variant in variants if variant.kind == kind] for kind in KINDS]
    return [variant for of_kind in by_kind for variant in chance.sample(of_kind, min(OF_EACH_KIND, len(of_kind)))]


@pytest.fixture(scope="module")
def engine(submissions: list[Drawn]) -> Iterator[Engine]:
    """Two workers with the exercises of the class."""
    exercises = tuple(part.exercise for part in submissions[0].parts)
    try:
        started = start_engine("local", Spec(read_course(ROOT, exercises)), workers=2)
    except SandboxError as error:
        pytest.skip(str(error))
    yield started
    started.close()


@pytest.fixture(scope="module")
def known(submissions: list[Drawn], key: CourseKey, engine: Engine) -> Known:
    """What each way to hand in an exercise earns when it is graded alone."""
    sandbox = Sandbox(engine.level)
    try:
        return known_marks((part for submission in submissions for part in submission.parts), key, sandbox)
    finally:
        sandbox.close()


@pytest.fixture(scope="module")
def book(submissions: list[Drawn], key: CourseKey, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gradebook after the batch."""
    folder = tmp_path_factory.mktemp("class")
    write(folder / "work", iter(submissions))
    exercises = tuple(part.exercise for part in submissions[0].parts)
    chosen = CourseKey(key.course, tuple(exercise for exercise in key.exercises if exercise.name in exercises))
    with writing(str(folder / "class.db")) as database:
        conditions = conditions_here(Setting(), engine.level)
        context = contexts.begin(database, chosen, read_course(ROOT, exercises), conditions, "batch")
        tally: Tally = grade(write_down(read_all(handed_in(folder / "work", None)), context), context, engine)
    assert (tally.submissions, tally.graded) == (len(submissions), len(submissions) * len(exercises))
    assert (tally.known, tally.faults, tally.differing) == (0, [], [])
    return folder / "class.db"


def test_each_way_alone_is_what_it_was_made_for(known: Known) -> None:
    """Right ones earn everything, named mistakes are named, stubs earn nothing, and no fault is the grader's."""
    assert list(faults_of(known)) == []
    assert {variant.kind for variant in known} >= {*KINDS} - {SLOW}


def test_every_mark_is_as_expected(book: Path, submissions: list[Drawn], known: Known) -> None:
    """Verdicts, points and codes of each exercise are those of its file alone, and the whole is their sum."""
    with reading(str(book)) as connection:
        assert list(unexpected_marks(connection, submissions, known)) == []


def test_every_report_is_as_expected(book: Path, submissions: list[Drawn], known: Known) -> None:
    """So are the sentences, the evidence, and what was printed."""
    with reading(str(book)) as connection:
        assert list(unexpected_reports(connection, submissions, known)) == []


def test_a_wrong_mark_is_found(book: Path, submissions: list[Drawn], known: Known) -> None:
    """One submission less, or one other mark, and the comparison says so."""
    part = submissions[0].parts[0]
    other = next(
        variant for variant in known if variant.exercise == part.exercise and known[variant].score != known[part].score
    )
    changed = [submissions[0]._replace(parts=(other, *submissions[0].parts[1:])), *submissions[1:]]
    with reading(str(book)) as connection:
        assert len(list(unexpected_marks(connection, changed, known))) >= 1
        assert len(list(unexpected_reports(connection, changed, known))) >= 1
        assert list(unexpected_marks(connection, submissions[1:], known)) != []
