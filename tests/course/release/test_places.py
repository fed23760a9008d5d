"""Where courses live: what each place gets, run as far as it can be run without that place."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from grader.course.release.graded_with import requirement
from grader.course.release.places import PLACES, Material, archive_of, place_of
from grader.course.release.places import __file__ as places_file
from tests.conftest import ROOT, SUBMISSIONS, Grade
from tests.reports.test_classroom50 import SHAPE

NAMES = ("convexity", "xor")
HIDDEN = 'id="relu.arrays",'
RUNNER = {
    "CLASSROOM": "ml",
    "ASSIGNMENT": "week-1",
    "ASSIGNMENT_TYPE": "group",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-11-01T10-00-00Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit/1",
    "RELEASE_URL": "https://example.org/releases/1",
    "REVIEW_URL": "https://example.org/compare/1",
}
IDENTITY = {
    name: {"type": "string", "minLength": 1}
    for name in ("classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review")
}
TIME = {"datetime": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}}
RESULT = {
    **SHAPE,
    "properties": {**SHAPE["properties"], **IDENTITY, **TIME},
    "required": [*SHAPE["required"], *IDENTITY, *TIME],
}
"""All that Classroom 50's runner demands of a result."""


class Released(NamedTuple):
    """A course with a hidden item, released for every place."""

    course: Path
    students: Path
    output: str

    def unpacked(self, place: str, folder: Path) -> Path:
        """What lies in a place's zip, with the rights that are told there."""
        with zipfile.ZipFile(archive_of(self.students, place)) as archive:
            for entry in archive.infolist():
                path = Path(archive.extract(entry, folder))
                path.chmod(entry.external_attr >> 16)
        return folder


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Two exercises of the course that ships, released once for all places."""
    folder = tmp_path_factory.mktemp("places")
    course = folder / "course"
    for tree in ("exercises", "solutions"):
        (course / tree).mkdir(parents=True)
        for name in (*NAMES, "course"):
            if (path := ROOT / tree / f"{name}.py").exists():
                shutil.copy(path, course / tree)
    path = course / "exercises" / "xor.py"
    text = path.read_text("utf-8")
    assert HIDDEN in text
    path.write_text(text.replace(HIDDEN, f'{HIDDEN} visibility="hidden",'), "utf-8")
    words = [word for place in PLACES for word in ("--for", place)]
    command = [sys.executable, "-m", "grader", "release", str(folder / "students"), "--zip", "--unchecked", *words]
    env = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=course, env=env, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return Released(course, folder / "students", done.stdout)


def commands_in(folder: Path, commands: Mapping[str, str]) -> None:
    """Programs that stand for those of a place's machine."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, script in commands.items():
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)


GRADE = f'PYTHONPATH={ROOT} exec {sys.executable} -P -m grader "$@"'


def pip(written: Path) -> str:
    """A `pip` that installs nothing and writes down what it was asked."""
    return f'printf "%s\\n" "$@" > {written}'


def run(*command: str | Path, cwd: Path, programs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command where only some programs, and those of the system, are found."""
    env = {"PATH": f"{programs}{os.pathsep}{os.defpath}", "HOME": str(programs), "PYTHONUTF8": "1", **variables}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_every_place_is_a_file_of_its_own() -> None:
    files = {
        path.stem for path in Path(places_file).parent.glob("*.py") if "def autograder(" in path.read_text("utf-8")
    }
    assert files - {"__init__"} == {*PLACES}, "name each place in PLACES of grader/course/release/places/__init__.py"


def readable(released: Released) -> dict[str, str]:
    """All that students, or anybody, can read: their folder, its zip, and what Classroom 50 publishes."""
    students = released.students
    texts = {str(path): path.read_text("utf-8") for path in students.rglob("*") if path.is_file()}
    for path in (students.with_name("students.zip"), archive_of(students, "classroom50")):
        with zipfile.ZipFile(path) as archive:
            texts |= {f"{path}:{name}": archive.read(name).decode() for name in archive.namelist()}
    return texts


def test_no_reference_reaches_students(released: Released) -> None:
    """No line of a solution that computes something, no misconception's sentence, no hidden item."""
    texts = readable(released)
    secrets = ["relu.arrays", "misconceptions", "solutions/"]
    for path in (released.course / "solutions").glob("*.py"):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        secrets += [line for line in lines if line.startswith(("return ", "says=")) and len(line) > 20]
    assert len(secrets) > 10
    assert [(path, secret) for path, text in texts.items() for secret in secrets if secret in text] == []


def test_the_whole_course_is_in_gradescope_s_zip_alone(released: Released, tmp_path: Path) -> None:
    """Beside what students get, and not in it; whoever releases is told whose it is."""
    course = released.unpacked("gradescope", tmp_path) / "course"
    for name in NAMES:
        assert (course / "solutions" / f"{name}.py").read_bytes() == (
            released.course / "solutions" / f"{name}.py"
        ).read_bytes()
    assert [path for path in readable(released) if "gradescope" in path] == []
    assert "students-gradescope-autograder.zip: upload it to Gradescope" in released.output
    assert "it holds the references, so it is for nobody else" in released.output


def autograder_folder(released: Released, folder: Path, submission: Path) -> Path:
    """The folders that Gradescope makes, with the grader as if it were installed."""
    root = folder / "autograder"
    source = released.unpacked("gradescope", root / "source")
    shutil.copy(source / "run_autograder", root)
    shutil.copytree(submission, root / "submission")
    (root / "results").mkdir()
    commands_in(root / "venv" / "bin", {"grade": GRADE})
    return root


def results_of(root: Path) -> dict[str, Any]:
    """What Gradescope reads after a run."""
    done = run(root / "run_autograder", cwd=root, programs=root, AUTOGRADER_ROOT=str(root))
    assert done.returncode == 0, done.stderr
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text("utf-8"))
    return results


