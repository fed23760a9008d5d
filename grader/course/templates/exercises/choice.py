"""Multiple choice: one letter, or a set of letters if the reference returns a set."""

from grader import ChoiceItem, Exercise

exercise = Exercise(
    title="Where a parabola is lowest",
    source="Lecture 1, slide 1",
    statement=r"""
Where is $f(x) = (x - 3)^2 + 1$ smallest? Let `lowest()` return the letter.

   a) $x = -3$   b) $x = 1$   c) $x = 3$
""",
    items=(
        ChoiceItem(
            id="lowest",
            title="where the parabola is lowest",
            points=1,
            options={"a": "x = -3", "b": "x = 1", "c": "x = 3"},
            hint="A square is never below 0; where is it 0?",
        ),
    ),
)
