"""Each broken exercise gets exactly its own finding, and the others are checked all the same."""

import contextlib
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from grader.course.check import run
from grader.course.check.run import check, check_course
from grader.course.check.submissions import as_submission
from grader.course.listing import STUBS
from grader.course.stubs import write as write_stubs
from grader.errors import AuthoringError
from grader.model.checked import Checked, Finding, FindingCode
from tests.conftest import ROOT

BROKEN = ROOT / "tests" / "broken_exercises"
COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'

FINDINGS = {
    "wrong_key": ("key.wrong", "solutions/sum.py", "the reference says True, but False can be proved"),
    "fails_on_a_variant": ("key.fails", "solutions/sum.py", "ZeroDivisionError"),
    "misconception_equals_reference": ("misconception.not_caught", "solutions/sum.py", "twice earns full points"),
    "misconceptions_alike": ("misconception.confused", "solutions/sum.py", "times_itself and squared give the same"),
    "stub_passes": ("stub.earns", "student_template/sum.py", "correct on item double"),
    "stub_crashes": ("stub.crashes", "student_template/sum.py", "name '_half' is not defined"),
    "no_docstring": ("docstring.missing", "solutions/sum.py", "double has no docstring"),
    "no_sections": ("docstring.sections", "solutions/sum.py", "no section Returns and Parameters"),
    "other_types": ("docstring.types", "solutions/sum.py", "says `x : int`, but double draws a float"),
    "no_stub": ("stub.missing", "student_template/sum.py", "there is no stub"),
    "needs_the_grader": ("reference.fails", "solutions/sum.py", "handed in, is missing on item double"),
    "cannot_be_read": ("misconception.fails", "solutions/sum.py", "`explains` of the misconception squared raised"),
    "not_named": ("misconception.not_named", "solutions/sum.py", "squared is caught by double, but not named"),
    "accepts_overflow": ("property.accepts", "exercises/sum.py", "with 1 in every entry times 1e+40, but"),
    "accepts_empty": ("property.accepts", "exercises/sum.py", "an answer without entries along axis 0"),
    "not_releasable": ("release.fails", "exercises/sum.py", "`where` of root is a lambda"),
    "no_misconceptions": ("misconception.none", "solutions/sum.py", "it has no `misconceptions`"),
    "no_mutants": ("mutant.none", "solutions/sum.py", "no small change of the reference to try"),
    "explained_in_vain": ("mutant.explained_in_vain", "exercises/sum.py", "does not survive: double: x + x -> x"),
    "orphan_file": ("file.orphan", "solutions/orphan.py", "no exercise is called orphan"),
    "stale_stub": ("stub.stale", "student_template/sum.py", "not what the reference gives"),
    "slow_reference": ("key.slow", "solutions/sum.py", "on top of what each student's own code takes"),
    "random_reference": ("key.random", "solutions/sum.py", "does not give the same twice"),
    "tolerance_too_wide": ("mutant.survived", "solutions/sum.py", "double: 15 -> 16"),
    "law_broken": ("law.broken", "solutions/sum.py", "twice x is the sum of x and x does not hold"),
    "release_differs": ("release.differs", "exercises/sum.py", "is_more is wrong when it is graded and right by what"),
    "unreached": ("reference.unreached", "solutions/sum.py", "condition that is false for every input: if x > 1000"),
    "by_chance": ("decides.by_chance", "exercises/sum.py", "the misconception eleven_for_five is caught on"),
    "hint_tells": ("hint.tells", "exercises/sum.py", "hint 2 holds a line of the reference: x * 1.5 + x / 2"),
    "ambiguous_choice": ("choice.ambiguous", "exercises/sum.py", "options b and c say the same"),
    "missing_source": ("spec.invalid", "exercises/sum.py", "`source` of Exercise: it is missing"),
    "raises_at_import": ("spec.invalid", "exercises/sum.py", "ZeroDivisionError"),
    "ends_python": ("spec.raises", "solutions/sum.py", "it raised SystemExit: too large"),
    "never_ends": ("spec.hangs", "exercises/sum.py", "did not end"),
    "two_of_one_name": ("spec.invalid", "exercises/sum.py", "two items have the id 'double'"),
    "no_such_function": ("spec.invalid", "solutions/sum.py", "there is no function triple"),
}


