"""As an ordinary user, and as a root who can become nobody: the attacks that need a layer are stopped there too.

Where the tests run as an ordinary user, all of them are this test.
"""

import os
import shutil
import sys

import pytest

from tests.sandbox.elsewhere import ATTACKED, GRADE, for_everybody, holes, level_of, run
from tests.sandbox.kernels import NO_NAMESPACES, under

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="this is an ordinary user already"),
]
USER = 1000
LAYERS = """
import os
from grader.sandbox.levels.confined import Confined
from grader.sandbox.limits import Limits
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.student_session import StudentSession
backend = Confined("confined")
source = b"import os\\ndef who(): return os.getresuid() + os.getresgid() + (len(os.getgroups()),)\\n"
session = StudentSession(Exchange({"work.py": source}, Limits(), "confined", lambda: backend.start(Limits())))
print(session.call("work", "who", [()])[0].value, *session.layers)
session.close()
backend.close()
"""


@pytest.mark.parametrize("level", ["confined", "isolated"])
def test_an_ordinary_user(level: str) -> None:
    """Every attack is stopped, without a privilege and without a namespace that root would have made."""
    if level == "isolated" and shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    assert holes(for_everybody(under((), [*ATTACKED, level], user=USER))) == []


def test_an_ordinary_user_without_namespaces() -> None:
    """As on Ubuntu 24.04 or a hosted runner: `isolated` does not come up and says why; work is marked at `confined`."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    done = run(for_everybody(under(NO_NAMESPACES, [*ATTACKED, "isolated"], user=USER)))
    assert done.returncode != 0
    assert "the zygote has ended: bwrap: No permissions to create new namespace" in done.stderr
    assert level_of(run(for_everybody(under(NO_NAMESPACES, GRADE, user=USER)))) == "confined"


def test_root_becomes_nobody_where_nobody_can_read_python() -> None:
    """A student's process then has neither root's user nor its groups, and every attack is stopped."""
    done = run(for_everybody([sys.executable, "-c", LAYERS]))
    assert done.stdout.startswith("(65534, 65534, 65534, 65534, 65534, 65534, 0) "), done.stderr
    assert "user" in done.stdout.split()
    assert holes(for_everybody([*ATTACKED, "confined"])) == []


def test_root_stays_root_without_rights_where_nobody_cannot_read_python() -> None:
    """A Python under a closed home: the process keeps its user, but no capability, and says that the layer is missing.

    That the attacks are stopped all the same is what `tests/attacks` shows on such a machine.
    """
    if for_everybody([]) == []:
        pytest.skip("every user can read this Python")
    done = run([sys.executable, "-c", LAYERS])
    assert done.stdout.startswith("(0, 0, 0, "), done.stderr
    assert "user" not in done.stdout.split()
    assert "capabilities" in done.stdout.split()