@pytest.mark.usefixtures("confined")
@pytest.mark.slow
def test_gradescope_s_autograder_grades_with_the_whole_course(released: Released, tmp_path: Path) -> None:
    """Hidden items too, whatever else the student hands in; no reference is in what the student reads."""
    root = autograder_folder(released, tmp_path, SUBMISSIONS / "typical")
    for path in ("exercises/course.py", "solutions/xor.py", "json.py", "checks/bundle.json"):
        (root / "submission" / path).parent.mkdir(exist_ok=True)
        (root / "submission" / path).write_text("raise SystemExit(0)\n", "utf-8")
    results = results_of(root)
    tags = {tuple(test["tags"]): test for test in results["tests"]}
    assert ("xor", "relu.arrays") in tags
    assert ("convexity", "second_derivative_test_applies") in tags
    assert 0 < results["score"] < 20
    assert results["score"] == pytest.approx(sum(test["score"] for test in results["tests"]))


def test_gradescope_is_told_when_nothing_was_graded(released: Released, tmp_path: Path) -> None:
    """The exit code is not 0 and no result of an earlier run is left: Gradescope says that the autograder failed."""
    root = autograder_folder(released, tmp_path, SUBMISSIONS / "perfect")
    (root / "results" / "results.json").write_text('{"score": 100}', "utf-8")
    commands_in(root / "venv" / "bin", {"grade": "exit 3"})
    assert run(root / "run_autograder", cwd=root, programs=root, AUTOGRADER_ROOT=str(root)).returncode == 3
    assert not (root / "results" / "results.json").exists()


MAKES_VENV = """
case "$1" in
  -c) exit {code} ;;
  -m) mkdir -p "$3/bin" && cp {pip} "$3/bin/pip" ;;
esac
"""


@pytest.mark.parametrize(("first", "installs"), [(0, ""), (1, "python3-venv"), (2, "python3.11-venv")])
def test_gradescope_s_setup_finds_a_python(released: Released, tmp_path: Path, first: int, installs: str) -> None:
    """The one that is there, or one that apt brings; the grader goes into an environment of its own."""
    source = released.unpacked("gradescope", tmp_path / "source")
    programs = tmp_path / "programs"
    commands_in(tmp_path, {"pip": pip(tmp_path / "pip.txt")})
    fits = MAKES_VENV.format(code=0, pip=tmp_path / "pip")
    # The names of newer ones are there and fail, whatever the machine of this test has
    commands_in(programs, dict.fromkeys(("python3.14", "python3.13", "python3.12", "python3.11", "python3"), "exit 1"))
    commands_in(tmp_path / "new", {"python": fits})
    apt = (
        f'case "$*" in *{installs}) cp {tmp_path}/new/python {programs}/python3.11 ;; esac; echo "$@" >> {tmp_path}/apt'
    )
    commands_in(programs, {"apt-get": apt if installs else "exit 1"})
    if first == 0:
        commands_in(programs, {"python3.12": fits})
    done = run("bash", source / "setup.sh", cwd=tmp_path, programs=programs, AUTOGRADER_ROOT=str(tmp_path / "root"))
    assert (done.returncode, done.stderr) == (0, "")
    asked = (tmp_path / "pip.txt").read_text("utf-8").split("\n")
    assert asked[:4] == ["install", "--quiet", requirement(), "nbformat"]
    assert (tmp_path / "apt").exists() is bool(installs)


