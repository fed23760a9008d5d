from grader import PropertyItem, Exercise


def no_root(x: float) -> str | None:
    """What is wrong with x; large numbers overflow in plain Python, and inf <= inf."""
    power = 1.0
    for _ in range(8):
        power *= float(x)
    return None if abs(power - 256) <= 1e-9 * power else f"its eighth power is {power:.6g}"


exercise = Exercise(
    title="A root",
    source="Lecture 1, slide 2",
    statement="Write `root()`, a number whose eighth power is 256.",
    items=(
        PropertyItem(
            id="root", title="a root", points=2, shapes=((),), requires="Its eighth power is 256.", fault=no_root
        ),
    ),
)
