from grader import Exercise, FunctionItem, Integers

exercise = Exercise(
    title="At least two and a half",
    source="Lecture 1, slide 2",
    statement="Write `is_enough(x)`: whether a number is at least 2.5.",
    items=(
        FunctionItem(
            id="is_enough",
            title="at least 2.5",
            points=2,
            inputs=(Integers(low=-50, high=50),),
            cases=((2.5,), (0,), (-3,), (3,), (2,)),
        ),
    ),
)
