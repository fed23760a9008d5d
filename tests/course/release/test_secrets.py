"""What students get gives nothing away: no reference, no misconception, no hidden item, no answer, no seed."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from grader.course.release.build import build
from grader.course.release.bundle import FILE, Bundle, call_key, decode, encode
from grader.items import ClaimItem, FunctionItem
from grader.items.answers.show import show
from grader.items.single import SingleItem
from grader.items.trials import draw_calls
from grader.judging.judge_items import seed_of
from grader.judging.key import CourseKey, ExerciseKey
from tests.conftest import ROOT

HIDDEN = {"hessian.more_variables": "hidden", "relu.arrays": "after_due", "classify.kinks": "hidden"}
IN_A_CHECK = {
    ("linear_predictor", "return np.column_stack([np.ones(len(X)), X])"),
    ("mean_squared_error", "return gradient_descent_step(4, np.array([-4.0, -2.0, 2.0, 4.0]), 1 / 4)"),
}
"""The check of `fit` works with the design matrix, which is asked for nowhere; `x1` is compared with what the student's
own step gives, with the slide's numbers."""
SHORTEST = 15
"""Shorter lines of code, such as `return None`, say nothing."""


@pytest.fixture(scope="module")
def secret_key(key: CourseKey) -> CourseKey:
    """The course that ships, with some items hidden."""
    return replace(key, exercises=tuple(map(with_hidden, key.exercises)))


def with_hidden(key: ExerciseKey) -> ExerciseKey:
    """The exercise with the items of `HIDDEN` marked."""
    items = tuple(item.model_copy(update={"visibility": HIDDEN.get(item.id, "public")}) for item in key.exercise.items)
    return replace(key, exercise=key.exercise.model_copy(update={"items": items}))


@pytest.fixture(scope="module")
def files(secret_key: CourseKey) -> dict[str, bytes]:
    """The bundle."""
    return build(ROOT, secret_key)


@pytest.fixture(scope="module")
def bundle(files: dict[str, bytes]) -> Bundle:
    """Its course file."""
    return Bundle.model_validate_json(files[FILE])


@pytest.fixture(scope="module")
def everything(files: dict[str, bytes]) -> str:
    """All that a student can read."""
    return readable(files)


@pytest.fixture(scope="module")
def of_exercise(files: dict[str, bytes], bundle: Bundle) -> dict[str, str]:
    """The same without the page, exercise by exercise: another one's inputs may well be this one's answers."""
    by_name = {}
    for exercise in bundle.exercises:
        own = {path: content for path, content in files.items() if path.endswith(f"{exercise.name}.py")}
        by_name[exercise.name] = readable({**own, "bundle": exercise.model_dump_json().encode()})
    return by_name


def readable(files: dict[str, bytes]) -> str:
    """The names and texts of files without white space, with Python as Python writes it."""
    contents = {path: content.decode() for path, content in files.items()}
    texts = [ast.unparse(ast.parse(text)) if path.endswith(".py") else text for path, text in contents.items()]
    return squeezed("\n".join((*files, *texts)))


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def code_lines(key: ExerciseKey) -> Iterator[str]:
    """Lines of the bodies of all functions of a solution, as Python writes them."""
    with open(key.where, encoding="utf-8") as file:  # noqa: PTH123 - as short as it gets
        tree = ast.parse(file.read())
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        for statement in body:
            yield from (line.strip() for line in ast.unparse(statement).splitlines() if len(line.strip()) >= SHORTEST)


def test_no_line_of_a_solution_is_in_it(secret_key: CourseKey, of_exercise: dict[str, str]) -> None:
    """Nor of a misconception, which is a function beside it; what the statement says is no secret."""
    lines = {
        (key.name, line)
        for key in secret_key.exercises
        for line in code_lines(key)
        if squeezed(line) not in squeezed(key.exercise.statement)
    }
    assert len(lines) > 300
    assert {line for line in lines if squeezed(line[1]) in of_exercise[line[0]]} == IN_A_CHECK


def test_no_misconception_is_in_it(secret_key: CourseKey, everything: str) -> None:
    """Neither its name nor its sentence."""
    misconceptions = [misconception for key in secret_key.exercises for misconception in key.misconceptions]
    assert len(misconceptions) > 100
    assert [misconception.name for misconception in misconceptions if misconception.name in everything] == []
    assert [misconception.name for misconception in misconceptions if squeezed(misconception.says) in everything] == []


def test_no_hidden_item_is_in_it(secret_key: CourseKey, everything: str) -> None:
    """Neither its id nor what it asks; before the due date that holds for `after_due` as well."""
    hidden = [item for key in secret_key.exercises for item in key.exercise.items if item.visibility != "public"]
    assert sorted(item.id for item in hidden) == sorted(HIDDEN)
    assert [item.id for item in hidden if item.id in everything or squeezed(item.title) in everything] == []


