from grader import Exercise, FunctionItem, Reals

exercise = Exercise(
    title="Doubling",
    source="Lecture 1, slide 2",
    statement="Write `double(x)`, which doubles a number.",
    items=(
        FunctionItem(
            id="double",
            title="twice",
            points=2,
            inputs=(Reals(low=-9, high=9),),
            # x is 0
            cases=((3.0,), (0.0,)),
            hints=("How much is twice three?", "What does `x*1.5 + x/2` give?"),
        ),
    ),
)
