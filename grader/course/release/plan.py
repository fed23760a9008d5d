"""How each item can be tried by a student, who has no reference.

table       the author's examples and drawn inputs, with the reference's values. It is drawn with seeds of its own, and
            holds none of the author's cases: what an instructor grades with is not in it
proof       what the item states is decided by mathematics
property    the author's own function tells what is wrong with an answer
derivative  it is compared with the derivative of what the statement names
equation    it is compared with what the student's own functions give, once these are right
instructor  not at all: a check would give the answer away. All the same a student is told what is missing, fails or
            has another form
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Literal, NamedTuple

from grader.course.check.edges import missing_edges
from grader.course.release.bundle import Row, call_key, encode
from grader.course.release.from_laws import Derivative, derivative_of, equation_of
from grader.course.release.property_functions import cut_out, gives_away, name_in
from grader.errors import AuthoringError
from grader.exercise import Course, Exercise
from grader.items import ClaimItem, ConvexityItem, DefinitenessItem, ExpressionItem, FunctionItem, PropertyItem
from grader.items.drawn import DrawnItem
from grader.items.item import Item
from grader.items.single import SingleItem
from grader.items.trials import Arguments, draw_calls
from grader.judging.key import Equation, ExerciseKey
from grader.sandbox.wire import WireError

How = Literal["table", "proof", "property", "derivative", "equation", "instructor"]

ROWS = 20
"""Calls in a table."""
_DRAWS = 200
_MOST_DRAWS = 4000
"""Draws among which an edge is looked for that the author's cases hold."""
_TIMES_AS_MANY = 2
"""As many different calls as a table has rows have to be drawn, so that it holds no more than half of them."""

# the fields of an item that students get, by how it can be tried
_ALWAYS = {"kind", "id", "title", "points", "visibility", "may_not_use", "was", "hints", "hint_cost"}
_NEVER = {"needs", "follow_through", "fault", "where", "examples", "withholds_fault"}
"""What follows through is told by a reference that calls the student's earlier part, and there is none; functions are
told by their names."""
_OF_A_TABLE = {"tolerance", "raises", "drawing"}
_TO_CALL = {"symbols", "accepts_text"}
_TO_COMPARE = {"tolerance", "hint", "form", "form_share"}


class Planned(NamedTuple):
    """An item, and how it can be tried."""

    item: Item
    how: How
    rows: tuple[Row, ...] = ()
    """Of a table what its calls have to give; else no more than the form of that."""
    functions: Mapping[str, str] = MappingProxyType({})
    """For a field, the name of the author's function that students get."""
    equation: Equation | None = None
    derivative: Derivative | None = None

    @property
    def fields(self) -> set[str]:
        """Fields of the item that a student may get: all, or no more than needed where the reference is missing."""
        released = {*type(self.item).model_fields} - _NEVER
        if self.how in {"property", "proof"}:
            return released
        required = {name for name, field in type(self.item).model_fields.items() if field.is_required()}
        by_how = {"table": _OF_A_TABLE, "instructor": _TO_CALL}
        return (_ALWAYS | required | by_how.get(self.how, _TO_CALL | _TO_COMPARE)) & released


def plan(course: Course, key: ExerciseKey, source: str) -> tuple[Planned, ...]:
    """The items that students may see, each with the way to try it.

    Parameters
    ----------
    course : Course
        The course.
    key : ExerciseKey
        The exercise, with its reference.
    source : str
        Text of `exercises/NAME.py`.

    Raises
    ------
    AuthoringError
        If something of an item cannot be written down, or would give the exercise away.
    """
    shown = [item for item in key.exercise.items if is_shown(item, key.exercise)]
    plans = {item.id: _plan(course, key, item, source) for item in shown}
    tried = {name for name, planned in plans.items() if planned.how not in {"instructor", "equation"}}
    while new := {name for name in {*plans} - tried if _can_be_tried(plans[name], key, tried)}:
        tried |= new  # an equation may ask a function that an equation decides
    for item in shown:
        if item.id not in tried or (isinstance(item, ClaimItem) and item.evidence not in tried):
            plans[item.id] = _leave(key, item)  # what a claim earns depends on its evidence
    return tuple(plans.values())


def _can_be_tried(planned: Planned, key: ExerciseKey, tried: Collection[str]) -> bool:
    """Whether every function that its equation asks is tried as a whole."""
    if planned.equation is None:
        return False
    return all(item.id in tried for item in key.exercise.items if item.function in planned.equation.forms)


def _leave(key: ExerciseKey, item: Item) -> Planned:
    """The item with the calls that students may know, and the form of what they have to give."""
    calls: Sequence[Arguments] = item.examples if isinstance(item, DrawnItem) else ()
    if isinstance(item, SingleItem):
        calls = [item.arguments]
    forms = [(call, item.blank(key.call(item.function, *call))) for call in calls]
    rows = tuple(Row(encode(call), encode(form)) for call, form in forms if form is not None)
    return Planned(item, "instructor", rows)


