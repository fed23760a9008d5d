"""Specs, tasks, results and what is known of code as JSON, between a process and its workers; no pickle is needed."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from grader.gradebook.grading.course_files import CourseFiles
from grader.gradebook.grading.engine import Result, Spec, Task
from grader.judging.setting import Setting
from grader.judging.verdict_cache.code_cache import KnownCode
from grader.model.report import Report
from grader.sandbox.limits import Limits


def spec_to_bytes(spec: Spec) -> bytes:
    """A spec as a message."""
    course = _files_to_json(spec.course.files)
    return _to_bytes({"course": course, "others": spec.course.others, "setting": spec.setting._asdict()})


def spec_from_bytes(data: bytes) -> Spec:
    """The spec again."""
    fields = json.loads(data)
    setting = fields["setting"]
    limits = Limits(*setting.pop("limits"))  # a tuple with names is a list in JSON
    course = CourseFiles(_files_from_json(fields["course"]), tuple(fields["others"]))
    return Spec(course, Setting(**setting, limits=limits))


def task_to_bytes(task: Task) -> bytes:
    """A task as a message."""
    return _to_bytes({"digest": task.digest, "files": _files_to_json(task.files), "exercises": task.exercises})


def task_from_bytes(data: bytes) -> Task:
    """The task again."""
    fields = json.loads(data)
    return Task(fields["digest"], _files_from_json(fields["files"]), tuple(fields["exercises"]))


def result_to_bytes(result: Result) -> bytes:
    """A result as a message, without its task."""
    report = None if result.report is None else result.report.model_dump_json(by_alias=True)
    return _to_bytes({"report": report, "fault": result.fault})


def result_from_bytes(data: bytes, task: Task) -> Result:
    """The result of a task."""
    fields = json.loads(data)
    report = None if fields["report"] is None else Report.model_validate_json(fields["report"])
    return Result(task, report, fields["fault"])


def known_to_bytes(known: KnownCode) -> bytes:
    """What code has earned, as a message."""
    # The scores are JSON already, and go as a text: nobody on the way has to read them
    return _to_bytes({**known._asdict(), "scores": known.scores.decode("utf-8")})


def known_from_bytes(data: bytes) -> KnownCode:
    """What code has earned."""
    fields = json.loads(data)
    return KnownCode(fields["exercise"], fields["fingerprint"], fields["scores"].encode("utf-8"))


def _to_bytes(message: Mapping[str, Any]) -> bytes:
    # ASCII: what is not is escaped, also half of a surrogate pair in the name of a file
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def _files_to_json(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}


def _files_from_json(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, content in files.items()}
