from grader import Exercise, FunctionItem, Integers

exercise = Exercise(
    title="Doubling",
    source="Lecture 1, slide 2",
    statement="Write `double(x)`, which doubles a number.",
    items=(FunctionItem(id="double", title="twice", points=2, inputs=(Integers(low=0, high=10),), trials=20, cases=((3,),)),),
)
