"""Which level is taken, with levels that are played here: what is tried, remembered, refused and ended."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.session import Process
from grader.sandbox.levels import confined, start
from grader.sandbox.levels import sandbox as levels
from grader.sandbox.levels.limited import Limited, Scratch
from grader.sandbox.levels.sandbox import LEVELS, Backend, Sandbox, holes
from grader.sandbox.limits import Limits


class Played:
    """A level that says what was asked of it."""

    required = frozenset({"a"})

    def __init__(self, level: str, said: list[str], fault: str) -> None:
        self.level = level
        self._said = said
        self._fault = fault

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Any method of a level's."""
        return lambda *_: self._said.append(f"{name} {self.level}")

    def wait(self) -> None:
        """Fail, if it is to."""
        self._said.append(f"wait {self.level}")
        if self._fault:
            raise SandboxError(self._fault)


class Machine:
    """What holds on a machine, and what happens there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self.recalled: str | None = None
        self.absent: set[str] = set()
        self.waits_in_vain: set[str] = set()
        self.holes: dict[str, list[tuple[str, ...]]] = {}
        monkeypatch.setattr(levels, "start_backend", self._start)
        monkeypatch.setattr(levels, "holes", self._holes)
        monkeypatch.setattr(levels, "recall", lambda: self.recalled)
        monkeypatch.setattr(levels, "remember", lambda level: self.said.append(f"remember {level}"))

    def _start(self, level: str, _limits: Limits, *, has_sympy: bool) -> Backend:
        assert has_sympy
        if level in self.absent:
            raise SandboxError(f"no {level} here")
        self.said.append(f"start {level}")
        return cast("Backend", Played(level, self.said, "it is gone" if level in self.waits_in_vain else ""))

    def _holes(self, backend: Backend) -> tuple[str, ...]:
        self.said.append(f"try {backend.level}")
        found = self.holes.get(backend.level, [])
        return found.pop(0) if found else ()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """One on which everything holds, and nothing is known of it."""
    return Machine(monkeypatch)


HOLE = ("a submission can read files",)


class Case(NamedTuple):
    """What there is, what is taken, and what happens."""

    level: str
    happens: str
    refused: tuple[tuple[str, tuple[str, ...]], ...] = ()
    demanded: str | None = None
    recalled: str | None = None
    absent: frozenset[str] = frozenset()
    waits_in_vain: frozenset[str] = frozenset()
    holes: dict[str, list[tuple[str, ...]]] = {}  # noqa: RUF012 - never changed


CASES = {
    "everything holds": Case("isolated", "start isolated, try isolated, remember isolated"),
    "one level is not there": Case(
        "confined",
        "start confined, try confined, remember confined",
        (("isolated", ("no isolated here",)),),
        absent=frozenset({"isolated"}),
    ),
    "a hole": Case(
        "confined",
        "start isolated, try isolated, try isolated, close isolated, start confined, try confined, remember confined",
        (("isolated", HOLE),),
        holes={"isolated": [HOLE, HOLE]},
    ),
    "a hole by accident": Case(
        "isolated", "start isolated, try isolated, try isolated, remember isolated", holes={"isolated": [HOLE]}
    ),
    "it is known": Case("confined", "start confined, wait confined", recalled="confined"),
    "it is known that nothing holds": Case("limited", "start limited, wait limited", recalled="limited"),
    "what was known no longer holds": Case(
        "isolated",
        "start confined, wait confined, close confined, start isolated, try isolated, remember isolated",
        (("confined", ("it is gone",)),),
        recalled="confined",
        waits_in_vain=frozenset({"confined"}),
    ),
    "what was known is tried like any other then": Case(
        "limited",
        "start confined, wait confined, close confined, start confined, try confined, try confined, close confined, "
        "start limited, try limited, remember limited",
        (("confined", ("it is gone",)), ("isolated", ("no isolated here",)), ("confined", HOLE)),
        recalled="confined",
        absent=frozenset({"isolated"}),
        waits_in_vain=frozenset({"confined"}),
        holes={"confined": [HOLE, HOLE]},
    ),
    "it is demanded": Case("confined", "start confined, try confined", demanded="confined"),
    "it is demanded and known": Case(
        "confined", "start confined, wait confined", demanded="confined", recalled="confined"
    ),
    "another one is known": Case("confined", "start confined, try confined", demanded="confined", recalled="isolated"),
}


def made(machine: Machine, case: Case) -> Sandbox:
    """A sandbox on such a machine."""
    machine.recalled, machine.holes = case.recalled, {level: list(found) for level, found in case.holes.items()}
    machine.absent, machine.waits_in_vain = {*case.absent}, {*case.waits_in_vain}
    return Sandbox(case.demanded)


@pytest.mark.parametrize("name", CASES)
def test_the_strongest_that_holds_is_taken(machine: Machine, name: str) -> None:
    """It begins to warm up at once, and is tried when it is asked for: once."""
    case = CASES[name]
    sandbox = made(machine, case)
    assert len(machine.said) == 1
    assert [sandbox.level, sandbox.level, sandbox.backend.level] == [case.level] * 3
    assert ", ".join(machine.said) == case.happens
    assert tuple(sandbox.refused) == case.refused


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (Case("", "", demanded="isolated", absent=frozenset({"isolated"})), "(isolated: no isolated here)"),
        (
            Case("", "", demanded="confined", holes={"confined": [(*HOLE, "b"), (*HOLE, "b")]}),
            f"(confined: {HOLE[0]}, b)",
        ),
        (
            Case("", "", demanded="confined", recalled="confined", waits_in_vain=frozenset({"confined"})),
            "(confined: it is gone)",
        ),
        (
            Case("", "", absent=frozenset(LEVELS)),
            "(isolated: no isolated here; confined: no confined here; limited: no limited here)",
        ),
    ],
    ids=["not there", "holes", "no longer", "none at all"],
)
def test_where_none_holds_it_says_why(machine: Machine, case: Case, says: str) -> None:
    """Level by level; what was demanded is not weakened, and nothing is remembered."""
    with pytest.raises(SandboxError) as error:
        _ = made(machine, case).level
    assert str(error.value) == f"no sandbox level that is wanted holds here {says}; `grade doctor` tells more"
    assert not [said for said in machine.said if said.startswith("remember")]


def test_what_is_asked_of_a_sandbox_is_asked_of_its_level(machine: Machine) -> None:
    """What is asked of one that was tried."""
    sandbox = Sandbox(None, Limits(call_seconds=7))
    sandbox.wait()
    sandbox.warm()
    sandbox.close()
    tried = ["try isolated", "remember isolated"]
    asked = ["start isolated", *tried, "wait isolated", "warm isolated", "close isolated"]
    assert machine.said == asked
    exchange = sandbox.exchange({})
    assert (exchange.level, exchange.limits) == ("isolated", Limits(call_seconds=7))


def test_limited_promises_nothing() -> None:
    """So nothing is tried there."""
    assert holes(cast("Backend", Played("limited", [], ""))) == ()


def test_a_level_that_does_not_start_has_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be tried, and its reason is told; else what came through is."""
    backend = cast("Backend", Played("confined", [], ""))

    def attack(*_: object) -> Any:
        raise SandboxError("it does not start")

    monkeypatch.setattr("grader.sandbox.levels.probe.attack", attack)
    assert holes(backend) == ("it does not start",)


