"""The last rung: a concrete step, by what was found. It names the place, and ends with what to look for there."""

from grader.model.feedback import SourceLine
from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict

_COSTLY = {Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY}


def step(exercise: ExerciseScore, item: ItemScore) -> str:
    """What to do next.

    Parameters
    ----------
    exercise, item : ExerciseScore, ItemScore
        As they stand in the report.
    """
    at = _place(exercise, item)
    codes = {said.code for said in item.feedback}
    match item.verdict:
        case Verdict.MISSING:
            return f"{at}. Write down as its first line what you do first by hand: which values does it need?"
        case Verdict.CRASHED if "crash.syntax" in codes:
            return f"{at}: which bracket, colon or indentation does Python miss there, or on the line before?"
        case Verdict.CRASHED if "crash.import" in codes:
            return f"{at}, and compare what it imports with what the report says: is it there, and spelt like that?"
        case Verdict.CRASHED:
            return f"{at}, print what each name on that line holds just before it: which is not what you thought?"
        case verdict if verdict in _COSTLY:
            return f"{at}, let its loop print how far it is: what would have to change there for it to come to an end?"
        case Verdict.FORBIDDEN:
            return f"{at}, and look at what the report names: which steps does that do for you, and how do you do them?"
    if "answer.shape" in codes:
        return f"{at}, print the shape of each array on the way: at which line is it other than on paper?"
    if item.witness is None or item.witness.snippet is None:
        return f"{at}, and go through it with a pencil: which is the first line that you would not do so by hand?"
    name = f"{exercise.id}/{item.id}"
    return (
        f"Type `grade why {name} > why.py && python why.py`. {at}, print each part of what it adds up or returns: "
        "which part is the first to differ from yours by hand?"
    )


def _place(exercise: ExerciseScore, item: ItemScore) -> str:
    """`Open xor.py at line 5`, as near as is known."""
    line = (item.witness and item.witness.place) or item.defined_at
    if line is None:
        return f"Open {exercise.notebook or f'{exercise.id}.py'}"
    return f"Open {_file(line)} at line {line.line}"


def _file(line: SourceLine) -> str:
    return line.file if line.cell is None else f"cell {line.cell} of {line.file}"
