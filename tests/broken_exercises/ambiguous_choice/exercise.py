from grader import ChoiceItem, Exercise

exercise = Exercise(
    title="Doubling",
    source="Lecture 1, slide 2",
    statement="Write `double(x)`, which doubles a number.",
    items=(ChoiceItem(id="pick", title="pick one", points=1, options={"a": "1", "b": "2", "c": "2 "}),),
)