class Spawned:
    """A process of the level `limited`."""

    made: list["Spawned"]

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.is_killed = False
        self.made.append(self)

    def kill(self) -> None:
        """Remember it."""
        self.is_killed = True


def test_processes_warm_up_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """One for who needs one, two more for who needs a second; those that were never used end with the level."""
    spawned: list[Spawned] = []
    monkeypatch.setattr(Spawned, "made", spawned, raising=False)
    monkeypatch.setattr("grader.sandbox.levels.limited.SpawnedProcess", Spawned)
    limits, others = Limits(), Limits(call_seconds=1)
    limited = Limited(limits)
    started: list[Process] = []
    counts = [len(spawned)]
    for asked in (limits, others, limits, limits):
        started.append(limited.start(asked))
        counts.append(len(spawned))
    assert counts == [1, 1, 2, 5, 6]
    assert [spawned.index(cast("Spawned", process)) for process in started] == [0, 1, 2, 3]
    assert [process.limits for process in spawned] == [limits, others, *[limits] * 4]
    limited.close()
    assert [process.is_killed for process in spawned] == [False] * 4 + [True] * 2


def test_what_a_process_printed_is_taken_once() -> None:
    """Cut, and without what was cut; its size is that of all."""
    scratch = Scratch()
    with scratch.writer() as one, scratch.writer() as other:
        one.write(b"abcdef")
        assert scratch.take_output(4) == b"abcd"
        other.write(b"gh")
        assert scratch.printed_bytes() == 8
        assert (scratch.take_output(4), scratch.take_output(4)) == (b"gh", b"")
    scratch.remove()


