"""What `grade run` does, step by step: prints as JSON how many seconds each step took.

    python -m benchmarks.cold_steps FOLDER [EXERCISE]...

The student's side warms up beside the steps from its start on. Imports are inside the steps, as in `grade run`.
"""

# ruff: noqa: PLC0415

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS: dict[str, float] = {}


@contextmanager
def step(name: str) -> Iterator[None]:
    """Take the time of a step."""
    began = time.perf_counter()
    yield
    SECONDS[name] = time.perf_counter() - began


def main() -> None:
    """The steps of `cli/run.py` and of what it calls."""
    gc.disable()
    folder, *exercises = sys.argv[1:]
    with step("start the student's side"):
        from grader.course.report_cache.guess import probably_needs_sympy
        from grader.sandbox.levels.sandbox import Sandbox
        from grader.sandbox.levels.start import THREADS

        os.environ.update(dict.fromkeys(THREADS, "1"))
        sandbox = Sandbox(has_sympy=probably_needs_sympy([folder], exercises))
    with step("import what reads work"):
        from grader.course.find import open_course
        from grader.course.report_cache.look_up import read_work
    with step("read the work"):
        work = read_work(Path(folder), Path(), exercises)
    with step("import what judges"):
        from grader.judging.judge import judge_at_level
    with step("load the course"):
        key = open_course(work.folder, work.course, work.wanted)
        gc.freeze()
        gc.enable()
    with step("wait for the student's side"):
        sandbox.wait()
    with step("judge"):
        report = judge_at_level(work.submission, key, sandbox)
    with step("write the report"):
        from grader.reports.text import render

        render(report)
    with step("end"):
        sandbox.close()
    print(json.dumps(SECONDS))


if __name__ == "__main__":
    main()