@pytest.fixture(autouse=True)
def forgetful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm_check: None) -> None:
    """What was sound before is checked here all the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def course_of(folder: Path, **exercises: str) -> Path:
    """A course of some of the broken exercises, by the names that they get."""
    for tree in ("exercises", "solutions", STUBS):
        (folder / tree).mkdir(parents=True, exist_ok=True)
    (folder / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    for name, broken in exercises.items():
        shutil.copy(BROKEN / broken / "exercise.py", folder / "exercises" / f"{name}.py")
        shutil.copy(BROKEN / broken / "solution.py", folder / "solutions" / f"{name}.py")
    return folder


def with_stub(folder: Path, broken: str) -> None:
    """The stub that the exercise has, or else the right one; and its orphan."""
    with contextlib.suppress(AuthoringError):  # an exercise that cannot be loaded has no stub
        write_stubs(folder)
    for own, path in (("stub", f"{STUBS}/sum.py"), ("orphan", "solutions/orphan.py")):
        if (BROKEN / broken / f"{own}.py").is_file():
            shutil.copy(BROKEN / broken / f"{own}.py", folder / path)
    if broken == "no_stub":
        (folder / STUBS / "sum.py").unlink()


def all_of(folder: Path, checked: list[Checked]) -> list[Finding]:
    """The findings of the course and of its exercises, without those that an author may answer with a sentence."""
    return [*check_course(folder), *(finding for exercise in checked for finding in exercise.faults)]


def row(name: str) -> Any:
    """The exercise of that name, of which one takes its time."""
    return pytest.param(name, marks=[pytest.mark.slow] if name == "slow_reference" else [])


@pytest.mark.parametrize("broken", [row(name) for name in FINDINGS if name != "never_ends"])
def test_exactly_its_own_finding(without_attacks: None, tmp_path: Path, broken: str) -> None:
    """With the file, what is wrong, and what to do."""
    folder = course_of(tmp_path / "course", sum=broken)
    with_stub(folder, broken)
    findings = all_of(folder, check(folder, ["sum"]))
    code, path, says = FINDINGS[broken]
    assert {finding.code for finding in findings} == {code}
    assert {finding.path for finding in findings} == {path}
    assert says in findings[0].fault
    assert findings[0].cure


LOADED = {
    "an object as default": ("", "half=Half()"),
    "a given constant": ("HALF = Half()  # given\n\n\n", "half=None"),
    "a field of another class": ("class Other:\n    half = Half()\n\n\n", "half=Other"),
}


@pytest.mark.parametrize("name", LOADED)
def test_a_stub_that_calls_what_students_are_to_write(tmp_path: Path, name: str) -> None:
    """It is told with its line: judged, it would look like a function that is not written yet."""
    between, signature = LOADED[name]
    folder = course_of(tmp_path / "course", sum="sound")
    path = folder / "solutions" / "sum.py"
    source = path.read_text(encoding="utf-8")
    half = "class Half:\n    def __init__(self) -> None:\n        self.value = 0.5\n\n\n"
    source = source.replace("def double(x: float)", f"{half}{between}def double(x: float, {signature})")
    path.write_text(source.replace("x : float\n", "x : float\n    half : Half\n"), encoding="utf-8")
    write_stubs(folder)
    (finding,) = all_of(folder, check(folder, ["sum"]))
    assert (finding.code, finding.path) == ("stub.crashes", "student_template/sum.py")
    assert "calls what students are to write" in finding.fault
    stub = (folder / finding.path).read_text(encoding="utf-8").splitlines()
    assert finding.line is not None
    assert "Half()" in stub[finding.line - 1]


def test_a_stale_stub_that_crashes(tmp_path: Path) -> None:
    """What `grade stubs` replaces is not told a second time, with another cure."""
    folder = course_of(tmp_path / "course", sum="sound")
    write_stubs(folder)
    path = folder / STUBS / "sum.py"
    path.write_text(path.read_text(encoding="utf-8").replace("x: float", "x: Number"), encoding="utf-8")
    (finding,) = all_of(folder, check(folder, ["sum"]))
    assert (finding.code, finding.cure) == ("stub.stale", "Run `grade stubs`")


@pytest.mark.parametrize(
    ("looks", "accepted"), [("len(w) > len(v)", "one entry less"), ("len(w) < len(v)", "one entry more")]
)
def test_a_property_that_allows_another_size(tmp_path: Path, looks: str, accepted: str) -> None:
    """Where it refuses an answer without entries, too, and looks at one side only."""
    folder = course_of(tmp_path / "course", sum="accepts_empty")
    path = folder / "exercises" / "sum.py"
    text = path.read_text(encoding="utf-8").replace("if len(w) and", f"if {looks} or")
    # of three entries or more, the reference's last one is 0: without it the scalar product is the same
    path.write_text(text.replace("low=2, high=3", "low=3, high=4"), encoding="utf-8")
    write_stubs(folder)
    (finding,) = all_of(folder, check(folder, ["sum"]))
    assert finding.code == "property.accepts"
    assert f"an answer with {accepted} along axis 0" in finding.fault


@pytest.mark.parametrize(
    "written",
    [
        "from grader import Misconception\none = Misconception()\nmisconceptions = (one,)",
        "from grader import Misconception as M\nmisconceptions = (M(),)",
        "import grader\nmisconceptions: tuple[grader.Misconception, ...] = ()",
        "import grader.exercise as g\nmisconceptions = (g.Misconception(),)",
        "from grader.exercise import Misconception\ndef made(): return Misconception()\nmisconceptions = (made(),)",
    ],
)
def test_a_reference_is_handed_in_without_its_misconceptions(written: str) -> None:
    """However they are written: a student's process has no grader to import."""
    assert as_submission(f"import numpy as np\n{written}\nx = 1") == "import numpy as np\nx = 1"


