"""With the verdict cache or without it, no mark differs; with it, what others have answered is not judged again."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import Course, Exercise, FunctionItem, Integers, Reals
from grader.course.load import load_course
from grader.errors import SandboxError
from grader.judging.child import JudgingLimits
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.supervised import judge_supervised
from grader.judging.verdict_cache.answer_trie import (
    CallsEvent,
    Circumstances,
    Learned,
    Node,
    SessionAction,
    Step,
    VerdictCache,
)
from grader.judging.verdict_cache.replayed_session import CacheLookup
from grader.model.report import ItemScore, Report, Timing
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.client.exchange import Answer, NotLoaded, Request
from grader.sandbox.client.outcome import Failure, FailureKind
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.limits import Limits
from tests.conftest import ROOT, SUBMISSIONS

NAMES = ("mean_squared_error", "xor")
USUAL = JudgingLimits()
STATEMENT = {"title": "t", "source": "s", "statement": "Write it."}


@pytest.fixture(scope="module")
def sandbox(walled: Sandbox) -> Sandbox:
    """A sandbox with a second wall."""
    return walled


def plain(report: Report) -> Report:
    """The report without how long it took."""
    return report.model_copy(update={"timing": Timing(seconds=0)})


def key_of(**items: FunctionItem) -> CourseKey:
    """A course of one exercise, `work`, whose reference adds one."""
    exercise = Exercise(**STATEMENT, items=tuple(items.values()))
    functions = {item.function: (lambda x: x + 1) for item in items.values()}
    return CourseKey(Course(name="c", title="C", version="1"), (ExerciseKey("work", exercise, functions),))


def item(name: str, **fields: object) -> FunctionItem:
    """An item of that exercise."""
    given = {"title": "t", "points": 1, "inputs": (Integers(low=0, high=9),), "cases": ((1,),), "trials": 3, **fields}
    return FunctionItem(id=name, **given)


NUMBERS = itertools.count()


def judged_alike(
    sandbox: Sandbox, key: CourseKey, cache: VerdictCache, source: str, limits: JudgingLimits = USUAL
) -> Report:
    """A report that is the same with and without the cache; nobody has handed in the same code before."""
    submission = Submission(id="s", files={"work.py": f"{source}\nNUMBER = {next(NUMBERS)}\n".encode()})
    report = judge_supervised(submission, key, sandbox, limits=limits, cache=cache)
    assert plain(report) == plain(judge_supervised(submission, key, sandbox, limits=limits))
    return report


def class_of(*names: str) -> list[Submission]:
    """Right, typical and untouched work, and each of the exercises' misconceptions by itself."""
    folders = [SUBMISSIONS / "perfect", SUBMISSIONS / "typical", ROOT / "student_template"]
    folders += sorted(path for name in names for path in (SUBMISSIONS / "misconceptions" / name).iterdir())
    return [
        Submission(id=path.name, files={f"{name}.py": content for name in names if (content := read(path, name))})
        for path in folders
    ]


def read(folder: Path, name: str) -> bytes:
    """A file of a submission; empty if there is none."""
    path = folder / f"{name}.py"
    return path.read_bytes() if path.is_file() else b""


@pytest.mark.slow
def test_no_mark_differs(sandbox: Sandbox) -> None:
    """Each of a class is found to be what it is without the others; the second time its code is known."""
    cache, key = VerdictCache(), load_course(ROOT, NAMES)
    everybody = class_of(*NAMES)
    alone = [plain(judge_supervised(submission, key, sandbox)) for submission in everybody]
    for _ in range(2):
        together = [
            plain(judge_supervised(submission, key, sandbox, cache=cache)) for submission in reversed(everybody)
        ]
        assert together == alone[::-1]


