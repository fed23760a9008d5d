"""The process that judges for pytest, `python -P -m grader.pytest_plugin.judge FOLDER [--ready]`: answers in JSON.

    (start)         ──▶ {"items": {"xor": [{"id": "relu", "line": 5}, ...]}, "notes": [...]}
    xor             ──▶ {"points": "2 / 5", "items": {"relu": {"outcome": "failed", "text": "..."}, ...}, "notes": []}
    (end of input)  ──▶ it ends

Each answer is a line. One with "refused" says why the folder is none of a course that may be used, one with "fault"
what is wrong with the course or the sandbox. Without `--ready` only the items are wanted; with it the student's process
warms up meanwhile.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import Any, TextIO

from grader.sandbox.levels.sandbox import Sandbox


def main() -> None:
    """Answer until nobody asks any more."""
    answers = _stdout_for_answers()
    gc.disable()  # until all that is heavy is imported, as `grade` does
    ready = closing(Sandbox()) if "--ready" in sys.argv else nullcontext()
    # Ended with Ctrl-C, or because pytest is gone: pytest says so itself
    with suppress(KeyboardInterrupt, BrokenPipeError), ready as sandbox:
        for answer in _answers(Path(sys.argv[1]), sandbox):
            print(json.dumps(answer), file=answers, flush=True)


def _stdout_for_answers() -> TextIO:
    """The standard output; all others print to standard error in its place, as a course may while it is loaded."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def _answers(folder: Path, sandbox: Sandbox | None) -> Iterator[dict[str, Any]]:
    # Here and not above: heavy, and imported while the student's process gets ready beside it
    from grader.errors import GraderError  # noqa: PLC0415
    from grader.pytest_plugin.work import Work, names_there  # noqa: PLC0415

    try:
        names = names_there(folder)
    except GraderError as error:
        yield {"refused": f"No item is shown as a test: {error} (an option of `grade`)."}
        return
    try:
        work = Work(folder, names)
    except GraderError as error:
        yield {"fault": str(error), "items": {name: [] for name in names}}
        return
    yield work.items()
    if sandbox is None:
        return
    gc.freeze()
    gc.enable()
    for line in sys.stdin:
        try:
            yield work.judge(line.strip(), sandbox)
        except GraderError as error:
            yield {"fault": str(error)}


if __name__ == "__main__":
    main()
