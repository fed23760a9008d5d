"""How `grader.maths.equivalence` and its peers judge files of expression pairs.

    python benchmarks/maths_equivalence.py [--peers] [--seconds=2] PAIRS.jsonl ...

Each line is an object with `student`, `key`, `equal`, `domain` (`real`, `positive`, `realvalued`, `x>2`, or `box`) and
`functions`; `box` gives each symbol's ends and whether they are open. Sums, integrals and limits stand as written.
The peers are SymPy's `simplify(a - b) == 0` and `a.equals(b)`, each killed after five seconds a row. Times are those
of the wall, and in brackets those of the processor: where they differ, something else ran meanwhile, and `--seconds`
gives `compare` the time that it would have had alone.
"""

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import sympy
from sympy.parsing.sympy_parser import parse_expr

from grader.maths.deadline import within
from grader.maths.equivalence import Witness, compare
from grader.maths.equivalence.points import Domains

SECONDS_OF_PEERS = 5.0
SECONDS = next((float(word.removeprefix("--seconds=")) for word in sys.argv if word.startswith("--seconds=")), 2.0)


class Pair(NamedTuple):
    """One row of a file."""

    left: sympy.Expr
    right: sympy.Expr
    domains: Domains
    is_equal: bool
    text: str


@dataclass
class Tally:
    """What became of the rows."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, pair: Pair, judge: "Judge") -> None:
        """Count one verdict."""
        before, start = os.times(), time.perf_counter()
        verdict, remark = judge(pair)
        self.seconds.append(time.perf_counter() - start)
        self.processor.append(sum(os.times()[:4]) - sum(before[:4]))
        expected = "equal" if pair.is_equal else "different"
        wrong = "wrong yes" if verdict == "equal" else "wrong no"
        kind = "right" if verdict == expected else "undecided" if verdict == "undecided" else wrong
        self.counts[kind] += 1
        if kind != "right" or remark:
            self.remarks.append(f"  {kind}: {pair.text} {remark} {self.processor[-1]:.2f} s")

    def show(self, name: str) -> str:
        """One line of figures."""
        kinds = ("right", "wrong yes", "wrong no", "undecided")
        counts = "  ".join(f"{kind} {self.counts[kind]:3d}" for kind in kinds)
        share = f"({100 * self.counts['undecided'] / len(self.seconds):.1f} %)"
        walls, works = _figures(self.seconds), _figures(self.processor)
        names = ("median", "99 %", "max")
        times = "  ".join(
            f"{name} {wall:.0f} ({work:.0f}) ms" for name, wall, work in zip(names, walls, works, strict=True)
        )
        return f"{name:22s} {counts} {share}  {times}"


def _figures(seconds: list[float]) -> tuple[float, float, float]:
    """Median, 99th percentile and maximum, in milliseconds."""
    ordered = sorted(1e3 * duration for duration in seconds)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]


def read(path: Path) -> Iterator[Pair]:
    """The rows of a file; plain symbols, so that domains are what restricts them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        known: dict[str, Any] = {name: sympy.Function(name) for name in row["functions"]}
        for word in set(re.findall(r"[A-Za-z_]\w*(?!\w|\()", f"{row['student']} {row['key']}")) - set(known):
            if not hasattr(sympy, word) or word in {"S", "N", "Q", "O"} or (len(word) == 1 and word not in "EI"):
                known[word] = sympy.Symbol(word)
        left, right = (sympy.sympify(parse_expr(row[side], local_dict=known)) for side in ("student", "key"))
        domains = {symbol: _domain(symbol.name, row) for symbol in left.free_symbols | right.free_symbols}
        yield Pair(left, right, domains, row["equal"], f"{row['student']} | {row['key']}")


def _domain(name: str, row: Mapping[str, Any]) -> sympy.Set:
    if row["domain"] == "positive":
        return sympy.Interval.open(0, sympy.oo)
    if name in row.get("box", {}):
        low, high, low_open, high_open = row["box"][name]
        return sympy.Interval(sympy.sympify(low), sympy.sympify(high), low_open, high_open)
    bound = re.fullmatch(rf"{name}\s*>\s*(-?\d+)", row["domain"])
    return sympy.Interval.open(int(bound[1]), sympy.oo) if bound else sympy.S.Reals


def ours(pair: Pair) -> tuple[str, str]:
    """Our verdict, and a remark if its witness does not hold."""
    result = compare(pair.left, pair.right, domains=pair.domains, seconds=SECONDS)
    if result.witness is None or holds(result.witness, pair):
        return result.verdict, ""
    return result.verdict, f"the witness {dict(result.witness.point)} was not confirmed"


def holds(witness: Witness, pair: Pair) -> bool:
    """Whether SymPy's own evaluation at sixty digits finds the two sides apart at the point."""
    left, right = pair.left, pair.right
    for name, made in witness.functions.items():
        left, right = (side.replace(sympy.Function(name), made).doit() for side in (left, right))
    here, there = (side.subs(witness.point).doit().evalf(60) for side in (left, right))
    gap = (left.subs(witness.point) - right.subs(witness.point)).doit().evalf(60)
    small = sympy.Float(10) ** -40 * sympy.Max(abs(here), abs(there))
    return bool(gap.is_number and (gap.has(sympy.nan, sympy.zoo) or abs(gap) > small))


def simplified(pair: Pair) -> tuple[str, str]:
    """The common recipe."""
    left, right, _ = _real(pair)
    is_zero = within(SECONDS_OF_PEERS, lambda: bool(sympy.simplify(left - right) == 0))
    return ("undecided" if is_zero is None else "equal" if is_zero else "different"), ""


def equals(pair: Pair) -> tuple[str, str]:
    """SymPy's own test, which may also not know."""
    left, right, _ = _real(pair)
    answer = within(SECONDS_OF_PEERS, lambda: str(left.equals(right)))
    return {"True": "equal", "False": "different"}.get(answer or "", "undecided"), ""


def _real(pair: Pair) -> tuple[sympy.Expr, sympy.Expr, Domains]:
    """The peers take their domain from the symbols' assumptions."""
    made = {
        symbol: sympy.Symbol(symbol.name, **({"positive": True} if domain.inf >= 0 else {"real": True}))
        for symbol, domain in pair.domains.items()
    }
    return pair.left.xreplace(made), pair.right.xreplace(made), pair.domains


Judge = Callable[[Pair], tuple[str, str]]
ENGINES: dict[str, Judge] = {
    "compare": ours,
    "simplify(a - b) == 0": simplified,
    "a.equals(b)": equals,
}


def main() -> None:
    """Print a table for each file."""
    names = [name for name in sys.argv[1:] if not name.startswith("--")]
    engines = ENGINES if "--peers" in sys.argv else {"compare": ours}
    for name in names:
        pairs = list(read(Path(name)))
        print(f"{Path(name).name}: {len(pairs)} pairs")
        for engine, judge in engines.items():
            tally = Tally()
            for pair in pairs:
                tally.add(pair, judge)
            print(tally.show(engine))
            if engine == "compare":
                print("\n".join(tally.remarks))


if __name__ == "__main__":
    main()
