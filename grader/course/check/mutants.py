"""Small wrong changes to a reference, made automatically: an exercise has to tell each of them from the right answer.

operators ──▶ sites ──▶ mutants, which `mutation` runs against the items

Each change is a mistake that people make in mathematics, not one that only a programmer would think of. An operator
looks at one node of the reference's syntax tree and gives what could stand in its place.
"""

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from grader.course.check.solution_parts import Part, parts_of
from grader.exercise import Exercise

Operator = Callable[[ast.expr], Iterator[ast.expr]]
Change = tuple[ast.expr | ast.stmt, str, str]
"""What stands there now, and in words what stood there and what does now."""

_SIGNS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_MAX_MUTANTS = 150
"""Of one exercise; beyond that they are thinned out evenly, which the check says."""
_LARGE = 1000.0
"""One more than this is within a tolerance, and nobody's mistake."""
# functions that are left out, turned into their opposite, and whose arguments are not worth swapping
_DROPPED = frozenset("abs mean sum sqrt square exp log max min sorted reversed transpose".split())
_TURNED = {"max": "min", "min": "max", "mean": "sum", "sum": "mean", "maximum": "minimum", "minimum": "maximum",
           "argmax": "argmin", "argmin": "argmax", "all": "any", "any": "all", "sin": "cos", "cos": "sin"}  # fmt: skip
_TOLERANCES, _COARSE = frozenset("tol tolerance eps epsilon".split()), 0.1
_STEPS, _DIGITS = 100, 2
_NO_DECIMALS = (ast.Constant, ast.Set, ast.Dict, ast.Compare, ast.BoolOp, ast.JoinedStr, ast.List)
"""What is never rounded: truth values, texts, letters."""
_HARMLESS = frozenset("asarray array float int list tuple range len enumerate zip dict set".split())


