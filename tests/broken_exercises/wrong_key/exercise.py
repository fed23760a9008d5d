import sympy

from grader import AreEqual, ClaimItem, Exercise, FunctionItem, Reals

x = sympy.Symbol("x")
exercise = Exercise(
    title="Doubling",
    source="Lecture 1, slide 2",
    statement="Write `double(x)`, which doubles a number.",
    items=(ClaimItem(
            id="same",
            title="is it the same?",
            points=1,
            evidence="double",
            states=AreEqual(left=(x + 1) ** 2, right=x**2 + 1),
        ),
        FunctionItem(id="double", title="twice", points=2, inputs=(Reals(low=-9, high=9),), cases=((3.0,),
                         # x is 0
                         (0.0,),
                     )),),
)
