"""The same files earn the same, and are run once; no mark differs from that of the files by themselves."""

from collections.abc import Mapping

import pytest

from grader import Course, Exercise, FunctionItem, Integers
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.supervised import judge_supervised
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.judging.verdict_cache.code_cache import CodeCache
from grader.model.feedback import Witness
from grader.model.report import ItemScore, Report, Timing
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.limits import Limits


@pytest.fixture(scope="module")
def sandbox(walled: Sandbox) -> Sandbox:
    """A sandbox with a second wall."""
    return walled


def item(name: str, **fields: object) -> FunctionItem:
    """An item that adds one."""
    given = {"title": "t", "points": 1, "inputs": (Integers(low=0, high=9),), "cases": ((1,),), "trials": 3, **fields}
    return FunctionItem(id=name, **given)


def exercise(name: str, *items: FunctionItem) -> ExerciseKey:
    """An exercise whose reference adds one."""
    examined = Exercise(title="t", source="s", statement="Write it.", items=items)
    return ExerciseKey(name, examined, {item.function: (lambda x: x + 1) for item in items})


def key_of(*exercises: ExerciseKey) -> CourseKey:
    """A course."""
    return CourseKey(Course(name="c", title="C", version="1"), exercises)


KEY = key_of(exercise("first", item("f"), item("g")), exercise("second", item("f"), item("g", visibility="hidden")))
RIGHT = "def f(x): return x + 1\ndef g(x): return x + 1\n"


def plain(report: Report) -> Report:
    """The report without how long it took."""
    return report.model_copy(update={"timing": Timing(seconds=0)})


def judge(sandbox: Sandbox, cache: VerdictCache | None, files: Mapping[str, str], key: CourseKey = KEY) -> Report:
    """The report on a submission."""
    submission = Submission(id="s", files={f"{name}.py": text.encode() for name, text in files.items()})
    return plain(judge_supervised(submission, key, sandbox, cache=cache))


def never(*_: object) -> None:
    """What must not be called."""
    raise AssertionError