def sign(node: ast.expr) -> Iterator[ast.expr]:
    """+ for -, and the other way round; a minus left out."""
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        yield ast.BinOp(node.left, _SIGNS[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        yield node.operand


def operand(node: ast.expr) -> Iterator[ast.expr]:
    """One of two summands, factors or conditions left out: a bias, a learning rate, a factor 2, a divisor n."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)):
        yield node.left
        yield node.right
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Pow)):
        yield node.left  # the divisor or the exponent alone is no mistake that people make
    elif isinstance(node, ast.BoolOp):
        for left_out in range(len(node.values)):
            rest = [value for index, value in enumerate(node.values) if index != left_out]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def constant(node: ast.expr) -> Iterator[ast.expr]:
    """A number that is one too large (a large decimal a tenth) or has the wrong sign; the other truth value."""
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, (int, float)):
        is_measured = isinstance(node.value, float) and abs(node.value) > _LARGE
        yield ast.Constant(node.value * 1.1 if is_measured else node.value + 1)
        if node.value:  # -0 is 0
            yield ast.UnaryOp(ast.USub(), ast.Constant(node.value))


def comparison(node: ast.expr) -> Iterator[ast.expr]:
    """< for <=, and > for <."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in _COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [other()], node.comparators)


def connective(node: ast.expr) -> Iterator[ast.expr]:
    """`or` for `and`; a `not` left out."""
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def function(node: ast.expr) -> Iterator[ast.expr]:
    """Minimum for maximum, sum for mean; abs, mean, sqrt and the like left out."""
    name = _name(node)
    if name is None or not isinstance(node, ast.Call):
        return
    if name in _TURNED:
        yield ast.Call(_renamed(node.func, _TURNED[name]), node.args, node.keywords)
    if name in _DROPPED and len(node.args) == 1 and not isinstance(node.args[0], (ast.GeneratorExp, ast.Starred)):
        yield node.args[0]


def arguments(node: ast.expr) -> Iterator[ast.expr]:
    """The first two arguments swapped; another axis."""
    if not isinstance(node, ast.Call):
        return
    swappable = len(node.args) >= 2 and not any(isinstance(argument, ast.Starred) for argument in node.args)
    if swappable and _name(node) not in _HARMLESS and ast.dump(node.args[0]) != ast.dump(node.args[1]):
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    for index, keyword in enumerate(node.keywords):
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant) and keyword.value.value in {0, 1}:
            other = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield ast.Call(node.func, node.args, [*node.keywords[:index], other, *node.keywords[index + 1 :]])


def product(node: ast.expr) -> Iterator[ast.expr]:
    """The factors of a matrix product swapped; a transpose left out."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.right, ast.MatMult(), node.left)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value


def piece(node: ast.expr) -> Iterator[ast.expr]:
    """A slice left out: all rows, where the first is the bias."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load):
        yield node.value


def count(node: ast.expr) -> Iterator[ast.expr]:
    """One fewer than there are: n - 1 for n."""
    is_length = isinstance(node, ast.Call) and _name(node) == "len"
    if is_length or (isinstance(node, ast.Attribute) and node.attr == "size"):
        yield ast.BinOp(node, ast.Sub(), ast.Constant(1))


def tolerance(node: ast.expr) -> Iterator[ast.expr]:
    """A tolerance that was given is not looked at: a coarse one of one's own stands in its place."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _TOLERANCES:
        yield ast.Constant(_COARSE)


OPERATORS: tuple[Operator, ...] = (
    sign, operand, constant, comparison, connective, function, arguments, product, piece, count, tolerance,
)  # fmt: skip
"""All of them, in the order in which their mutants are tried."""


def rounded(node: ast.stmt) -> Iterator[Change]:
    """A result that is rounded before it is returned."""
    if isinstance(node, ast.Return) and node.value is not None and _is_computed(node.value):
        # Python's own `round` knows numbers only, and whoever rounds an array takes NumPy's
        numpy = ast.Call(ast.Name("__import__", ast.Load()), [ast.Constant("numpy")], [])
        value = ast.Call(ast.Attribute(numpy, "round", ast.Load()), [node.value, ast.Constant(_DIGITS)], [])
        yield ast.Return(value), ast.unparse(node.value), f"rounded to {_DIGITS} digits"


def left_out(node: ast.stmt) -> Iterator[Change]:
    """An exception that is left out."""
    if isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise):
        yield ast.If(ast.Constant(value=False), node.body, node.orelse), ast.unparse(node.body[0]), "left out"


def fixed_steps(node: ast.stmt) -> Iterator[Change]:
    """A fixed number of steps in the place of a rule when to stop; in an endless loop, of each `if` that ends it."""
    if not isinstance(node, ast.While):
        return
    step, after = ast.Name("_step", ast.Store()), f"{_STEPS} steps"
    if not isinstance(node.test, ast.Constant):
        yield ast.For(step, _range(_STEPS), node.body, []), f"while {ast.unparse(node.test)}", after
        return
    for index, statement in enumerate(node.body):
        if isinstance(statement, ast.If) and isinstance(statement.body[-1], (ast.Return, ast.Break)):
            is_last = ast.Compare(ast.Name("_step", ast.Load()), [ast.Eq()], [ast.Constant(_STEPS)])
            ended = ast.If(is_last, statement.body, statement.orelse)
            body = [*node.body[:index], ended, *node.body[index + 1 :]]
            yield ast.For(step, _range(_STEPS + 1), body, []), f"until {ast.unparse(statement.test)}", after


STATEMENT_OPERATORS: tuple[Callable[[ast.stmt], Iterator[Change]], ...] = (rounded, left_out, fixed_steps)
"""The same for statements, each change with what stood there and what stands there now."""


def _name(node: ast.expr) -> str | None:
    """The last part of a called function's name."""
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else None


def _renamed(called: ast.expr, name: str) -> ast.expr:
    return (
        ast.Attribute(called.value, name, called.ctx)
        if isinstance(called, ast.Attribute)
        else ast.Name(name, ast.Load())
    )


class Mutant(NamedTuple):
    """A reference with one small change."""

    name: str
    """Function, method or constant, what stood there, and what stands there now: `risk: x - y -> x + y`."""
    examined: frozenset[str]
    """The examined functions that lead to it: only their items can tell it apart."""
    line: int
    source: str
    """The whole file."""


def make_mutants(source: str, exercise: Exercise) -> tuple[list[Mutant], int]:
    """The mutants of the functions that items examine and of what they lead to; and how many there are in all."""
    module = ast.parse(source)
    by_name: dict[str, Mutant] = {}
    for part in parts_of(module, {item.function for item in exercise.items}):
        for mutant in _of_part(module, part):
            by_name.setdefault(mutant.name, mutant)  # the same change twice in a function has one name in `survivors`
    every = max(1, -(-len(by_name) // _MAX_MUTANTS))
    return list(by_name.values())[::every], len(by_name)


def _of_part(module: ast.Module, part: Part) -> Iterator[Mutant]:
    positions = _positions(module)
    for node in [node for root in part.roots for node in ast.walk(root) if node in positions]:
        parent, field, index = positions[node]
        for changed, before, after in _changes(node):
            # the tree itself is changed, written out, and changed back
            _put(parent, field, index, ast.copy_location(changed, node))
            source = ast.unparse(ast.fix_missing_locations(module))
            yield Mutant(f"{part.name}: {before} -> {after}", part.examined, node.lineno, source)
            _put(parent, field, index, node)


def _changes(node: ast.expr | ast.stmt) -> Iterator[Change]:
    if isinstance(node, ast.expr):
        changes = (changed for operator in OPERATORS for changed in operator(node))
        yield from ((changed, ast.unparse(node), ast.unparse(changed)) for changed in changes)
    else:
        yield from (change for operator in STATEMENT_OPERATORS for change in operator(node))


def _is_computed(value: ast.expr) -> bool:
    """Whether it may come out with many digits."""
    if isinstance(value, _NO_DECIMALS):
        return False
    return any(isinstance(node, ast.BinOp) or (isinstance(node, ast.Call) and node.args) for node in ast.walk(value))


def _range(count: int) -> ast.expr:
    return ast.Call(ast.Name("range", ast.Load()), [ast.Constant(count)], [])


def _positions(module: ast.Module) -> dict[ast.expr | ast.stmt, tuple[ast.AST, str, int | None]]:
    """Where each node stands in its parent; annotations and the insides of texts for people are left alone."""
    positions: dict[ast.expr | ast.stmt, tuple[ast.AST, str, int | None]] = {}
    for parent in ast.walk(module):
        if isinstance(parent, (ast.JoinedStr, ast.Raise)):  # texts for people, which no item looks at
            continue
        for field, value in ast.iter_fields(parent):
            if field in {"annotation", "returns", "exc", "msg"}:
                continue
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, (ast.expr, ast.stmt)):
                    positions[child] = parent, field, index
    return positions


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node