def test_every_finding_has_its_exercise() -> None:
    """All but those that only a fault of the grader itself could give, and the warnings."""
    others = {"attack.earns", "grader.error", "key.one_word", "release.shared", "release.edges"}
    assert {code for code, _, _ in FINDINGS.values()} == {*get_args(FindingCode)} - others


def test_a_key_that_rests_on_one_word(without_attacks: None, tmp_path: Path) -> None:
    """Is a warning, which the author answers with a law, with other code, or with a sentence."""
    folder = course_of(tmp_path / "course", sum="sound")
    write_stubs(folder)
    (checked,) = check(folder, ["sum"])
    (finding,) = checked.findings
    assert (finding.code, finding.is_warning, checked.faults) == ("key.one_word", True, ())
    assert [(backed.item, backed.by) for backed in checked.backing] == [("double", "one word only")]
    solution = folder / "solutions" / "sum.py"
    alone = solution.read_text(encoding="utf-8")
    answered = alone.replace("import Misconception", "import Misconception, OneWord")
    solution.write_text(answered + '\nlaws = (OneWord(double, "it is the slide\'s own"),)\n', encoding="utf-8")
    (checked,) = check(folder, ["sum"])
    assert (checked.findings, checked.backing[0].by) == ((), "one word only")
    solution.write_text(alone, encoding="utf-8")
    other = folder / "tests" / "alternatives" / "sum" / "a"
    other.mkdir(parents=True)
    (other / "sum.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    (checked,) = check(folder, ["sum"])
    assert (checked.findings, checked.backing[0].by) == ((), "second implementation")
    (backed,) = checked.backing
    assert backed.refuted == backed.mutants > 0
    (other / "sum.py").write_text("def double(x):\n    return 3 * x\n", encoding="utf-8")
    (checked,) = check(folder, ["sum"])
    assert [finding.code for finding in checked.findings] == ["law.broken"]


@pytest.mark.parametrize(
    ("broken", "function"),
    [("misconception_equals_reference", "twice"), ("random_reference", "double"), ("wrong_key", "same")],
)
def test_a_finding_has_its_line(tmp_path: Path, broken: str, function: str) -> None:
    """The function at fault begins there."""
    folder = course_of(tmp_path / "course", sum=broken)
    with_stub(folder, broken)
    (findings,) = all_of(folder, check(folder, ["sum"]))
    assert findings.line is not None
    lines = (folder / "solutions" / "sum.py").read_text(encoding="utf-8").splitlines()
    assert lines[findings.line - 1].startswith(f"def {function}(")


def test_a_sound_exercise(tmp_path: Path) -> None:
    """Nothing is found, and every mutant is killed or the same."""
    folder = course_of(tmp_path / "course", sum="sound")
    write_stubs(folder)
    (checked,) = check(folder, ["sum"])
    assert all_of(folder, [checked]) == []
    assert checked.mutants.killed == checked.mutants.tried - len(checked.mutants.same) > 0
    assert check(folder, ["sum"]) == [checked]


def test_what_was_sound_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is checked again when its files have changed, or when all are; and what was not sound always is."""
    checks = iter(range(1, 100))
    sound = True

    def checked(_: Path, name: str) -> Checked:
        findings = () if sound else (Finding(code="key.slow", path="", fault="", cure=""),)
        return Checked(exercise=name, findings=findings, attacks=next(checks))

    def number(*, again: bool = False) -> int:
        return check(folder, ["sum"], again=again)[0].attacks

    monkeypatch.setattr(run, "_check", checked)
    folder = course_of(tmp_path / "course", sum="sound")
    assert [number(), number(), number(again=True), number()] == [1, 1, 2, 2]
    for count, path in enumerate(("exercises/sum.py", "solutions/sum.py", f"{STUBS}/sum.py", "exercises/course.py"), 3):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n# a comment\n")
        assert [number(), number()] == [count, count]
    sound = False
    assert [number(again=True), number()] == [7, 8]
    (folder / "solutions" / "sum.py").write_text("", encoding="utf-8")
    assert [number(), number()] == [9, 10]


@pytest.mark.slow
def test_one_that_never_ends_does_not_keep_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended, told, and the exercises beside it are checked."""
    monkeypatch.setattr(run, "_MOST_SECONDS", 4.0)
    folder = course_of(tmp_path / "course", hangs="never_ends", docs="no_docstring", raises="raises_at_import")
    codes = {
        checked.exercise: {each.code for each in checked.findings}
        for checked in check(folder, ["hangs", "docs", "raises"])
    }
    assert codes == {"hangs": {"spec.hangs"}, "docs": {"docstring.missing"}, "raises": {"spec.invalid"}}