def is_shown(item: Item, exercise: Exercise) -> bool:
    """Whether an item is public; a claim is if its evidence is."""
    if isinstance(item, ClaimItem):
        evidence = next(other for other in exercise.items if other.id == item.evidence)
        return item.visibility == evidence.visibility == "public"
    return item.visibility == "public"


def _plan(course: Course, key: ExerciseKey, item: Item, source: str) -> Planned:
    match item:
        case PropertyItem(withholds_fault=False):
            return _plan_property(key, item, source)
        case FunctionItem() if rows := table(course, key, item):
            return Planned(item, "table", rows)
        case ClaimItem() | ConvexityItem() | DefinitenessItem() if item.proved_answer() is not None:
            return Planned(item, "proof")
        case ExpressionItem() if (derivative := derivative_of(key, item)) is not None:
            return Planned(item, "derivative", derivative=derivative)
        case SingleItem() if (equation := equation_of(key, item)) is not None:
            return Planned(item, "equation", _leave(key, item).rows, equation=equation)
    return Planned(item, "instructor")


def _plan_property(key: ExerciseKey, item: PropertyItem, source: str) -> Planned:
    """Its functions go to students, unless they would answer another item."""
    where = f"exercises/{key.name}.py"
    given = {"fault": item.fault, **({} if item.where is None else {"where": item.where})}
    names = {field: name_in(source, function, where, f"`{field}` of {item.id}") for field, function in given.items()}
    is_answer = gives_away(cut_out(source, sorted(names.values()), where), key)
    return Planned(item, "instructor") if is_answer else Planned(item, "property", functions=names)


def table(course: Course, key: ExerciseKey, item: FunctionItem) -> tuple[Row, ...]:
    """Calls of the item's function with the reference's values: the examples, then drawn ones, short ones first.

    Where a case has an edge (one element, equal elements, a zero), a drawn call has it too, as far as it is drawn.

    It is empty where it would be the key: where nothing is drawn but the author's cases are all there is, or where 200
    draws give less than twice as many different calls as the table has rows, so that it would hold most of them.

    Raises
    ------
    AuthoringError
        If an argument or a value can't be written down.
    """
    if not item.inputs:
        return ()
    try:
        known = {call_key(case) for case in item.cases}
        rng = Random(_seed(course, key.name, item.id))  # noqa: S311 - reproducible, and apart from the graded ones
        calls = draw_calls(item.id, (), item.inputs, item.dimensions, item.where, _DRAWS, rng)
        new = {text: call for call in calls if (text := call_key(call)) not in known}
        if len(new) < _TIMES_AS_MANY * ROWS:
            return ()
        # short ones first: the first wrong one is shown, and no smaller one is looked for beside a table
        drawn = [new[text] for text in list(new)[:ROWS]]
        drawn += _at_edges(key, item, [*item.examples, *drawn], rng)
        calls = [*item.examples, *sorted(drawn, key=lambda call: (len(call_key(call)), call_key(call)))]
        return tuple(Row(encode(call), encode(key.call(item.function, *call))) for call in calls)
    except WireError as error:
        fault = f"item {item.id}: an input, or the reference's value there, cannot be written down: {error}"
        raise AuthoringError(key.where, fault, "Let it be numbers, texts, arrays or expressions") from error


def _at_edges(key: ExerciseKey, item: FunctionItem, calls: Sequence[Arguments], rng: Random) -> Iterator[Arguments]:
    """For each edge that a case has and no call, the first drawn arguments that have it; none where that is seldom.

    They are a case only where nothing else has the edge: where the only argument is 0.
    """
    left = missing_edges(key, item, calls)
    cases = {call_key(case) for case in item.cases}
    own: dict[str, Arguments] = {}
    for _ in range(_MOST_DRAWS // _DRAWS):
        if not left:
            return
        for arguments in draw_calls(item.id, (), item.inputs, item.dimensions, item.where, _DRAWS, rng):
            met = [name for name, is_edge in left.items() if is_edge(arguments)]
            if met and call_key(arguments) in cases:
                own |= dict.fromkeys(met, arguments)
            elif met:
                yield arguments
                left = {name: is_edge for name, is_edge in left.items() if name not in met}
    yield from {call_key(own[name]): own[name] for name in left if name in own}.values()


def _seed(course: Course, exercise: str, item: str) -> int:
    """A seed that no submission is graded with; another one for each version of the course."""
    digest = hashlib.sha256(f"release/{course.name}/{course.version}/{exercise}/{item}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
