from grader import Exercise, FunctionItem, Integers

exercise = Exercise(
    title="Doubling",
    source="Lecture 1, slide 2",
    statement="Write `double(x)`, which doubles a number.",
    items=(FunctionItem(id="inverse", title="one over x", points=2, inputs=(Integers(low=-3, high=3),)),),
)