def test_gradescope_s_setup_says_that_there_is_no_python(released: Released, tmp_path: Path) -> None:
    source = released.unpacked("gradescope", tmp_path / "source")
    names = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")
    commands_in(tmp_path / "programs", {**dict.fromkeys(names, "exit 1"), "apt-get": "exit 0"})
    done = run("bash", source / "setup.sh", cwd=tmp_path, programs=tmp_path / "programs", AUTOGRADER_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert "There is no Python 3.11 or newer here" in done.stderr


def checkout(released: Released, folder: Path) -> Path:
    """A student's repository with typical work, in a folder of a machine that has `pip` and `grade`."""
    work = folder / "work"
    shutil.copytree(released.students, work)
    for name in NAMES:
        shutil.copy(SUBMISSIONS / "typical" / f"{name}.py", work)
    commands_in(folder / "programs", {"grade": GRADE, "pip": pip(folder / "pip.txt")})
    return work


@pytest.mark.usefixtures("confined")
def test_classroom50_s_autograder_writes_a_result(released: Released, tmp_path: Path) -> None:
    """By the checks of its own, whatever became of those in the student's repository."""
    script = released.unpacked("classroom50", tmp_path / "bundle") / "autograder.py"
    work = checkout(released, tmp_path)
    (work / "checks" / "bundle.json").write_text("{}", "utf-8")
    (work / "subprocess.py").write_text("raise SystemExit(0)\n", "utf-8")
    done = run(sys.executable, script, cwd=work, programs=tmp_path / "programs", **RUNNER)
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads((work / "result.json").read_text("utf-8"))
    jsonschema.validate(result, RESULT)
    said = {field: result[field] for field in ("classroom", "assignment", "assignment_type", "owner", "submission")}
    assert said == {field: RUNNER[name] for field, name in zip(said, list(RUNNER)[:5], strict=True)}
    assert 0 < result["score"] < result["max-score"] <= 2000
    assert (work / "release-body.md").read_text("utf-8").startswith("# neural")
    assert (tmp_path / "pip.txt").read_text("utf-8").split()[2] == requirement()


@pytest.mark.parametrize("broken", ["grade", "pip"])
def test_classroom50_is_told_when_nothing_was_graded(released: Released, tmp_path: Path, broken: str) -> None:
    """The exit code is not 0, of which its runner makes an error, and no result."""
    script = released.unpacked("classroom50", tmp_path / "bundle") / "autograder.py"
    work = checkout(released, tmp_path)
    commands_in(tmp_path / "programs", {broken: "exit 3"})
    assert run(sys.executable, script, cwd=work, programs=tmp_path / "programs", **RUNNER).returncode == 3
    assert not (work / "result.json").exists()


def autograder_of(place: str, course: Path, folder: Path, install: str = "", *, is_after_due: bool = False) -> Path:
    """The files of a place's autograder, in a folder."""
    material = Material(course, {}, install, is_after_due)
    autograder = place_of(place).autograder(material)
    assert autograder is not None
    for path, content in autograder.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_what_installs_the_grader_is_quoted(released: Released, tmp_path: Path) -> None:
    """Whatever signs are in it: no shell and no Python takes it for its own."""
    odd = "grader @ git+https://example.org/a'b\"c$(touch hacked) d"
    setup = autograder_of("gradescope", released.course, tmp_path / "source", odd) / "setup.sh"
    line = next(line for line in setup.read_text("utf-8").splitlines() if line.startswith("GRADER="))
    shown = run("bash", "-c", f'{line}\nprintf %s "$GRADER"', cwd=tmp_path, programs=tmp_path)
    assert shown.stdout == odd
    script = autograder_of("classroom50", released.course, tmp_path / "bundle", odd) / "autograder.py"
    assert f"GRADER = {json.dumps(odd)}\n" in script.read_text("utf-8")
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize("is_after_due", [False, True])
def test_after_the_due_date_gradescope_shows_what_is_shown_then(
    released: Released, tmp_path: Path, *, is_after_due: bool
) -> None:
    folder = autograder_of("gradescope", released.course, tmp_path, is_after_due=is_after_due)
    assert ("AFTER_DUE=(--after-due)" in (folder / "run_autograder").read_text("utf-8")) is is_after_due


def test_something_else_in_the_place_of_a_zip_stays(grade: Grade, small: Path, tmp_path: Path) -> None:
    """Exit code 2, and nothing is written; an earlier zip of ours is replaced."""
    words = ("release", tmp_path / "got", "--unchecked", "--for", "gradescope")
    path = archive_of(tmp_path / "got", "gradescope")
    path.write_bytes(b"mine")
    done = grade(*words, cwd=small)
    assert done.returncode == 2
    assert "is no earlier release" in done.stderr
    assert path.read_bytes() == b"mine"
    assert not (tmp_path / "got").exists()
    path.unlink()
    assert grade(*words, cwd=small).returncode == 0
    first = path.read_bytes()
    assert grade(*words, "--update", cwd=small).returncode == 0
    assert path.read_bytes() == first