def test_what_was_answered_before_is_not_judged(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """No child is forked for somebody who answers like another, in whatever words."""
    cache, key = VerdictCache(), key_of(f=item("f"), g=item("g"))
    judged_alike(sandbox, key, cache, "def f(x): return x + 1\ndef g(x): return x")
    other = Submission(id="o", files={"work.py": b"def g(y): return 2 * y - y\ndef f(y): return 1 + y\n"})

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("grader.judging.supervised.JudgingChild", never)
    report = judge_supervised(other, key, sandbox, cache=cache)
    assert [score.verdict for score in report.items] == [Verdict.CORRECT, Verdict.WRONG]
    assert report.submission.id == "o"


COUNTS = "n = 0\ndef f(x):\n    global n\n    n += 1\n    return {}\n"
SOURCES = {
    "remembers": COUNTS.format("x + 1 if n < 3 else n"),
    "remembers longer": COUNTS.format("x + 1 if n < 4 else n"),
    "remembers across items": COUNTS.format("x + 1") + "def g(x): return x + n",
    "prints": "def f(x):\n    print('hello', x)\n    return x + 1\n",
    "prints otherwise": "def f(x):\n    print('bye', x)\n    return x + 1\n",
    "prints and is wrong": "def f(x):\n    print('bye', x)\n    return x\n",
    "crashes later": COUNTS.format("x + 1 if n < 3 else 1 // 0"),
    "ends the process": "import os\ndef f(x):\n    os._exit(1)\n",
    "ends the process later": COUNTS.format("x + 1 if n < 3 else __import__('os')._exit(1)"),
    "never ends": "def f(x):\n    while x > 3: pass\n    return x + 1\n",
    "does not load": "1 // 0",
    "is no Python": "def f(x:",
    "is not there": "",
    "gives what cannot be sent": "def f(x): return object()",
    "gives much": "def f(x): return 'x' * 900_000",
}


@pytest.mark.slow
def test_any_behaviour(sandbox: Sandbox) -> None:
    """State, prints, crashes, hangs: after any others, each is judged as if it were the first."""
    cache, key = VerdictCache(), key_of(f=item("f"), g=item("g"), h=item("h", visibility="hidden"), i=item("i"))
    for source in [*SOURCES.values(), *reversed(SOURCES.values())]:
        judged_alike(sandbox, key, cache, source)


def test_a_rule_about_the_source(sandbox: Sandbox) -> None:
    """Two who answer the same are told apart where one of them has used what may not be used."""
    cache, key = VerdictCache(), key_of(f=item("f", may_not_use=("sum",)))
    for source, verdict in [("x + 1", "CORRECT"), ("sum([x, 1])", "WRONG"), ("1 + x", "CORRECT")]:
        report = judged_alike(sandbox, key, cache, f"def f(x): return {source}")
        assert (report.items[0].verdict == "CORRECT") == (verdict == "CORRECT")


def test_earlier_items_count(sandbox: Sandbox) -> None:
    """The same answers to a later item are judged anew if an earlier one that it needs was judged otherwise."""
    cache = VerdictCache()
    exercise = Exercise(**STATEMENT, items=(item("f"), item("g", needs=("f",))))
    functions = {"f": _f, "g": _g}
    key = CourseKey(Course(name="c", title="C", version="1"), (ExerciseKey("work", exercise, functions),))
    for f, g in itertools.product(("x + 1", "x + 2"), ("2 * x + 2", "2 * x + 4")):
        judged_alike(sandbox, key, cache, f"def f(x): return {f}\ndef g(x): return {g}\n")


def _f(x: int) -> int:
    return x + 1


def _g(x: int) -> int:
    return 2 * _f(x)


def test_a_child_that_dies(sandbox: Sandbox) -> None:
    """An answer that cannot be compared in time costs its item, with the cache as without."""
    cache = VerdictCache()
    key = key_of(f=item("f", inputs=(Reals(low=0, high=9),)), g=item("g"))
    bad = "import sympy\ndef f(x):\n    return sympy.Symbol('x') ** sympy.Symbol('y')\ndef g(x): return x + 1\n"
    for _ in range(2):
        judged_alike(sandbox, key, cache, bad, limits=JudgingLimits(cpu_seconds=0.5, wall_seconds=5.0))


MUCH = "def f(x): return x\ndef g(x): return 'x' * 2000\n"
PASSES_ON = """seen = []
def f(x):
    seen.append('x' * 2000)
    return seen[-1]
def g(x): return x + len(seen) // 4
"""


@pytest.mark.parametrize("source", ["def f(x): return 'x' * 2000\ndef g(x): return x + 1\n", MUCH, PASSES_ON])
def test_answers_that_are_too_much_to_keep(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """They are judged from where it became too much, in the same process: what it remembers is not lost."""
    monkeypatch.setattr("grader.judging.verdict_cache.replayed_session._MOST_BYTES", 5000)
    cache, key = VerdictCache(), key_of(f=item("f"), g=item("g"))
    judged_alike(sandbox, key, cache, "def f(x): return x + 1\ndef g(x): return 'x' * 2000\n")
    for _ in range(3):
        judged_alike(sandbox, key, cache, source)


@pytest.mark.slow
def test_who_is_slow_is_not_hurried_by_others() -> None:
    """While it is only asked, nothing else takes the time that its own is measured beside."""
    try:
        box = Sandbox("confined", Limits(batch_seconds=1.0))
        box.wait()
    except SandboxError as error:
        pytest.skip(str(error))

    def reference(x: int) -> int:
        time.sleep(0.08)
        return x + 1

    given = key_of(f=item("f", inputs=(Integers(low=0, high=1000),), trials=11))
    (exercise,) = given.exercises
    key = replace(given, exercises=(replace(exercise, functions={"f": reference}),))
    cache = VerdictCache()
    try:
        for source in ("def f(x): return x + 1\n", "import time\ndef f(x):\n    time.sleep(0.1)\n    return x + 1\n"):
            report = judged_alike(box, key, cache, source)
            assert report.items[0].verdict is Verdict.CORRECT
    finally:
        box.close()


def test_what_a_machine_that_stood_still_made_of_it(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not kept: another time no deadline might have been passed."""
    cache, key = VerdictCache(), key_of(f=item("f"))
    monkeypatch.setattr("grader.judging.steady._STILL_SECONDS", -100.0)
    judged_alike(sandbox, key, cache, "def f(x): return x + 1")
    assert cache.root(Circumstances("work", "f", (), "")) is None
    monkeypatch.setattr("grader.judging.steady._STILL_SECONDS", 100.0)
    judged_alike(sandbox, key, cache, "def f(x): return x + 1")
    assert cache.root(Circumstances("work", "f", (), "")) is not None


SCORE = ItemScore(
    id="f", title="t", kind="function", score=1.0, max_score=1.0, verdict=Verdict.CORRECT, visibility="public"
)
CIRCUMSTANCES = Circumstances("e", "f", (("d", "WRONG", 0.5),), "")
steps = st.lists(st.builds(Step, st.just(Request("e", ((b"q", 1),))), st.binary(min_size=1, max_size=2)), min_size=1)


@given(st.lists(st.tuples(steps, st.integers(0, 9)), max_size=20))
def test_every_path_leads_to_its_score(paths: list[tuple[list[Step], int]]) -> None:
    """The last that was learned about the same answers, unless they go on elsewhere since."""
    cache = VerdictCache()
    for path, points in paths:
        cache.learn(Learned(CIRCUMSTANCES, tuple(path), SCORE.model_copy(update={"max_score": points + 1.0})))
    for path, points in paths[-1:]:
        node: Node | ItemScore | None = cache.root(CIRCUMSTANCES)
        for step in path:
            assert isinstance(node, Node)
            node = node.after[step.answer_hash]
        assert isinstance(node, ItemScore)
        assert node.max_score == points + 1.0


def test_it_does_not_grow_for_ever() -> None:
    """When it takes up too much, it begins anew."""
    cache = VerdictCache(most_bytes=10_000)
    for number in range(1000):
        answer_hash = number.to_bytes(4, "big")
        cache.learn(Learned(CIRCUMSTANCES, (Step(Request("e", ((b"q" * 100, 1),)), answer_hash),), SCORE))
    root = cache.root(CIRCUMSTANCES)
    assert isinstance(root, Node)
    assert 0 < len(root.after) < 100


@pytest.mark.parametrize("verdict", ["GRADER_ERROR", "UNDECIDED", "TIMED_OUT", "OUT_OF_MEMORY"])
def test_what_may_be_otherwise_another_time_is_not_kept(verdict: str) -> None:
    """The next one is judged again."""
    cache = VerdictCache()
    cache.learn(
        Learned(
            CIRCUMSTANCES,
            (Step(SessionAction.TAKE_OUTPUT, b"\0"),),
            SCORE.model_copy(update={"verdict": Verdict(verdict)}),
        )
    )
    assert cache.root(CIRCUMSTANCES) is None


class FakeExchange:
    """A process that gives the same two answers, whatever it is asked."""

    def ask(self, _: Request) -> Iterator[Answer]:
        """Five bytes in all."""
        return iter([b"abc", b"de"])


@pytest.mark.parametrize(("most", "found"), [(5, SCORE), (4, None)])
def test_answers_just_as_large_as_may_be_kept(
    monkeypatch: pytest.MonkeyPatch, most: int, found: ItemScore | None
) -> None:
    """They are looked up; where they have one byte more, the item is judged."""
    monkeypatch.setattr("grader.judging.verdict_cache.replayed_session._MOST_BYTES", most)
    request = Request("e", ((b"q", 1),))
    answer_hash = CallsEvent(request, [b"abc", b"de"]).answer_hash
    assert answer_hash is not None
    cache = VerdictCache()
    cache.learn(Learned(CIRCUMSTANCES, (Step(request, answer_hash),), SCORE))
    client: Any = FakeExchange()
    assert CacheLookup(cache, client).look_up(CIRCUMSTANCES) == found


def test_another_question_is_not_learned() -> None:
    """A judge that asks otherwise under the same circumstances teaches nothing."""
    cache = VerdictCache()
    first, other = (Step(Request("e", ((text, 1),)), b"\0") for text in (b"q", b"r"))
    cache.learn(Learned(CIRCUMSTANCES, (first, first), SCORE))
    cache.learn(Learned(CIRCUMSTANCES, (other, other), SCORE.model_copy(update={"score": 0.0})))
    root = cache.root(CIRCUMSTANCES)
    assert isinstance(root, Node)
    following = root.after[b"\0"]
    assert isinstance(following, Node)
    assert following.after[b"\0"] == SCORE


@pytest.mark.parametrize(
    ("answers", "other"),
    [
        ([b"a", b"b"], [b"ab"]),
        ([b"a"], [NotLoaded(b"a")]),
        ([b"file"], [Failure(FailureKind.NO_FILE, "file")]),
        ([], [b""]),
    ],
)
def test_hashes_tell_answers_apart(answers: list[object], other: list[object]) -> None:
    """Whatever kind they are of."""
    request = Request("e", ())
    assert CallsEvent(request, answers).answer_hash != CallsEvent(request, other).answer_hash  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [FailureKind.TIMED_OUT, FailureKind.KILLED, FailureKind.FLOODED])
def test_what_depends_on_the_moment_is_not_kept(kind: FailureKind) -> None:
    """A hang on a busy machine says nothing about another submission."""
    assert CallsEvent(Request("e", ()), [b"a", Failure(kind, "it was stopped")]).answer_hash is None


RUN_TOGETHER = [
    ((b"1", b"2"), (b"12",)),
    ((b"1a", b"2"), (b"1", b"a2")),
    ((b"", b"1"), (b"1", b"")),
    ((b"1",), (NotLoaded(b"1"),)),
    ((NotLoaded(b"1"), b"2"), (NotLoaded(b"12"),)),
    ((b"no_file x",), (Failure(FailureKind.NO_FILE, "x"),)),
    ((b"a" + (1).to_bytes(8, "big") + b"1",), (b"1",)),
]


@pytest.mark.parametrize(("first", "other"), RUN_TOGETHER)
def test_answers_are_not_run_together(first: tuple[Answer, ...], other: tuple[Answer, ...]) -> None:
    """Other answers have another hash, however they are cut."""
    hashes = [CallsEvent(Request("work", ()), answers).answer_hash for answers in (first, other)]
    assert None not in hashes
    assert hashes[0] != hashes[1]
