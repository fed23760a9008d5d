"""Whatever differs from run to run is the same in a student's process: on each run, at each level, at each call."""

from collections.abc import Iterator

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.outcome import Returned
from grader.sandbox.client.session import Session
from grader.sandbox.levels.sandbox import LEVELS, Sandbox

SOURCES = {
    "np.random.default_rng()": "np.random.default_rng().random()",
    "np.random.default_rng(None)": "np.random.default_rng(None).random()",
    "np.random.SeedSequence()": "str(np.random.SeedSequence().entropy)",
    "np.random.Generator(PCG64())": "np.random.Generator(np.random.PCG64()).normal()",
    "np.random.RandomState()": "np.random.RandomState().rand()",
    "np.random.seed()": "(np.random.seed(), np.random.rand())[1]",
    "np.random.rand": "np.random.rand()",
    "np.random.normal": "np.random.normal()",
    "random.random": "random.random()",
    "random.gauss": "random.gauss(0, 1)",
    "random.seed()": "(random.seed(), random.random())[1]",
    "random.Random()": "random.Random().random()",
    "random.SystemRandom": "random.SystemRandom().random()",
    "secrets.randbelow": "secrets.randbelow(10**6)",
    "secrets.token_hex": "secrets.token_hex(4)",
    "secrets.choice": "secrets.choice(range(10**6))",
    "uuid.uuid1": "str(uuid.uuid1())",
    "uuid.uuid4": "str(uuid.uuid4())",
    "os.urandom": "os.urandom(4).hex()",
    "os.getrandom": "getattr(os, 'getrandom', os.urandom)(4).hex()",
    "sympy's": "int(sympy.randprime(10**6, 10**7))",
    "sympy's without a seed": "(sympy.core.random.seed(), int(sympy.randprime(10**6, 10**7)))[1]",
    "time.time": "time.time()",
    "time.time_ns": "str(time.time_ns())",
    "time.perf_counter": "time.perf_counter()",
    "time.monotonic": "time.monotonic()",
    "time.process_time": "time.process_time()",
    "time.ctime": "time.ctime()",
    "time.localtime": "list(time.localtime())",
    "time.strftime": "time.strftime('%c')",
    "timeit.default_timer": "timeit.default_timer()",
    "datetime.now": "str(datetime.datetime.now())",
    "datetime.now(utc)": "str(datetime.datetime.now(datetime.timezone.utc))",
    "datetime.utcnow": "str(datetime.datetime.utcnow())",
    "date.today": "str(datetime.date.today())",
    "os.getpid": "os.getpid()",
    "os.times": "list(os.times())",
    "id": "id([])",
    "hash of an object": "hash(object())",
    "hash of a text": "hash('text') % 10**6",
    "the order of a set": "list({'a', 'b', 'c', 'd', 'e'})",
    "np.empty": "np.empty(40).tolist()",
    "np.empty_like": "np.empty_like(np.ones(40)).tolist()",
}
HEAD = "import datetime, os, random, secrets, sympy, time, timeit, uuid\nimport numpy as np\n"


def open_at(level: str, source: str) -> Iterator[Session]:
    """A session of its own, in a sandbox of its own."""
    try:
        box = Sandbox(level)
        _ = box.level
    except SandboxError:
        return
    session = box.open({"work.py": source.encode()})
    yield session
    session.close()
    box.close()


@pytest.mark.slow
def test_whatever_the_run_the_level_and_the_calls_before() -> None:
    """Each source of chance gives the same, twice at each level, at each call; and it gives something."""
    lines = [f"def f{number}(): return {source}\n" for number, source in enumerate(SOURCES.values())]
    answers = []
    for level in (*LEVELS, *LEVELS):
        for session in open_at(level, HEAD + "".join(lines)):
            for times in (1, 2):
                calls = [session.call("work", f"f{number}", [()] * times)[-1] for number in range(len(SOURCES))]
                answers.append(dict(zip(SOURCES, calls, strict=True)))
    for name, outcome in answers[0].items():
        assert isinstance(outcome, Returned), (name, outcome)
        assert [answer for answer in answers if answer[name] != outcome] == [], name
    assert len(answers) >= 4


STILL_RANDOM = {
    "within a call": "def f(): return [np.random.rand() for _ in range(3)], [random.random() for _ in range(3)]\n",
    "of new generators": "def f(): return [[np.random.default_rng().random() for _ in range(3)]]\n",
    "from different seeds": "def f(): return [[np.random.default_rng(n).random() for n in range(3)]]\n",
    "of objects": "def f(): return [[id(x) for x in ([], {}, set())]]\n",
}