@pytest.mark.slow
def test_after_the_due_date_what_was_to_be_shown_then_is_in_it(secret_key: CourseKey) -> None:
    """Items that are hidden for good are still not."""
    text = build(ROOT, secret_key.after_due)[FILE].decode()
    assert [name for name in HIDDEN if f'"{name}"' in text] == ["relu.arrays"]


def test_items_with_one_answer_have_no_check_in_it(secret_key: CourseKey, bundle: Bundle) -> None:
    """Values, choices, expressions, and functions with nothing but the author's cases: no table, no function.

    At most what the student's own functions say, or of what the statement asks for the derivative.
    """
    by_name = {exercise.name: exercise for exercise in bundle.exercises}
    seen = set()
    for key in secret_key.exercises:
        exercise = by_name[key.name]
        for item in key.exercise.items:
            is_single = isinstance(item, SingleItem) and not isinstance(item, ClaimItem)
            if item.visibility == "public" and (is_single or (isinstance(item, FunctionItem) and not item.inputs)):
                seen.add(item.kind)
                assert item.id in {*exercise.only_instructor, *exercise.equations, *exercise.derivatives}
                assert item.id not in {*exercise.tables, *exercise.functions}
                told = {"kind", "id", "title", "points", "visibility", "hint", "hints"}
                allowed = {*told, "options", "symbols", "may_not_use"}
                assert next(set(fields) for fields in exercise.items if fields["id"] == item.id) <= allowed
    assert seen == {"value", "choice", "expression", "function"}


def test_no_expected_answer_is_in_it(secret_key: CourseKey, of_exercise: dict[str, str]) -> None:
    """Neither as it is shown nor as it would be written down; answers that are a single sign say nothing."""
    told = {"slide_outputs"}  # 0, 1, 1, 0 is XOR, which the statement names
    for key in secret_key.exercises:
        for item in key.exercise.items:
            if not isinstance(item, SingleItem) or item.id in told:
                continue
            value = key.call(item.function, *item.arguments)
            for text in (squeezed(show(value)), squeezed(json.dumps(encode(value)))):
                assert len(text) < 6 or text not in of_exercise[key.name], item.id


def test_tables_hold_nothing_that_is_graded_with(secret_key: CourseKey, bundle: Bundle) -> None:
    """None of the author's cases, but for an edge of one number, or as an example; drawn with seeds of their own."""
    checked = 0
    for key, exercise in zip(secret_key.exercises, bundle.exercises, strict=True):
        for item in key.exercise.items:
            if not isinstance(item, FunctionItem) or item.id not in exercise.tables:
                continue
            rows = {call_key(decode(row.arguments)) for row in exercise.tables[item.id]}
            examples = set(map(call_key, item.examples))
            assert examples <= rows
            assert 20 <= len(rows - examples) < 30
            again = (rows - examples) & set(map(call_key, item.cases))
            assert all(len(item.inputs) == 1 for _ in again)  # an edge such as 0, which is one number only
            checked += 1
    assert checked > 30


def test_a_table_is_drawn_apart_from_every_seed_that_grades(secret_key: CourseKey, bundle: Bundle) -> None:
    """Where inputs are so many that none comes twice by chance, a table shares none with any of the first seeds."""
    key, item = next((k, i) for k in secret_key.exercises for i in k.exercise.items if i.id == "collapse")
    assert isinstance(item, FunctionItem)
    exercise = next(exercise for exercise in bundle.exercises if exercise.name == key.name)
    rows = {call_key(decode(row.arguments)) for row in exercise.tables["collapse"]}
    for seed in range(20):
        rng = Random(seed_of(secret_key.course.name, key.name, item.id, seed))  # noqa: S311 - as it is graded
        calls = draw_calls(item.id, (), item.inputs, item.dimensions, item.where, item.trials, rng)
        assert not rows & set(map(call_key, calls))


def test_no_seed_and_no_place_is_in_it(everything: str) -> None:
    """Nor the folder of the course, nor the name of the folder that holds the references."""
    assert "seed" not in everything
    assert str(ROOT) not in everything
    assert "solutions" not in everything


def test_what_follows_through_is_not_in_it(bundle: Bundle) -> None:
    """It would need the reference."""
    assert all("needs" not in item for exercise in bundle.exercises for item in exercise.items)


def test_forms_hold_no_answer(secret_key: CourseKey, bundle: Bundle) -> None:
    """Of the kind and shape of the answer, and never the answer, but where that is 0, False or empty by chance."""
    told = {}
    for key, exercise in zip(secret_key.exercises, bundle.exercises, strict=True):
        for item in key.exercise.items:
            for row in exercise.forms.get(item.id, ()):
                form = decode(row.expected)
                told[item.id] = form
                expected = key.call(item.function, *decode(row.arguments))
                assert type(form) is type(expected)
                assert encode(form) == encode(item.blank(form))
    assert {"x1", "x1_choice", "slide_outputs", "classify", "guaranteed", "has_closed_form"} <= told.keys()
