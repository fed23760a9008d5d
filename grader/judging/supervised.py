"""Judges one submission in a child of this process: hostile data can hang or kill the child, but not the grader.

    this process ── fork ──▶ child: holds the course, calls the student's process, compares, sends scores
         ◀─────────────────── bounded bytes

SymPy can be hung, or driven out of memory, by an answer that is plain data. The child's processor time for each item
is bounded by the kernel, its memory as well; if it dies, the item it was at gets a verdict, and another child goes on
behind it. Whose code was running tells whose fault it is: a byte of shared memory says when the author's runs on the
author's own data. On what a student's answer gives it is the student's: a wrong answer stays wrong if the reference,
calling the student's part, or a misconception that might explain it, does not come to an end.
"""

import time
from collections.abc import Iterator

from grader.errors import SandboxError
from grader.judging.child import Case, Child, JudgingLimits
from grader.judging.judge_item import grader_error, too_costly
from grader.judging.judge_items import Tick, judge_items
from grader.judging.key import CourseKey, ItemName
from grader.judging.score import assemble, score_item, timing
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.judging.verdict_cache.code_cache import Recognised, CodeCache, recognise
from grader.judging.verdict_cache.messages import from_json
from grader.judging.verdict_cache.replayed_session import BeginAgainError, Memory, Recalling, UnprecedentedError
from grader.model.report import ItemScore, Report, SandboxInfo
from grader.model.submission import Submission
from grader.sandbox.levels import Sandbox


def judge_supervised(
    submission: Submission,
    key: CourseKey,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    tick: Tick = lambda _: None,
    limits: JudgingLimits = JudgingLimits(),  # noqa: B008 - it is immutable
    precedents: VerdictCache | None = None,
) -> Report:
    """The report on one submission.

    Parameters
    ----------
    submission : Submission
        The work; its code runs behind the sandbox's wall only, its answers are looked at in a child only.
    key : CourseKey
        The exercises to judge, with references and misconceptions.
    sandbox : Sandbox
        Where the student's code runs: at `confined` or `isolated`, which start no thread here.
    seed : int
        The variant: which inputs are drawn. The same seed gives the same report.
    tick : callable
        Told several times a second which item is being judged.
    guard : Guard
        What judging one item may use.
    precedents : Precedents, optional
        What was found about others of the same course and seed, to which what is found here is added. No mark depends
        on it.

    Raises
    ------
    SandboxError
        If the wall cannot be put up. If it fails later, and fails again when what is left is judged once more, the
        items that are left are `GRADER_ERROR`.
    """
    start = time.perf_counter()
    sandbox.wait()
    case, state = Case(submission, key, sandbox, seed, limits), _State()
    if precedents is not None:
        _judge_like_others(case, state, tick, precedents)
    failures = 0
    while not state.is_done:
        state.sandbox_error, state.is_told_to_begin_again = "", False
        _judge_in_child(case, state, tick)
        if state.sandbox_error:
            failures += 1
            if failures > 1:
                state.give_up(key, sandbox.level)
    assert state.sandbox is not None  # noqa: S101 - the end comes with it
    if precedents is not None:
        state.teach(precedents.same_code)
    taken = timing(time.perf_counter() - start, state.seconds, state.scores)
    return assemble(submission, key, state.scores, state.sandbox, taken)


def _judge_in_child(case: Case, state: "_State", tick: Tick, memory: Memory | None = None) -> None:
    """Judge what is not known yet, up to the end or the death of the child."""
    child = Child(case, state.scores, memory, sum(state.seconds.values()))
    try:
        state.follow(child, tick)
    finally:
        child.end()
    if state.is_told_to_begin_again:
        return
    if child.was_killed and not state.is_done:
        state.sandbox_error = "the process that judges was ended from outside, as when a machine is out of memory"
    if not state.is_done and not state.sandbox_error:
        state.blame(case.key, child.was_at_the_author_s())


def _judge_like_others(case: Case, state: "_State", tick: Tick, precedents: VerdictCache) -> None:
    """Ask along the precedents, and judge from where they end; what fails in asking is done again without them."""
    exchange = case.sandbox.exchange(case.submission.files)
    memory = Memory(precedents, exchange, tick)
    session = memory.session
    try:
        state.recognise(recognise(case.key, exchange, precedents.same_code))
        known = dict(state.scores)
        state.recall(judge_items(case.key, case.submission, session, case.seed, known, tick, others=Recalling(memory)))
        state.end(SandboxInfo(level=session.level, layers=session.layers, seconds=session.limits.seconds))
    except UnprecedentedError:
        state.precedents = precedents
        _judge_in_child(case, state, tick, memory)
    except (BeginAgainError, SandboxError):
        state.begin_again()
    finally:
        memory.close()


