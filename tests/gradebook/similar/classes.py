"""Makes the files of a class, and copies of them."""

import keyword
import random
import re

OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "@", "<", "==", "and", "or"]


def written(seed: int, functions: int = 6) -> str:
    """Functions that no other seed writes: loops, conditions, calls and formulas in a random order."""
    chance = random.Random(seed)  # noqa: S311 - a class to compare
    return "\n\n".join(_function(chance, number) for number in range(functions))


def _function(chance: random.Random, number: int) -> str:
    lines = [f"    {chance.choice(_STATEMENTS)(chance)}" for _ in range(8)]
    return "\n".join([f"def task_{number}(first, second):", *lines, f"    return {_formula(chance, 4)}"])


def _formula(chance: random.Random, depth: int) -> str:
    if depth == 0:
        return chance.choice(["first", "second", "total", "3", "0.5", "first[0]", "abs(second)", "(-total)"])
    return f"{_formula(chance, depth - 1)} {chance.choice(OPERATORS)} {chance.choice(['first', '2', 'len(total)'])}"


_STATEMENTS = [
    lambda chance: f"total = {_formula(chance, 5)}",
    lambda chance: f"for index in range({_formula(chance, 2)}): total += {_formula(chance, 3)}",
    lambda chance: f"if {_formula(chance, 3)}: total = [{_formula(chance, 1)} for one in {_formula(chance, 1)}]",
    lambda chance: f"while not {_formula(chance, 2)}: total, first = {_formula(chance, 1)}, {_formula(chance, 2)}",
]


def disguised(text: str) -> str:
    """The same with every name replaced, other numbers, comments, and more space."""
    text = re.sub(r"\b[a-z_]\w*\b", lambda name: _renamed(name[0]), text)
    text = re.sub(r"\b[0-9]+\b", "17", text)
    lines = text.split("\n")
    return "# mine\n" + "\n".join(f"{line}  # step {number}\n" for number, line in enumerate(lines))


def _renamed(name: str) -> str:
    return name if keyword.iskeyword(name) else f"x_{name[::-1]}"
