from grader import Exercise, FunctionItem, Reals

exercise = Exercise(
    title="The same",
    source="Lecture 1, slide 2",
    statement="Write `root(x)`, the number itself.",
    items=(FunctionItem(id="root", title="the root", points=2, inputs=(Reals(low=-9, high=9),),
                        cases=(
                            # x is 0
                            (0.0,),
                        ),
                    ),),
)
