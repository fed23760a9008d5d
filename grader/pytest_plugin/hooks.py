"""The hooks of the pytest plugin `grader`, and the tests that it makes of items; `-p no:grader` leaves it out.

A folder is one of work if pytest was called in it, or it or a file in it was named, and a course is in reach that may
be used: the rules are those of `grade` (`grader.course.find`). Folders inside are not looked into, as `grade` does not:
whoever runs the tests of a course, or of anything else, sees no items.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course.in_reach import courses_in_reach, is_bundle, is_course
from grader.pytest_plugin.judge_client import JudgeClient

_POINTS = "grader.points"
"""Name of the property of a test that says what its exercise has earned: also where another process ran the test."""


class Folders:
    """The folders that pytest was asked for, each with the process that judges the work in it, if there is any."""

    def __init__(self, config: pytest.Config) -> None:
        self._cwd = config.invocation_params.dir
        self._named = {self._folder_of(argument) for argument in config.args}
        self._is_ready = not config.getoption("collectonly")
        self._clients: dict[Path, JudgeClient | None] = {}

    def client(self, path: Path) -> JudgeClient | None:
        """Who judges the exercise whose file this is; None if it is none."""
        folder = path.parent
        if path.suffix != ".py" or folder not in self._named:
            return None
        if folder not in self._clients:
            is_work = _may_be_work(folder)
            self._clients[folder] = JudgeClient(folder, self._cwd, is_ready=self._is_ready) if is_work else None
        client = self._clients[folder]
        return client if client is not None and path.stem in client.items else None

    def notes(self) -> list[str]:
        """Sentences on the folders as a whole."""
        return [note for client in filter(None, self._clients.values()) for note in client.notes]

    def close(self) -> None:
        """End the processes."""
        for client in filter(None, self._clients.values()):
            client.close()

    def _folder_of(self, argument: str) -> Path:
        """The folder that an argument names, or in which the file or test lies that it names."""
        path = Path(os.path.abspath(self._cwd / argument.partition("[")[0].partition("::")[0]))  # noqa: PTH100 - as pytest
        return path if os.path.isdir(path) else path.parent  # noqa: PTH112 - which never raises


def _may_be_work(folder: Path) -> bool:
    """Whether it is worth asking: a course is in reach that may have an exercise of which a file lies here."""
    if is_course(folder.parent) and folder.name in {"exercises", "solutions"}:
        return False
    files = {path.stem for path in folder.glob("*.py")}
    courses = courses_in_reach(folder)
    return any(
        is_bundle(course) or files & {path.stem for path in (course / "exercises").glob("*.py")} for course in courses
    )


_FOLDERS = pytest.StashKey[Folders]()


def pytest_configure(config: pytest.Config) -> None:
    """Look at nothing yet but the arguments."""
    config.stash[_FOLDERS] = folders = Folders(config)
    config.add_cleanup(folders.close)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """An exercise's file as its items, and as no module of tests or doctests: nobody imports it into this process."""
    collectors = yield
    client = parent.config.stash[_FOLDERS].client(file_path)
    if client is None:
        return collectors
    others = [collector for collector in collectors if not isinstance(collector, pytest.Module)]
    return [*others, ExerciseFile.from_parent(parent, path=file_path, client=client)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Judge before pytest looks at marks: an item that is not judged here is skipped by one."""
    if isinstance(item, ItemTest):
        item.judge()
    return (yield)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The points of each exercise, and what there is to say of the folder as a whole."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    lines = sorted({value for name, value in properties if name == _POINTS})
    if lines := [*lines, *config.stash[_FOLDERS].notes()]:
        terminalreporter.section("grader")
        for line in lines:
            terminalreporter.write_line(line)


class ExerciseFile(pytest.File):
    """The file of an exercise; it is not imported."""

    def __init__(self, *, client: JudgeClient, **named: Any) -> None:
        super().__init__(**named)
        self._client = client

    def collect(self) -> Iterator["ItemTest"]:
        """A test for each item; CollectError if the course is at fault."""
        if self._client.fault is not None:
            raise self.CollectError(self._client.fault)
        for item in self._client.items[self.path.stem]:
            yield ItemTest.from_parent(self, name=item["id"], client=self._client, line=item["line"])


class ItemTest(pytest.Item):
    """One item: it passes if the answer is right."""

    def __init__(self, *, client: JudgeClient, line: int, **named: Any) -> None:
        super().__init__(**named)
        self._client, self._line = client, line
        self._failure = ""

    def judge(self) -> None:
        """Ask what was found; what is not judged is marked to be skipped, a fault of the grader's raises here."""
        result = self._client.result(self.path.stem)
        if "fault" in result:
            pytest.fail(result["fault"], pytrace=False)
        self.user_properties.append((_POINTS, f"{self.path.stem}  {result['points']}"))
        said = result["items"][self.name]
        outcome, text = said["outcome"], said["text"]
        if outcome == "error":  # raised here and not in `runtest`, it is an error and not a failure
            pytest.fail(text, pytrace=False)
        elif outcome == "skipped":
            self.add_marker(pytest.mark.skip(reason=text))
        elif outcome == "failed":
            self._failure = text
        elif text:
            self.add_report_section("call", "hint", text)

    def runtest(self) -> None:
        """Fail with the evidence, if there is any."""
        if self._failure:
            pytest.fail(self._failure, pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the student's function is defined, and the item's id: PyCharm takes it for the function's name."""
        return self.path, self._line - 1, self.name
