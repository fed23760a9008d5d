"""Nobody's mark depends on another's: alone, in a batch, and in a batch the other way round, each is the same.

What is handed in makes code at run time, out of pieces that tell nothing, and reads with it whatever could be read:
other files, its own text and names, memory, objects, chance and the clock. Of most there are two that differ in
nothing but what is read. `GRADER_ALONE=200 pytest -n0 tests/judging/test_alone_and_in_a_batch.py` draws that many.
"""

import itertools
import os
import random
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from grader import Course, Exercise, FunctionItem
from grader.errors import SandboxError
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.supervised import judge_supervised
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.model.report import Report, Timing
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.limits import Limits

pytestmark = pytest.mark.slow

MANY = int(os.environ.get("GRADER_ALONE", "36"))
SEED = 20261128
READS = {
    "another file": "'yes' in ''.join(__import__('linecache').getlines('notes.py'))",
    "another exercise's file": "'yes' in ''.join(__import__('linecache').getlines('second.py'))",
    "its own comments": "'yes' in ''.join(__import__('linecache').getlines('first.py'))",
    "its own source": "'yes' in __import__('inspect').getsource(__import__('sys').modules['first'])",
    "a file": "'yes' in open('notes.py').read()",
    "a resource": "'yes' in __import__('importlib.resources').resources.read_text('first', 'notes.py')",
    "what loads it": "'yes' in __loader__.get_source('notes')",
    "data of what loads it": "b'yes' in __loader__.get_data('notes.py')",
    "the files there are": "'yes' in str(__loader__.files)",
    "a module of a made name": "__import__('notes').YES == 'yes'",
    "all objects": "any(one.get('notes.py', b'').count(b'yes') for one in __import__('gc').get_objects() if type(one) is dict and 'notes.py' in one)",  # noqa: E501
    "new memory": "b'yes' in bytes(__import__('numpy').empty(100_000, 'u1'))",
    "memory of an array": "b'yes' in bytes(__import__('numpy').ndarray(100_000, 'u1'))",
    "names of variables": "'yes' in g.__code__.co_varnames",
    "its documentation": "'yes' in g.__doc__",
    "its lines": "g.__code__.co_firstlineno > 20",
    "the identity of an object": "id([]) // 16 % 2 == 0",
    "the hash of an object": "hash(object()) % 2 == 0",
    "the system's entropy": "__import__('os').urandom(1)[0] % 2 == 0",
    "a secret": "__import__('secrets').randbelow(2) == 0",
    "a new generator": "__import__('numpy').random.default_rng().random() < 0.5",
    "everybody's generator": "__import__('random').random() < 0.5",
    "a number for all the world": "__import__('uuid').uuid1().int % 2 == 0",
    "the clock": "__import__('time').time_ns() // 1000 % 7 < 3",
    "the date": "__import__('datetime').datetime.now().microsecond % 7 < 3",
    "the process": "__import__('os').getpid() % 2 == 0",
    "how often it was called": "(SEEN.append(1), len(SEEN) < 3)[1]",
}
MAKES = {
    "sympify": "sympy.sympify('e' + 'val')(TEXT, globals())",
    "S": "sympy.S('e' + 'val')(TEXT, globals())",
    "parse_expr": "parse_expr('e' + 'val')(TEXT, globals())",
    "lambdify": "sympy.lambdify([], TEXT, [globals()])()",
    "a matrix of texts": "sympy.Matrix([['e' + 'val']])[0](TEXT, globals())",
    "eval": "eval(TEXT)",
    "exec": "(exec('MADE = ' + TEXT, globals()), MADE)[1]",
    "compile": "eval(compile(f'{TEXT}', 'made', 'eval'))",
    "a forward reference": "typing.get_type_hints(type('A', (), {'__annotations__': {'a': f'int if {TEXT} else str'}}), globals())['a'] is int",  # noqa: E501
    "a name of a built-in": "getattr(sys.modules['built' + 'ins'], 'e' + 'val')(TEXT, globals())",
    "a library of a made name": "importlib.import_module('built' + 'ins').eval(TEXT, globals())",
    "a method of a made name": "operator.methodcaller('e' + 'val', TEXT, globals())(sys.modules['built' + 'ins'])",
}
SOURCE = """import operator, sys, typing
import sympy
from sympy.parsing.sympy_parser import parse_expr
{imports}
SEEN = []
{comment}
def g():
    '''{word}'''
    {word} = 1
    return {word}
TEXT = "".join({pieces})
def f(x):
    try: return x + ({make})
    except Exception: return -1
"""