class _State:
    """What children have told so far."""

    def __init__(self) -> None:
        self.scores: dict[ItemName, ItemScore] = {}
        self.seconds: dict[ItemName, float] = {}
        self.sandbox: SandboxInfo | None = None
        self.is_done = False
        self.sandbox_error = ""
        self._current: ItemName | None = None
        self._began = 0.0
        self._so_far: ItemScore | None = None
        self.precedents: VerdictCache | None = None
        self.is_told_to_begin_again = False
        self._recognised = Recognised({}, {})
        self._lasting: set[ItemName] = set()

    def recognise(self, recognised: Recognised) -> None:
        """Take in what the same code has earned before."""
        self._recognised = recognised
        self.scores.update(recognised.scores)

    def teach(self, same_code: CodeCache) -> None:
        """Have kept what this code has earned, where it would earn the same another time."""
        for exercise, fingerprint in self._recognised.new.items():
            names = [name for name in self.scores if name.exercise == exercise]
            if self._lasting.issuperset(names):
                same_code.learn(exercise, fingerprint, {name.item: self.scores[name] for name in names})

    def recall(self, scores: Iterator[tuple[ItemName, ItemScore]]) -> None:
        """Take in what was found about others."""
        before = time.perf_counter()
        for name, score in scores:
            now = time.perf_counter()
            self.scores[name], self.seconds[name], before = score, now - before, now
            self._lasting.add(name)

    def begin_again(self) -> None:
        """Nothing is known but what the same code has earned."""
        self.scores.clear()
        self.scores.update(self._recognised.scores)
        self.seconds.clear()
        self._lasting.clear()
        self.sandbox_error = ""
        self.is_told_to_begin_again = True

    def end(self, sandbox: SandboxInfo) -> None:
        """Everything is scored."""
        self.sandbox = sandbox
        self.is_done = True

    def follow(self, child: Child, tick: Tick) -> None:
        """Take in what a child tells, until it is done, has died or is silent for too long."""
        for message in child.messages(lambda: tick(self._current)):
            if "begin" in message:
                self._current, self._began = ItemName(*message["begin"]), time.perf_counter()
                self._so_far = None
            elif "so_far" in message:
                self._so_far = ItemScore.model_validate(message["so_far"])
            elif "score" in message:
                name = ItemName(*message["of"])
                self.scores[name] = ItemScore.model_validate(message["score"])
                self.seconds[name] = time.perf_counter() - self._began
                self._current = None
                if message["is_lasting"]:
                    self._lasting.add(name)
            elif "again" in message:
                self.begin_again()
            elif "learned" in message:
                if self.precedents is not None:
                    self.precedents.learn(from_json(message["learned"]))
            elif "sandbox_error" in message:
                self.sandbox_error = message["sandbox_error"]
            else:
                self.end(SandboxInfo.model_validate(message["sandbox"]))

    def give_up(self, key: CourseKey, level: str) -> None:
        """Score what is left as a fault of ours: never as a student's zero."""
        judgement = grader_error(f"the sandbox failed twice: {self.sandbox_error}")
        for exercise in key.exercises:
            for item in exercise.exercise.items:
                name = ItemName(exercise.name, item.id)
                self.scores.setdefault(name, score_item(item, item.kind, judgement, ""))
        self.end(SandboxInfo(level=level, layers=()))

    def blame(self, key: CourseKey, is_author_s: bool) -> None:  # noqa: FBT001
        """Score the item at which a child died: with what it had so far, if it was only looked into further."""
        if self._current is None:
            raise SandboxError("the process that judges died while it judged nothing")
        exercise = next(one for one in key.exercises if one.name == self._current.exercise)
        item = next(one for one in exercise.exercise.items if one.id == self._current.item)
        if is_author_s:
            judgement = grader_error(f"the reference for {item.function} took too long, or too much memory")
        else:
            judgement = too_costly("Comparing the answer takes longer than an answer here needs.")
        self.scores[self._current] = self._so_far or score_item(item, item.kind, judgement, "")
        self.seconds[self._current] = time.perf_counter() - self._began
        self._current = None
