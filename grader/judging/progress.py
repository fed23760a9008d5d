"""What children have told of one submission so far, and what follows from how each of them ended."""

import time
from collections.abc import Iterator, Sequence
from typing import assert_never

from grader.judging.child import JudgingChild
from grader.judging.child_protocol import Begin, BeginAgain, End, LearnedItem, Message, SandboxFailed, Scored, SoFar
from grader.judging.judge_item import grader_error, too_costly
from grader.judging.judge_items import Tick
from grader.judging.key import CourseKey, ItemName
from grader.judging.score import score_item
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.judging.verdict_cache.code_cache import CodeCache, RecognisedCode
from grader.model.report import ItemScore, SandboxInfo


class Progress:
    """What is known of a submission.

    Parameters
    ----------
    key : CourseKey
        The exercises that are judged.
    """

    def __init__(self, key: CourseKey) -> None:
        self._key = key
        self.scores: dict[ItemName, ItemScore] = {}
        self.seconds: dict[ItemName, float] = {}
        self.sandbox: SandboxInfo | None = None
        """How the code was confined; None until everything is scored."""
        self.sandbox_error = ""
        self.is_told_to_begin_again = False
        self.cache: VerdictCache | None = None
        """What learns from the child that judges; none where nothing was asked along the trie."""
        self._recognised = RecognisedCode({}, {})
        self.lasting: set[ItemName] = set()
        """What would be found the same another time."""

    @property
    def unfinished(self) -> list[str]:
        """Exercises of which an item is not scored yet."""
        return [
            exercise.name
            for exercise in self._key.exercises
            if any(ItemName(exercise.name, item.id) not in self.scores for item in exercise.exercise.items)
        ]

    def recognise(self, recognised: RecognisedCode) -> None:
        """Take in what the same code has earned before."""
        self._recognised = recognised
        self.scores.update(recognised.scores)

    def teach(self, code: CodeCache) -> None:
        """Have kept what this code has earned, where it would earn the same another time."""
        for exercise, fingerprint in self._recognised.unknown.items():
            names = [name for name in self.scores if name.exercise == exercise]
            if self.lasting.issuperset(names):
                code.learn(exercise, fingerprint, {name.item: self.scores[name] for name in names})

    def take_known(self, scores: Iterator[tuple[ItemName, ItemScore]]) -> None:
        """Take in what was found about others, as it comes: what follows may be a miss."""
        before = time.perf_counter()
        for name, score in scores:
            now = time.perf_counter()
            self.scores[name], self.seconds[name], before = score, now - before, now
            self.lasting.add(name)

    def begin_again(self) -> None:
        """Nothing is known but what the same code has earned."""
        self.scores.clear()
        self.scores.update(self._recognised.scores)
        self.seconds.clear()
        self.lasting.clear()
        self.sandbox_error = ""
        self.is_told_to_begin_again = True

    def score(self, name: ItemName, score: ItemScore, seconds: float) -> None:
        """Take in the score of an item, and how long it took."""
        self.scores[name], self.seconds[name] = score, seconds

    def end(self, sandbox: SandboxInfo) -> None:
        """Everything is scored."""
        self.sandbox = sandbox

    def conclude(self, reporters: "Sequence[Reporter]") -> None:
        """Draw what follows from the ends of children that have judged at the same time."""
        if self.is_told_to_begin_again:
            return
        for reporter in reporters:
            self.sandbox_error = self.sandbox_error or reporter.sandbox_error
            if not reporter.has_ended_well and not reporter.sandbox_error:
                self._blame(reporter)
        ends = [reporter.sandbox for reporter in reporters if reporter.sandbox is not None]
        if ends and not self.unfinished and not self.sandbox_error:
            self.end(ends[0])

    def give_up(self, level: str) -> None:
        """Score what is left as a fault of ours: never as a student's zero."""
        judgement = grader_error(f"the sandbox failed twice: {self.sandbox_error}")
        for exercise in self._key.exercises:
            for item in exercise.exercise.items:
                name = ItemName(exercise.name, item.id)
                self.scores.setdefault(name, score_item(item, judgement, ""))  # what is known stays
        self.end(SandboxInfo(level=level, layers=()))

    def _blame(self, reporter: "Reporter") -> None:
        """Score the item at which a child died: with what it had so far, if it was only looked into further."""
        name = reporter.current
        if name is None:
            raise AssertionError(reporter.sandbox_error)
        exercise = next(exercise for exercise in self._key.exercises if exercise.name == name.exercise)
        item = next(item for item in exercise.exercise.items if item.id == name.item)
        if reporter.child.was_in_author_code():
            judgement = grader_error(f"the reference for {item.function} took too long, or too much memory")
        else:
            judgement = too_costly("Comparing the answer takes longer than an answer here needs.")
        self.score(name, reporter.so_far or score_item(item, judgement, ""), reporter.seconds)


class Reporter:
    """One child, and where it is.

    Parameters
    ----------
    child : JudgingChild
        The child.
    progress : Progress
        What takes in what it tells.
    tick : callable
        Told the name of each item before it is judged.
    """

    def __init__(self, child: JudgingChild, progress: Progress, tick: Tick) -> None:
        self.child = child
        self._progress = progress
        self._tick = tick
        self.current: ItemName | None = None
        """The item that it is at."""
        self.so_far: ItemScore | None = None
        """What that has for sure."""
        self._began = 0.0
        self._said = ""
        self.sandbox: SandboxInfo | None = None
        """How the code was confined; None until it is done."""

    @property
    def has_ended_well(self) -> bool:
        """Whether it is done with all that there was for it."""
        return self.sandbox is not None

    @property
    def sandbox_error(self) -> str:
        """Why nobody's answer is to blame for its end; empty if it is done, or an answer may be."""
        # No limit of ours ends it by that signal: what it was at is judged again
        if self.child.was_killed and not self.has_ended_well:
            return "the process that judges was ended from outside, as when a machine is out of memory"
        if self.current is None and not self.has_ended_well and not self._said:
            return "the process that judges died while it judged nothing"
        return self._said

    @property
    def seconds(self) -> float:
        """Since it began with the item that it is at."""
        return time.perf_counter() - self._began

    def read(self) -> None:
        """Take in what it tells."""
        for message in self.child.read():
            self._take(message)

    def _take(self, message: Message) -> None:
        match message:
            case Begin(item):
                self.current, self._began, self.so_far = item, time.perf_counter(), None
                self._tick(item)
            case SoFar(_, score):
                self.so_far = score
            case LearnedItem(learned):
                if self._progress.cache is not None:
                    self._progress.cache.learn(learned)
            case Scored(item, score, is_lasting):
                self._progress.score(item, score, self.seconds)
                self.current = None
                if is_lasting:
                    self._progress.lasting.add(item)
            case SandboxFailed(reason):
                self._said = reason
            case BeginAgain():
                self._progress.begin_again()
            case End(sandbox):
                self.sandbox = sandbox
            case _:
                assert_never(message)