@pytest.mark.parametrize("source", STILL_RANDOM.values(), ids=STILL_RANDOM)
def test_it_is_still_chance(session_of: "Opened", source: str) -> None:
    """Numbers that are drawn one after the other differ."""
    (outcome,) = session_of(HEAD + source).call("work", "f", [()])
    assert isinstance(outcome, Returned)
    assert all(len(set(numbers)) == 3 for numbers in outcome.value)


SEED = """
np.random.seed(7); random.seed(7)
np.random.normal(); random.gauss(0, 1)  # of each, one more is ready
RNG = np.random.default_rng(7)
NAMES = {id(RNG): "rng"}
def f(): return float(np.random.normal()), random.gauss(0, 1), id(RNG) in NAMES
def g(): return float(RNG.normal())
def expected():
    one, other = np.random.RandomState(7), random.Random(7)
    return [float(one.normal()), float(one.normal())][1], [other.gauss(0, 1), other.gauss(0, 1)][1], True
"""


def test_the_student_s_own_seed_counts(session_of: "Opened") -> None:
    """Each call begins where loading the file ended; what the code keeps for itself goes on."""
    session = session_of(HEAD + SEED)
    (expected,) = session.call("work", "expected", [()])
    assert session.call("work", "f", [(), (), ()]) == [expected] * 3
    session.call("work", "expected", [()])
    assert session.call("work", "f", [()]) == [expected]
    first, second = session.call("work", "g", [(), ()])
    assert first != second


CLOCKS = ("time.time", "time.perf_counter", "time.monotonic", "time.process_time", "timeit.default_timer")
ENDS = """
def rounds(clock, seconds):
    start, count = clock(), 0
    while clock() - start < seconds: count += 1
    return count
""" + "".join(f"def until_{name.partition('.')[2]}(): return rounds({name}, 1)\n" for name in CLOCKS)
OTHERS = """
import queue, logging, io
def sleeps():
    start = time.time()
    time.sleep(0.05)
    return 0.05 <= time.time() - start < 0.06
def measures(): return timeit.timeit("1 + 1", number=3) > 0
def waits():
    try: queue.Queue().get(timeout=0.05)
    except queue.Empty: return True
def calculates():
    now = datetime.datetime.now()
    later = now + datetime.timedelta(days=1)
    return [isinstance(later, datetime.datetime), isinstance(np.datetime64("2020-01-01").item(), datetime.date),
            isinstance(now, datetime.date), str(later - now), repr(datetime.date(2020, 1, 2)),
            str(np.datetime64(now))[:19]]
"""


def test_built_in_names_can_be_changed(session_of: "Opened") -> None:
    """As everywhere: what a file adds to them, or puts in their place, it finds."""
    source = "import builtins\nbuiltins.mine = 7\nbuiltins.abs = lambda x: -9\n"
    session = session_of(source + "def f(): return mine, abs(1), exit is not None\n")
    assert session.call("work", "f", [()]) == [Returned((7, -9, True))]


def test_a_loop_on_the_clock_ends(session_of: "Opened") -> None:
    """After as many rounds as a millisecond goes into the time."""
    session = session_of(HEAD + ENDS)
    for name in CLOCKS:
        (rounds,) = session.call("work", f"until_{name.partition('.')[2]}", [()])
        assert rounds in {Returned(999), Returned(1000)}, name


def test_other_uses_of_the_clock(session_of: "Opened") -> None:
    """Sleeping takes its time, libraries that wait wait no longer, and dates are Python's."""
    session = session_of(HEAD + OTHERS)
    assert [session.call("work", name, [()]) for name in ("sleeps", "measures", "waits")] == [[Returned(True)]] * 3
    (seen,) = session.call("work", "calculates", [()])
    day = "2026-01-01T00:00:00"
    assert seen == Returned([True, True, True, "1 day, 0:00:00", "datetime.date(2020, 1, 2)", day])


class Opened:
    """Opens sessions on the source of `work.py`."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.sessions: list[Session] = []

    def __call__(self, source: str) -> Session:
        """A new session."""
        self.sessions.append(self._sandbox.open({"work.py": source.encode()}))
        return self.sessions[-1]


@pytest.fixture
def session_of(sandbox: Sandbox) -> Iterator[Opened]:
    """Sessions at the strongest level that holds."""
    opened = Opened(sandbox)
    yield opened
    for session in opened.sessions:
        session.close()
