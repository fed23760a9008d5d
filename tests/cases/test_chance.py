"""No chance, no state, nobody else's work: a mark comes from what was handed in, and its evidence can be repeated."""

from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.errors import SandboxError
from grader.judging.supervised import judge_supervised
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.model.report import Report, Timing
from grader.sandbox.levels.sandbox import LEVELS, Sandbox
from tests.cases.case import INPUTS, Case, check, items_of
from tests.conftest import ROOT
from tests.slow import one_in

STATE = "The answer depends on earlier calls"
CASES = (
    Case("student_global_state", "work", {"iterations_until": "WRONG 0"}, exercise="gradient_descent",
         says={"iterations_until": "called first, it gave 0"}, says_not={"iterations_until": "expected"}),
    Case("student_global_state", "work", {"iterations_until": "WRONG 0"}, exercise="gradient_descent",
         says={"iterations_until": STATE}),
    Case("author_unseeded_rng", "work", {"coin": "CORRECT 1"}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_chance(case: Case, sandbox: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, sandbox)


@pytest.mark.parametrize("case", one_in(9, reversed(CASES[1:])), ids=str)
def test_the_same_at_each_level_and_each_time(case: Case) -> None:
    """Not a word differs."""
    items = []
    for level in LEVELS:
        try:
            box = Sandbox(level)
            _ = box.level
        except SandboxError:
            continue
        items += [items_of(case, box), items_of(case, box)]
        box.close()
    assert len(items) >= 2
    assert [again for again in items if again != items[0]] == []


def test_the_sequence_of_calls_repeats_what_it_says(sandbox: Sandbox) -> None:
    """Typed in as it stands, with the student's file, it gives what the evidence says."""
    case = CASES[0]
    witness = items_of(case, sandbox)["iterations_until"].witness
    assert witness is not None
    before, _, rest = witness.text.removeprefix("after ").partition(": iterations_until")
    call, _, told = rest.partition(" gave ")
    given, first = told.split("; called first, it gave ")
    source = (INPUTS / case.name / "work" / "gradient_descent.py").read_text("utf-8")
    for calls, expected in (([before, f"iterations_until{call}"], given), ([f"iterations_until{call}"], first)):
        names: dict[str, object] = {}
        exec(source, names)  # noqa: S102 - our own file
        assert str([eval(expression, names) for expression in calls][-1]) == expected  # noqa: S307


@pytest.mark.parametrize("order", [("alice", "bob"), ("bob", "alice")], ids="-".join)
def test_two_whose_files_differ_where_no_import_leads(order: tuple[str, ...], walled: Sandbox) -> None:
    """Each gets in a batch what each gets alone: nothing, for the file that is read is not there."""
    folder, key, cache = INPUTS / "attack_same_code" / "submissions", load_course(ROOT, ("xor",)), VerdictCache()
    for name in order:
        submission = read_submission(Path(folder, name))
        alone = judge_supervised(submission, key, walled)
        batch = judge_supervised(submission, key, walled, cache=cache)
        assert untimed(batch) == untimed(alone)
        assert alone.score == 0


def untimed(report: Report) -> Report:
    """The report without how long it took."""
    return report.model_copy(update={"timing": Timing(seconds=0)})
