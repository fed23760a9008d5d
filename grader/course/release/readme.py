"""`README.md` of what students get: how to begin, and every statement with its items."""

from collections.abc import Collection, Mapping, Sequence

from grader.course.release.bundle import BundledExercise, GradedWith
from grader.items.item import Item
from grader.items.source.rule import name_of
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.counted import counted

_HEAD = """\
# {title}

Each exercise is a file in this folder. Replace `raise NotImplementedError` by your code; keep the functions' names and
arguments. Install the grader once, for Python 3.11 or newer:

```
pip install "{install}"
```

Then type here

```
grade
```

and read what you have earned, what is wrong, and an example that shows it. `grade list` lists the exercises,
`grade show {first}` prints the statement of one, `grade {first}` grades it alone, `grade why ITEM` prints the example
that shows what is wrong as a program to run here, and `grade --watch` grades again whenever you save, after
`pip install watchfiles`. What you have not changed is not graded again; `grade --fresh` does so all the same.
`pytest`, if it is installed, shows each item as a test, also in the test panel of your editor. All of it works offline.
`grade --report html:report.html` writes a page to open in a browser, with pictures of what is wrong, after
`pip install matplotlib jinja2 latex2mathml`.

What is *undecided* waits for your instructor and costs nothing, *partial* is a right claim whose evidence is not right
yet, and *skipped* is graded by your instructor only.

Stuck? `grade hint ITEM` asks you one thing at a time, and at last says what to do next. Which hints you have seen
stands in `hints.json`, which belongs to your work; where one costs points, it says so before it shows it.

A Jupyter notebook in this folder counts as well, for each exercise whose functions it holds: `pip install nbformat`,
and in the notebook `%load_ext grader`, then `%grade {first}`.

{here} of {all} points can be tried here. Your instructor also tries other inputs than those in `checks/`, recognises
well-known mistakes, and marks a part that builds on a wrong earlier one by itself. Leave the folder `checks/` as it is:
your instructor's checks are not read from there.{graded_with}
"""
_GRADED_WITH = """ Work is graded with Python {python}, NumPy {numpy} and SymPy {sympy}
at the level `{level}` of the sandbox; `grade doctor` says what is other on your machine."""
_LEFT = """
Only your instructor grades these, where a check would give the answer away. Of them `grade` tells whether your function
is missing, fails, takes too long, or gives another kind of answer:

{rows}
"""
_HEAD_OF_NONE = """\
# {title}

Each exercise is a file in this folder. Replace `raise NotImplementedError` by your code; keep the functions' names and
arguments; a Jupyter notebook that holds them counts as well. Nothing can be tried here: only your instructor grades it,
by checks that are not shown.
"""


def readme(key: CourseKey, bundled: Sequence[BundledExercise], install: str, graded_with: GradedWith | None) -> str:
    """The page, in Markdown with formulas between dollar signs.

    Parameters
    ----------
    key : CourseKey
        The course.
    bundled : sequence of BundledExercise
        What students get of its exercises.
    install : str
        What students install, as `pip` takes it.
    graded_with : GradedWith, optional
        With what work is graded that counts.
    """
    by_name = {exercise.name: exercise for exercise in bundled}
    pairs = [(exercise_key, by_name.get(exercise_key.name)) for exercise_key in key.exercises]
    left = [
        (item, exercise.name)
        for exercise_key, exercise in pairs
        for item in exercise_key.exercise.items
        if exercise is not None and item.id in exercise.only_instructor
    ]
    here = points_of(key, {exercise.name: _ids(exercise) - {*exercise.only_instructor} for exercise in bundled})
    first = bundled[0].name if bundled else "NAME"  # of an exercise that is hidden as a whole, `grade` knows nothing
    every = sum(exercise_key.exercise.points for exercise_key in key.exercises)
    form = _HEAD if bundled or not key.exercises else _HEAD_OF_NONE
    known = "" if graded_with is None else _GRADED_WITH.format(**graded_with.model_dump())
    named = {"title": key.course.title, "first": first, "install": install, "graded_with": known}
    head = form.format(**named, here=f"{here:g}", all=f"{every:g}")
    rows = (f"- `{item.id}` in `{name}.py` ({counted(item.points, 'point')})" for item, name in left)
    parts = (_exercise(exercise_key, exercise) for exercise_key, exercise in pairs)
    return "\n".join((head + (_LEFT.format(rows="\n".join(rows)) if left else ""), *parts))


def points_of(key: CourseKey, ids: Mapping[str, Collection[str]]) -> float:
    """What some items earn, which are given by the names of their exercises."""
    return sum(
        item.points
        for exercise in key.exercises
        for item in exercise.exercise.items
        if item.id in ids.get(exercise.name, ())
    )


def _ids(exercise: BundledExercise) -> set[str]:
    return {str(item["id"]) for item in exercise.items}


def _exercise(key: ExerciseKey, bundled: BundledExercise | None) -> str:
    exercise = key.exercise
    shown = set() if bundled is None else _ids(bundled)
    rows = "\n".join(
        _row(item, _how_tried(item, bundled)) for item in exercise.items if bundled is not None and item.id in shown
    )
    unseen = sum(item.points for item in exercise.items if item.id not in shown)
    more = f"\n{unseen:g} more points are for checks that are not shown.\n" if unseen else ""
    table = f"| item | what it asks | points | tried here |\n|:--|:--|--:|:--|\n{rows}\n" if rows else ""
    return (
        f"## {exercise.title} (`{key.name}.py`)\n\n*{exercise.source}*\n\n{exercise.statement.strip()}\n\n{table}{more}"
    )


def _how_tried(item: Item, bundled: BundledExercise) -> str:
    if item.id in bundled.only_instructor:
        return "by your instructor"
    asked = bundled.equations[item.id].forms if item.id in bundled.equations else {}
    return f"once {' and '.join(f'`{name}`' for name in asked)} is right" if asked else "yes"


def _row(item: Item, how: str) -> str:
    without = f", without {', '.join(map(name_of, item.may_not_use))}" if item.may_not_use else ""
    title = f"{item.title}{without}".replace("|", "\\|")
    return f"| `{item.id}` | {title} | {item.points:g} | {how} |"
