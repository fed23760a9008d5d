"""Whether a mark hangs on the draw: what is caught on some seeds only earns points on the others.

    cases alone catch it          decided, whatever is drawn
    every one of 30 seeds does    decided as far as is known
    some of them do               by chance: a case that decides is missing

Asked of the misconceptions and of the mutants of the reference, and of what students leave out: an answer that is right
but for an edge (a zero, a negative number, one element, equal elements, more than two columns) is caught by whatever
draws that edge. Where no seed draws it, the item does not ask for it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from grader.course.check.edges import edges, input_names
from grader.course.check.examine import catches, seed_of
from grader.items.answers.show import show_call
from grader.items.drawn import DrawnItem
from grader.items.trials import Arguments
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding

SEEDS = 30
_COMMENT = 100
_WRONG_WHERE = "what is wrong only where "


class DrawnTrials(NamedTuple):
    """An item that draws, in parts."""

    cases: DrawnItem
    """The item with its cases only."""
    names: tuple[str, ...]
    """What the reference calls the arguments."""
    seeds: tuple[DrawnItem, ...]
    """For each seed, the item with what that draws as its only cases."""

    @property
    def id(self) -> str:
        """The item's id."""
        return self.cases.id


class Chance(NamedTuple):
    """Something that is caught on some seeds only."""

    item: str
    mistake: str
    """In words: a misconception, a change of the reference, or an edge that is left out."""
    seeds: int
    """Of `SEEDS`, those that catch it."""
    arguments: Arguments | None = None
    """Arguments that decide, as small as they were drawn."""

    @property
    def short(self) -> str:
        """What the arguments tell apart, for a comment."""
        return self.mistake.removeprefix(_WRONG_WHERE).removeprefix("the ")[:_COMMENT]


def drawn_trials(key: ExerciseKey) -> tuple[DrawnTrials, ...]:
    """The items that draw."""
    return tuple(_in_parts(key, item) for item in key.exercise.items if isinstance(item, DrawnItem) and item.inputs)


def _in_parts(key: ExerciseKey, item: DrawnItem) -> DrawnTrials:
    plain = item.model_copy(update={"inputs": (), "trials": 0})
    only_drawn = item.model_copy(update={"cases": ()})
    rngs = (Random(seed_of(key.name, item.id, variant)) for variant in range(SEEDS))  # noqa: S311 - no secret
    seeds = tuple(plain.model_copy(update={"cases": tuple(only_drawn.calls(rng))}) for rng in rngs)
    return DrawnTrials(plain, input_names(key, item), seeds)


def _catching(
    key: ExerciseKey, functions: Mapping[str, Callable[..., Any]], trials: DrawnTrials
) -> tuple[int, Arguments | None]:
    """How many seeds catch some functions, all of them if the cases do; and the smallest arguments that do.

    Parameters
    ----------
    key : ExerciseKey
        The exercise.
    functions : mapping of str to callable
        What stands in the place of a submission.
    trials : DrawnTrials
        One item.
    """
    if trials.cases.cases and catches(key, functions, trials.cases):
        return SEEDS, None
    catching = [item for item in trials.seeds if catches(key, functions, item)]
    if not 0 < len(catching) < SEEDS:
        return len(catching), None
    single = (item.model_copy(update={"cases": (arguments,)}) for item in catching for arguments in item.cases)
    deciding = [item.cases[0] for item in single if catches(key, functions, item)]
    return len(catching), min(deciding, key=lambda arguments: len(repr(arguments)))


def chance_of(
    key: ExerciseKey, functions: Mapping[str, Callable[..., Any]], trials: DrawnTrials, mistake: str
) -> Chance | None:
    """What some seeds catch and others do not; None if all of them do, or none."""
    seeds, arguments = _catching(key, functions, trials)
    return Chance(trials.id, mistake, seeds, arguments) if 0 < seeds < SEEDS else None


def edges_by_chance(trials: DrawnTrials) -> list[Chance]:
    """Edges that some seeds draw and others do not, and no case holds; with arguments that decide several at once."""
    left: dict[str, tuple[int, dict[int, Arguments]]] = {}  # by identity: arrays cannot be keys
    for name, is_edge in edges(trials.names):
        if any(map(is_edge, trials.cases.cases)):
            continue
        hit = [calls for item in trials.seeds if (calls := [*filter(is_edge, item.cases)])]
        if 0 < len(hit) < SEEDS:
            left[name] = len(hit), {id(arguments): arguments for calls in hit for arguments in calls}
    chances: list[Chance] = []
    while left:
        by_id = {key: arguments for _, calls in left.values() for key, arguments in calls.items()}
        decides = {key: [name for name, (_, calls) in left.items() if key in calls] for key in by_id}
        best = min(by_id, key=lambda key: (-len(decides[key]), len(repr(by_id[key]))))
        names = decides[best]
        seeds = min(left[name][0] for name in names)
        chances.append(Chance(trials.id, f"{_WRONG_WHERE}{' and '.join(names)}", seeds, by_id[best]))
        for name in names:
            del left[name]
    return chances


def chances_of_misconceptions(key: ExerciseKey, trials: Sequence[DrawnTrials]) -> Iterator[Chance]:
    """Misconceptions that are caught on some seeds only."""
    for misconception in key.misconceptions:
        for part in trials:
            function = part.cases.function
            if misconception.of in {part.id, function}:
                wrong = {**key.functions, function: misconception.wrong}
                chance = chance_of(key, wrong, part, f"the misconception {misconception.name}")
                if chance is not None:
                    yield chance


def check_decisive(key: ExerciseKey) -> list[Finding]:
    """What is caught by chance; mutants are asked where they are tried."""
    return [finding_of_chance(key, chance) for chance in chances_of_inputs(key)]


def chances_of_inputs(key: ExerciseKey) -> list[Chance]:
    """Edges and misconceptions that are caught on some seeds only."""
    trials = drawn_trials(key)
    edges = [edge for part in trials for edge in edges_by_chance(part)]
    return [*chances_of_misconceptions(key, trials), *edges]


def finding_of_chance(key: ExerciseKey, chance: Chance) -> Finding:
    """`decides.by_chance`, with a case that decides."""
    fault = f"item {chance.item}: {chance.mistake} is caught on {chance.seeds} of {SEEDS} seeds only"
    example = "" if chance.arguments is None else f", such as {show_call('', chance.arguments)}"
    cure = f"Add a case that decides{example}; `grade check --fix` writes it"
    # An edge is what somebody might leave out; a mutant or a misconception is what somebody does
    is_edge = chance.mistake.startswith(_WRONG_WHERE)
    path = f"exercises/{key.name}.py"
    return Finding(code="decides.by_chance", path=path, fault=fault, cure=cure, is_warning=is_edge)