def test_a_process_gets_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """But what an interpreter needs to start; one thread, and sets in one order."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/lib/of/python")
    monkeypatch.setenv("GRADER_TEST_SECRET", "secret")
    monkeypatch.delenv("SYSTEMROOT", raising=False)
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    assert start.environment() == {
        "LD_LIBRARY_PATH": "/lib/of/python", "PATH": "/bin:/usr/bin", "PYTHONHASHSEED": "0", "TZ": "UTC0",
        "SYMPY_GROUND_TYPES": "python", "VECLIB_MAXIMUM_THREADS": "1", **threads,
    }  # fmt: skip


def test_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mode, its numbers, then the folders of libraries: each once, and of the module path no others."""
    installed = start.libraries()
    assert len(set(installed)) == len(installed)
    monkeypatch.setattr(sys, "path", ["/course", "/a/site-packages", "/b/dist-packages", "/a/site-packages", *sys.path])
    assert start.libraries()[:2] == ["/a/site-packages", "/b/dist-packages"]
    assert {*start.libraries()} == {"/a/site-packages", "/b/dist-packages", *installed}
    executable, *options = start.command("zygote", (1, 2))
    assert executable == sys.executable
    assert options[:5] == ["-s", "-P", "-S", "-X", "utf8"]
    assert options[5].endswith("grader/sandbox/inside/__main__.py")
    assert options[6:] == ["zygote", "1", "2", *start.libraries()]


def test_a_package_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name: the process could not even warm up."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(SandboxError, match="numpy is not installed, and the student's process needs it"):
        start.libraries()


def test_what_namespaces_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed is hidden before the packages in it are shown; nothing without bubblewrap."""
    installed = tmp_path / "lib" / "site-packages"
    (installed / "numpy").mkdir(parents=True)
    monkeypatch.setattr(confined, "standard_library_folders", lambda: [tmp_path / "lib"])
    monkeypatch.setattr(confined, "libraries", lambda: [str(installed)])
    monkeypatch.setattr("shutil.which", lambda _tool: "/bin/bwrap")
    options = confined.wrapper()
    assert options is not None
    assert options[:3] == ["/bin/bwrap", "--unshare-all", "--die-with-parent"]
    assert options[-3:] == ["--chdir", "/", "--"]
    shown = [options[at + 1] for at, option in enumerate(options) if option == "--ro-bind"]
    assert options[options.index("--tmpfs") + 1] == str(installed)
    assert options.count("--tmpfs") == 1
    at = [shown.index(str(path)) for path in (tmp_path / "lib", installed / "numpy")]
    assert options.index(shown[at[0]]) < options.index("--tmpfs") < options.index(shown[at[1]])
    assert str(installed) not in shown
    monkeypatch.setattr("shutil.which", lambda _tool: None)
    assert confined.wrapper() is None
    with pytest.raises(SandboxError, match=r"^bubblewrap is not installed$"):
        confined.Confined("isolated")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these levels")
def test_what_a_process_has_to_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything but a user of its own; where it is isolated, namespaces around it as well."""
    monkeypatch.setattr(confined, "Zygote", lambda _wrapper, *, has_sympy: None if has_sympy else 1)
    monkeypatch.setattr(confined, "wrapper", lambda: ["bwrap"])
    layers = {"rlimits", "capabilities", "no-new-privileges", "parent-death", "landlock", "seccomp"}
    assert confined.Confined("confined").required == layers
    assert confined.Confined("isolated").required == {*layers, "namespaces"}
