"""How long it takes to compare a class, and how many planted copies are found.

    python benchmarks/similar.py [FILES] [PLANTED]

Each file begins with the same template and goes on with functions drawn from the standard library, so that some are in
several files by chance. A copy is another file with twelve names replaced, its numbers changed and a comment behind
every third line. Printed are the seconds for all pairs, how many of the planted ones are among them and among the first
ones, and how many others there are: those that drew the same functions are alike, though nobody copied.
"""

import ast
import keyword
import random
import re
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

from grader.gradebook.similar.pairs import similar

FUNCTIONS = 6
TEMPLATE = (Path(__file__).parent.parent / "student_template" / "gradient_descent.py").read_bytes()


def pieces() -> list[str]:
    """Functions of the standard library, each of 8 to 40 lines."""
    return [text for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")) for text in functions(path)]


def functions(path: Path) -> Iterator[str]:
    """Those in one module, outermost only."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.end_lineno and 8 <= node.end_lineno - node.lineno <= 40:
            yield ast.get_source_segment(text, node) or ""


def copied(chance: random.Random, text: str) -> str:
    """The same, disguised."""
    names = sorted({name for name in re.findall(r"\b[a-z_]\w{2,}\b", text) if not keyword.iskeyword(name)})
    for name in chance.sample(names, min(12, len(names))):
        text = re.sub(rf"\b{name}\b", f"my_{name[::-1]}", text)
    text = re.sub(r"\b[0-9]\b", lambda _: str(chance.randrange(10)), text)
    lines = text.split("\n")
    return "\n".join(line if number % 3 else f"{line}  # my own" for number, line in enumerate(lines))


def main() -> None:
    """Make a class, compare it, print."""
    count, planted = [*map(int, sys.argv[1:]), *(3000, 150)[len(sys.argv) - 1 :]]
    chance = random.Random(20261125)  # noqa: S311 - a class to measure
    drawn = pieces()
    draws = [chance.sample(drawn, FUNCTIONS) for _ in range(count)]
    texts = ["\n\n".join(draw) for draw in draws]
    numbers = chance.sample(range(count), 2 * planted)
    pairs = {tuple(sorted(pair)) for pair in zip(numbers[:planted], numbers[planted:], strict=True)}
    for source, copy in zip(numbers[:planted], numbers[planted:], strict=True):
        texts[copy], draws[copy] = copied(chance, texts[source]), draws[source]
    files = [(f"{number:06}", "x", TEMPLATE + b"\n" + text.encode()) for number, text in enumerate(texts)]
    start = time.process_time()
    told = [(int(pair.first), int(pair.second)) for pair in similar(files, {"x": TEMPLATE})]
    seconds = time.process_time() - start
    others = set(told) - pairs
    chances = sum(not set(draws[first]).isdisjoint(draws[second]) for first, second in others)
    print(f"{count} files of {sum(len(file[2]) for file in files) / count / 1000:.1f} kB: {seconds:.1f} s of CPU time")
    print(f"planted {planted}, found {len(pairs & set(told))}, {len(pairs & set(told[:planted]))} of them first")
    print(f"others {len(others)}, {chances} of which drew a function in common, of {len(drawn)} to draw from")


if __name__ == "__main__":
    main()
