"""The last rung: a concrete step, by what was found. It names the place, and ends with what to look for there."""

import shlex
from pathlib import PurePath
from typing import NamedTuple

from grader.model.feedback import SourceLine
from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict

_UNTOUCHED = "missing.not_implemented"
_COSTLY = {Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY}


class Asked(NamedTuple):
    """How a hint was asked for, so that what is to be typed next works in the same place."""

    folder: str = "."
    """The folder of the work, as it was typed."""
    options: tuple[str, ...] = ()
    """What was typed behind it."""
    is_short: bool = False
    """Whether the item's id was enough, without its exercise's."""

    def command(self, name: str, exercise: str, item: str) -> str:
        """`grade why relu work`, of an item of an exercise."""
        wanted = item if self.is_short else f"{exercise}/{item}"
        folder = [] if self.folder == "." else [self.folder]
        return shlex.join(["grade", name, wanted, *folder, *self.options])


HERE = Asked()


def step(exercise: ExerciseScore, item: ItemScore, asked: Asked = HERE, head: str = "") -> str:
    """What to do next.

    Parameters
    ----------
    exercise, item : ExerciseScore, ItemScore
        As they stand in the report.
    asked : Asked
        How the hint was asked for.
    head : str
        The function's first line, as far as that is known.
    """
    at = _place(exercise, item)
    codes = {said.code for said in item.feedback}
    match item.verdict:
        case Verdict.MISSING:
            return _beginning(exercise, item, head)
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
    program = shlex.quote(str(PurePath(asked.folder, "why.py")))
    typed = f"{asked.command('why', exercise.id, item.id)} > {program} && python {program}"
    return (
        f"Type `{typed}`: the program has to lie beside your work. "
        f"{at}, print each part of what it adds up or returns: which part is the first to differ from yours by hand?"
    )


def step_to_evidence(exercise: ExerciseScore, evidence: str, asked: Asked) -> str:
    """Of a claim that is right: what to do about its evidence."""
    command = asked.command("hint", exercise.id, evidence)
    return f"This answer is right, and counts in full once its evidence is: what does `{command}` ask you?"


def _beginning(exercise: ExerciseScore, item: ItemScore, head: str) -> str:
    """Where the function begins, or is to be written, and with what."""
    function = item.id.partition(".")[0]
    first = f"as the first line of `{function}` what you do first by hand: which values does it need?"
    if any(said.code == _UNTOUCHED for said in item.feedback):
        return f"{_place(exercise, item)}. Write down {first}"
    written = f"`{head}`" if head else f"the function `{function}`"
    return f"Write {written} in {_own_file(exercise)}, and {first}"


def _place(exercise: ExerciseScore, item: ItemScore) -> str:
    """`Open xor.py at line 5`, as near as is known."""
    line = (item.witness and item.witness.place) or item.defined_at
    if line is None:
        return f"Open {_own_file(exercise)}"
    return f"Open {_file(line)} at line {line.line}"


def _own_file(exercise: ExerciseScore) -> str:
    return exercise.notebook or f"{exercise.id}.py"


def _file(line: SourceLine) -> str:
    return line.file if line.cell is None else f"cell {line.cell} of {line.file}"
