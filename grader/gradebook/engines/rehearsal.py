"""What a worker does before its first submission, so that none of them waits for it.

Libraries are imported that only a wrong answer needs, and SymPy fills its caches with what the course asks: each
submission is judged in a fork of this process, and finds all of it there.
"""

import contextlib
from collections.abc import Mapping

from grader.errors import GraderError
from grader.judging.judge import judge
from grader.judging.key import CourseKey
from grader.model.submission import Submission
from grader.sandbox.levels import Sandbox

_BODIES = ("return 0.0", "raise ValueError('rehearsed')")


def rehearse(key: CourseKey, sandbox: Sandbox) -> None:
    """Judge answers of our own that are wrong, as many of a class will be. What comes of it is thrown away."""
    for body in _BODIES:
        files = dict(_files(key, body))
        session = sandbox.open(files)
        try:
            with contextlib.suppress(GraderError):  # the submissions that follow will tell
                judge(Submission(id="rehearsal", files=files), key, session)
        finally:
            session.close()


def _files(key: CourseKey, body: str) -> Mapping[str, bytes]:
    """A file for each exercise in which every function that is examined does the same."""
    return {
        f"{one.name}.py": "\n\n".join(
            f"def {name}(*_):\n    {body}\n" for name in dict.fromkeys(item.function for item in one.exercise.items)
        ).encode()
        for one in key.exercises
    }