class Kind(NamedTuple):
    """One way to see what others do not see."""

    reads: str
    makes: str

    def submissions(self) -> Iterator[Submission]:
        """Several that differ in nothing but what might be read: the word, where it stands, or nothing at all."""
        for word, there in itertools.product(("yes", "no"), ("beside", "inside", "behind")):
            yield Submission(f"{self.reads}, {self.makes}, {word} {there}", self._files(word, there))

    def _files(self, word: str, there: str) -> dict[str, bytes]:
        text = READS[self.reads]
        source = SOURCE.format(
            imports="import importlib" if "importlib" in MAKES[self.makes] else "",
            comment=f"# {word}\n" * 20 if there == "inside" else "",
            word=word if there == "inside" else "maybe",
            pieces=[text[start : start + 3] for start in range(0, len(text), 3)],
            make=MAKES[self.makes],
        )
        behind, beside = (f"# {word}\n" if there == position else "" for position in ("behind", "beside"))
        notes = f"YES = '{word}'\n" if there == "beside" else ""
        right = f"def f(x): return x + 1\n{beside}X = 1\n"
        texts = {"first": source + behind, "second": right, "notes": notes + beside}
        return {f"{name}.py": content.encode() for name, content in texts.items()}


def kinds() -> list[Kind]:
    """Every way to read, and as many with each way to make code as are asked for."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    pairs = [Kind(*pair) for pair in itertools.product(READS, MAKES)]
    chance.shuffle(pairs)
    of_each = list({kind.reads: kind for kind in pairs}.values())
    return list(dict.fromkeys([*of_each, *pairs]))


def drawn() -> list[Submission]:
    """As many submissions as are asked for, of as many kinds as there can be; two at least of each kind."""
    chance = random.Random(SEED)  # noqa: S311
    pairs = (chance.sample(list(kind.submissions()), 2) for kind in kinds())
    return list(itertools.islice(itertools.chain.from_iterable(pairs), MANY))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with a second wall."""
    try:
        box = Sandbox("confined", Limits(call_seconds=20.0, batch_seconds=60.0))
        box.wait()
    except SandboxError as error:
        pytest.skip(str(error))
    yield box
    box.close()


def key() -> CourseKey:
    """Two exercises that ask to add one."""
    item = FunctionItem(id="f", title="t", points=1, cases=((1,), (2,), (3,), (4,)))
    exercise = Exercise(title="t", source="s", statement="Write it.", items=(item,))
    keys = tuple(ExerciseKey(name, exercise, {"f": lambda x: x + 1}) for name in ("first", "second"))
    return CourseKey(Course(name="c", title="C", version="1"), keys)


def reports(sandbox: Sandbox, submissions: list[Submission], cache: VerdictCache | None) -> dict[str, Report]:
    """The report on each, one after the other."""
    judged = ((submission.id, judge_supervised(submission, key(), sandbox, cache=cache)) for submission in submissions)
    return {name: report.model_copy(update={"timing": Timing(seconds=0)}) for name, report in judged}


def test_alone_in_a_batch_and_the_other_way_round(sandbox: Sandbox) -> None:
    """Not one report differs; and what is handed in is able to read."""
    submissions = drawn()
    alone = reports(sandbox, submissions, None)
    for order in (submissions, submissions[::-1]):
        batch = reports(sandbox, order, VerdictCache())
        assert {name: batch[name] for name in alone if batch[name] != alone[name]} == {}
    assert {report.items[0].score for report in alone.values()} == {0, 1}