def test_the_same_code_is_not_run_again(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a file is loaded for somebody whose files are known, but for their ends, exercise by exercise."""
    cache = VerdictCache()
    wrong = "def f(x): return x\ndef g(x):\n    result = x + 1\n    return result\n"
    judge(sandbox, cache, {"first": RIGHT, "second": wrong})
    judge(sandbox, cache, {"first": wrong, "second": RIGHT})
    monkeypatch.setattr(Exchange, "_load", never)
    for first, second in ((RIGHT, RIGHT), (wrong, wrong)):
        files = {"first": first + "\n# me\n", "second": second + "\n\n# mine\n", "notes": "# whatever"}
        report = judge(sandbox, cache, files)
        monkeypatch.undo()
        assert report == judge(sandbox, None, files)
        monkeypatch.setattr(Exchange, "_load", never)


COUNTS = "n = 0\ndef f(x):\n    global n\n    n += 1\n    return {}\n"
SOURCES = {
    "right": RIGHT,
    "wrong": "def f(x): return x\ndef g(x): return -x\n",
    "half": "def f(x): return x + 1\n",
    "remembers": COUNTS.format("x + 1 if n < 3 else n"),
    "prints": "def f(x):\n    print('hello', x)\n    return x + 1\n",
    "crashes": "def f(x):\n    result = 1 // 0\n    return result\n",
    "crashes later": COUNTS.format("x + 1 if n < 3 else 1 // 0"),
    "warns": "import numpy as np\ndef f(x): return np.log(np.float64(x) - 1)\n",
    "names what is not there": "def f(x): return nothing\n",
    "ends the process": "import os\ndef f(x):\n    os._exit(1)\n",
    "never ends": "def f(x):\n    while x > 3: pass\n    return x + 1\n",
    "does not load": "1 // 0",
    "prints and does not load": "print('hello')\n1 // 0\n",
    "recurses": "def f(x): return f(x)\n",
    "exits": "def f(x): raise SystemExit\n",
    "misses a value": "def f(x):\n    if x > 100: result = 1\n    return result\n",
    "is no Python": "def f(x:",
    "raises as a stub does": "def f(x): raise NotImplementedError\n",
    "gives what cannot be sent": "def f(x): return object()",
    "looks at itself": "def f(x): return x + ('second' in open(__file__).read())",
}


SLOW = {
    "half", "never ends", "crashes later", "names what is not there", "exits", "recurses", "raises as a stub does",
    "prints and does not load", "warns", "wrong", "misses a value", "does not load", "gives what cannot be sent",
}  # fmt: skip
"""Each is waited for, or like another one."""


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(source, id=name, marks=[pytest.mark.slow] if name in SLOW else [])
        for name, source in SOURCES.items()
    ],
)
def test_no_mark_differs(sandbox: Sandbox, source: str) -> None:
    """Handed in three times, each time in other words, it is found to be what it is by itself, lines and all."""
    cache = VerdictCache()
    for comment in ("", "# the first line\n", "\n\n# a second one\n"):
        files = {"first": comment + source, "second": RIGHT + comment}
        assert judge(sandbox, cache, files) == judge(sandbox, None, files)
    for end in ("  # mine\n", "  # yours\n\n# the end\n"):
        files = {"first": source.replace("result", "total").replace("\n", end), "second": RIGHT}
        assert judge(sandbox, cache, files) == judge(sandbox, None, files)


SAYS = ("crashes", "prints", "does not load", "prints and does not load", "recurses", "exits", "misses a value")


@pytest.mark.parametrize("name", SAYS)
def test_the_same_text_is_not_run_again(sandbox: Sandbox, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hands in again what has failed, or what prints, is not kept waiting for it once more."""
    cache = VerdictCache()
    first = {"first": SOURCES[name], "second": RIGHT}
    judge(sandbox, cache, first)
    again = {"first": SOURCES[name] + "\n# again\n", "second": RIGHT}
    expected = judge(sandbox, None, again)
    monkeypatch.setattr(Exchange, "_load", never)
    assert judge(sandbox, cache, again) == expected


POISON = "import numpy\nnumpy.add = lambda *_: -1\nimport builtins\nbuiltins.abs = lambda _: -1\n"
TRUSTING = "import numpy as np\ndef f(x): return abs(int(np.add(x, 1)))\n"
LAZY = """def f(x):
    try:
        import scipy
    except ImportError:
        return x + 1
    return scipy.answer
"""


def test_what_another_exercise_has_done_does_not_count(sandbox: Sandbox) -> None:
    """Who breaks a library in one exercise breaks it for that one only, alone and in a class."""
    for cache in (None, VerdictCache()):
        report = judge(sandbox, cache, {"first": POISON + TRUSTING, "second": TRUSTING})
        assert [score.verdict for score in report.items][::2] == [Verdict.WRONG, Verdict.CORRECT]


ASKS = """import sympy.external as external
NAME = "".join(["sci", "py"])
def f(x): return x + 1 if external.import_module(NAME) is None else -1
"""


@pytest.mark.parametrize(("more", "verdict"), [("", Verdict.CORRECT), ("import scipy\n", Verdict.WRONG)])
def test_a_file_that_lies_about_is_in_nobody_s_way(sandbox: Sandbox, more: str, verdict: Verdict) -> None:
    """A library that looks for another one finds no file of the student's by that name, unless it is imported."""
    report = judge(sandbox, None, {"first": ASKS + more, "second": RIGHT, "scipy": "__version__ = '9'\n"})
    assert report.items[0].verdict is verdict


def test_a_helper_counts(sandbox: Sandbox) -> None:
    """The same file beside another helper is other code; beside none it does not load."""
    cache = VerdictCache()
    source = "from helper import add\ndef f(x): return add(x)\n"
    helpers = ("def add(x): return x + 1\n", "def add(x): return x\n", "def add(x):  # mine\n    return x + 1\n")
    verdicts = []
    for helper in (*helpers, None):
        files = {"first": source, "second": RIGHT} | ({} if helper is None else {"helper": helper})
        report = judge(sandbox, cache, files)
        assert report == judge(sandbox, None, files)
        verdicts.append(report.items[0].verdict)
    assert verdicts == [Verdict.CORRECT, Verdict.WRONG, Verdict.CORRECT, Verdict.CRASHED]


LOADS = {
    "first": "import tools\nhelper = tools.load('helper')\ndef f(x): return helper.add(x)\n",
    "tools": "from importlib import import_module\ndef load(name): return import_module(name)\n",
    "helper": "def add(x): return x + 1\n",
}


@pytest.mark.parametrize("first", [LOADS["first"], "import pydoc\nf = pydoc.locate('helper').add\n"])
def test_a_helper_that_is_imported_by_a_string(sandbox: Sandbox, first: str) -> None:
    """Whichever file does it, and whichever names it."""
    report = judge(sandbox, VerdictCache(), {**LOADS, "first": first, "second": RIGHT})
    assert report.items[0].verdict is Verdict.CORRECT


def test_sympy_s_random_numbers_are_the_same_on_every_run(sandbox: Sandbox) -> None:
    """As those of the other generators that are everybody's."""
    source = "import sympy\nN = sympy.randprime(10**6, 10**7)\ndef f(x): return N\n"
    reports = []
    for _ in range(2):
        box = Sandbox("confined", Limits(call_seconds=1.0))
        reports.append(judge(box, None, {"first": source, "second": RIGHT}))
        box.close()
    assert reports[0] == reports[1] == judge(sandbox, None, {"first": source, "second": RIGHT})


def test_one_who_spoils_it_for_himself(sandbox: Sandbox) -> None:
    """What lies beside somebody's file, and is found by accident, costs nobody else who has written the same."""
    cache = VerdictCache()
    spoiled = judge(sandbox, cache, {"first": LAZY, "second": RIGHT, "scipy": "answer = -1\n"})
    assert spoiled.items[0].verdict is Verdict.WRONG
    report = judge(sandbox, cache, {"first": LAZY, "second": RIGHT})
    assert report.items[0].verdict is Verdict.CORRECT


FIRST = "def f(x):\n  for y in {{{}}}: return x + (y == 0)\n"
TELLS = """def f(x):
    try:
        if x > 100: {0} = 1
        return {0}
    except Exception as error: return str(error)
"""
READS = "import linecache\ndef f(x): return x + ('yes' in linecache.getline('other.py', 1))\n"
ASKED = """import gc
calls = 0
def f(x):
    global calls
    calls += 1
    (caller,) = [one for one in gc.get_objects() if type(one).__name__ == "Caller"]
    return x + (caller._number - calls == 1)
"""
EMPTY = """import numpy as np
def f(x):
    y = bytes(np.empty(20000, np.uint8)).count(b'#b')
    return x + 1 + (y > 100)
"""
SPELLED = "# coding: unicode_escape\n" + "# \\\n" * 6 + TELLS
ALMOST = {
    "memory that nobody has written to": ({"first": EMPTY + "#a" * 8000}, {"first": EMPTY + "#b" * 8000}),
    "what the compiler warns of": ({"first": "def f(x): return x + 1 or 2"}, {"first": "def f(x): return x + 1or 2"}),
    "lines that the encoding hides": ({"first": SPELLED.format("mine")}, {"first": SPELLED.format("yours")}),
    "the order of a set": ({"first": FIRST.format("0, 8")}, {"first": FIRST.format("8, 0")}),
    "the name of a variable": ({"first": TELLS.format("mine")}, {"first": TELLS.format("yours")}),
    "another file": ({"first": READS, "other": "# yes"}, {"first": READS, "other": "# no"}),
    "whether it was asked for its fingerprint": ({"first": ASKED}, {"first": ASKED}),
}


@pytest.mark.parametrize("class_", ALMOST.values(), ids=ALMOST)
def test_almost_the_same_code(sandbox: Sandbox, class_: tuple[dict[str, str], ...]) -> None:
    """What differs in something that the code can see is another one's."""
    cache = VerdictCache()
    for files in class_:
        assert judge(sandbox, cache, files) == judge(sandbox, None, files)


def test_a_rule_about_the_source(sandbox: Sandbox) -> None:
    """Where something may not be used, what is written counts, even where it does nothing."""
    cache = VerdictCache()
    key = key_of(exercise("first", item("f", may_not_use=("sum",))))
    for source, verdict in (("x + 1", "CORRECT"), ("x + 1 if True else sum([x])", "WRONG"), ("x + 1", "CORRECT")):
        files = {"first": f"def f(x): return {source}"}
        report = judge(sandbox, cache, files, key)
        assert report == judge(sandbox, None, files, key)
        assert report.items[0].verdict == verdict


def test_a_machine_that_stood_still(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it made of a submission is not kept for others."""
    cache = VerdictCache()
    monkeypatch.setattr("grader.judging.steady._STILL_SECONDS", -100.0)
    judge(sandbox, cache, {"first": RIGHT, "second": RIGHT})
    monkeypatch.setattr(Exchange, "_load", never)
    report = judge(sandbox, cache, {"first": RIGHT, "second": RIGHT})
    assert {score.verdict for score in report.items} == {Verdict.GRADER_ERROR}


def test_code_that_breaks_the_compiler(sandbox: Sandbox) -> None:
    """It costs nothing but its own exercise."""
    cache = VerdictCache()
    files = {"first": "f = " + "(" * 99 + "-" * 60_000 + "1" + ")" * 99, "second": RIGHT}
    for _ in range(2):
        report = judge(sandbox, cache, files)
        assert report == judge(sandbox, None, files)
        assert report.items[2].verdict is Verdict.CORRECT


SCORE = ItemScore(
    id="f", title="t", kind="function", score=1.0, max_score=1.0, verdict=Verdict.CORRECT, visibility="public"
)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": Verdict.GRADER_ERROR},
        {"verdict": Verdict.UNDECIDED},
        {"verdict": Verdict.TIMED_OUT},
        {"verdict": Verdict.OUT_OF_MEMORY},
        {"verdict": Verdict.FORBIDDEN},
        {"verdict": Verdict.SKIPPED},
        {"output": "<function f at 0x7f0012345678>"},
    ],
)
def test_what_may_be_otherwise_for_others_is_not_kept(change: dict[str, object]) -> None:
    """What depends on the moment, or prints addresses; nor the other items of that exercise."""
    known = CodeCache()
    known.learn("first", "p", {"f": SCORE, "g": SCORE.model_copy(update=change)})
    assert known.look_up("first", "p") is None


def test_what_is_kept_comes_back() -> None:
    """Under its exercise and its fingerprint."""
    known = CodeCache()
    witness = Witness(kind="call", text="f(1) gave 1")
    wrong = {"verdict": Verdict.WRONG, "score": 0.0, "witness": witness, "output": "debugging: 3\n"}
    scores = {"f": SCORE, "g": SCORE.model_copy(update=wrong)}
    known.learn("first", "p", scores)
    assert known.look_up("first", "p") == scores
    assert known.look_up("second", "p") is None
    assert known.look_up("first", "other") is None


def test_it_does_not_grow_for_ever() -> None:
    """What was not asked for the longest is forgotten."""
    known = CodeCache(most_bytes=10_000)
    prints = [str(number) for number in range(1000)]
    for fingerprint in prints:
        known.learn("first", fingerprint, {"f": SCORE})
        assert known.look_up("first", prints[0]) is not None
    kept = [number for number, fingerprint in enumerate(prints) if known.look_up("first", fingerprint) is not None]
    assert 10 < len(kept) < 100
    assert kept[1:] == list(range(1000 - len(kept) + 1, 1000))


def test_what_is_learnt_twice_takes_up_room_once() -> None:
    """The same code, judged by two workers, makes the cache forget nothing."""
    known = CodeCache(most_bytes=3_000)
    known.learn("first", "other", {"f": SCORE})
    for _ in range(50):
        known.learn("first", "p", {"f": SCORE})
    assert known.look_up("first", "other") is not None
    assert known.look_up("first", "p") is not None
