"""A typed formula as an unevaluated expression, or a sentence that says what is wrong with it, and where."""

import ast
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import sympy

from grader.maths.size import MAX_DIGITS, too_large
from grader.maths.text.advice import advice, unknown_name
from grader.maths.text.tokens import MAX_DEPTH, MAX_LENGTH, Problem, Token, tokens
from grader.maths.text.vocabulary import CONSTANTS, FUNCTIONS

_ALIAS = "v"


class Parsed(NamedTuple):
    """What was read: an expression, or a problem."""

    expression: sympy.Expr | None = None
    """As it was typed: `2/4` stays a quotient of 2 and 4. Decimals are the fractions that they stand for."""
    decimals: tuple[str, ...] = ()
    """The decimals that were typed."""
    problem: str = ""
    """A sentence for the student; empty if there is none."""
    position: int | None = None
    """The index in the text at which the problem is."""


class _WrongError(Exception):
    """Carries a problem out of the tree; it never leaves this module."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.problem = Problem(sentence, position)


def parse(text: str, names: Sequence[str], *, is_complex: bool = False) -> Parsed:
    """Read a formula that somebody typed.

    Parameters
    ----------
    text : str
        From anybody. With + - * / and brackets, ** or ^ for powers, numbers, `pi`, `e`, the given names, and sqrt,
        exp, log, ln, sin, cos, tan, cot, asin, acos, atan, sinh, cosh, tanh, abs, max, min, sign. What has one
        reading only is read as well: 2x, (x + 1)(x - 1), x sin(x), x², √x, π, |x|, × and ·, `y = ...`.
    names : sequence of str
        The names that stand for symbols; they take precedence over functions and constants of the same name.
    is_complex : bool
        Whether `I` is the imaginary unit.

    Returns
    -------
    Parsed
        The expression, unevaluated; or the problem. Length, depth, digits, exponents and the number of parts are
        limited before anything is worked out.
    """
    parsed = _parse(text, names, is_complex=is_complex)
    if not parsed.problem or len(text) > MAX_LENGTH:
        return parsed
    better = advice(text, names, lambda instead: not _parse(instead, names, is_complex=is_complex).problem)
    return parsed if better is None else _failed(better)


def _parse(text: str, names: Sequence[str], *, is_complex: bool) -> Parsed:
    pieces = tokens(text, names)
    if isinstance(pieces, Problem):
        return _failed(pieces)
    reader = _Reader(pieces, names, is_complex=is_complex)
    try:
        expression = reader.read()
    except _WrongError as error:
        return _failed(error.problem)
    if (limit := too_large(expression)) is not None:
        return _failed(Problem(f"The formula cannot be worked with: {limit}.", 0))
    decimals = tuple(token.text for token in pieces if token.kind == "number" and not token.text.isdigit())
    return Parsed(expression, decimals)


def _failed(problem: Problem) -> Parsed:
    return Parsed(problem=problem.sentence, position=problem.position)


class _Reader:
    """Turns tokens into an expression by way of Python's own grammar, in which every word has a harmless name."""

    def __init__(self, pieces: list[Token], names: Sequence[str], *, is_complex: bool) -> None:
        self.found = pieces
        self.names = names
        self.constants = {**CONSTANTS, **({"I": sympy.I} if is_complex else {})}
        self.starts: dict[int, Token] = {}

    def read(self) -> sympy.Expr:
        """The whole text."""
        try:
            tree = ast.parse(self._spelled(), mode="eval")
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise self._syntax(error) from error
        return self._of(tree.body, 0)

    def _spelled(self) -> str:
        """The text in Python's spelling: `v3` for the third token, if it is a name or a number."""
        spelled = ""
        for number, token in enumerate(self.found):
            # All of it is ASCII, so that Python's columns, which count bytes, are indices here
            self.starts[len(spelled)] = token
            word = {"^": "**"}.get(token.text, token.text) if token.kind == "sign" else f"{_ALIAS}{number}"
            spelled += f"{word} "
        return spelled

    def _syntax(self, error: BaseException) -> _WrongError:
        offset = (getattr(error, "offset", None) or 1) - 1  # from 1; only a SyntaxError has it
        later = [token for start, token in self.starts.items() if start >= offset]
        token = later[0] if later else self.found[-1]
        return _WrongError(f"The formula is not complete or not in order near `{token.text}`.", token.position)

    def _token(self, node: Any) -> Token:
        return self.starts.get(node.col_offset, self.found[0])

    def _of(self, node: Any, depth: int) -> sympy.Expr:
        if depth > MAX_DEPTH:
            raise _WrongError(f"The formula is nested deeper than {MAX_DEPTH} levels.", self._token(node).position)
        if isinstance(node, ast.Name):
            return self._word(self._token(node))
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        if isinstance(node, ast.UnaryOp):
            return self._signed(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            base, exponent = self._of(node.left, depth + 1), self._of(node.right, depth + 1)
            return sympy.Pow(base, exponent, evaluate=False)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            return self._chain(node, (ast.Add, ast.Sub), depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div)):
            return self._chain(node, (ast.Mult, ast.Div), depth)
        position = self._token(node).position
        raise _WrongError("The formula may hold + - * / ^, brackets, names and numbers, and no lists.", position)

    def _chain(self, node: Any, signs: tuple[type, ...], depth: int) -> sympy.Expr:
        """A sum or product of many parts: a loop, since a recursion would be as deep as the chain is long."""
        parts = []
        while isinstance(node, ast.BinOp) and isinstance(node.op, signs):
            parts.append(_opposite(node.op, self._of(node.right, depth + 1)))
            node = node.left
        parts.append(self._of(node, depth + 1))
        head = sympy.Add if ast.Add in signs else sympy.Mul
        return head(*reversed(parts), evaluate=False)  # they were found from the right

    def _signed(self, node: ast.UnaryOp, depth: int) -> sympy.Expr:
        inner = self._of(node.operand, depth + 1)
        if not isinstance(node.op, ast.USub):
            return inner
        return -inner if isinstance(inner, sympy.Rational) else sympy.Mul(-1, inner, evaluate=False)

    def _call(self, node: ast.Call, depth: int) -> sympy.Expr:
        token = self._token(node)
        function = FUNCTIONS[token.text]  # a bracket behind anything else was refused as a missing sign
        if not function.least <= len(node.args) <= function.most:
            wanted = "1 argument" if function.most == 1 else f"{function.least} to {function.most} arguments"
            raise _WrongError(f"{token.text} takes {wanted}; {len(node.args)} are given.", token.position)
        return function.make(*(self._of(argument, depth + 1) for argument in node.args))

    def _word(self, token: Token) -> sympy.Expr:
        if token.kind in {"number", "raised"}:
            return _number(token)
        if token.text in self.names:
            return sympy.Symbol(token.text)
        if token.text in self.constants:
            return self.constants[token.text]
        if token.text in FUNCTIONS:
            raise _WrongError(f"Write brackets behind {token.text}, as in {token.text}(x).", token.position)
        raise _WrongError(unknown_name(token.text, self.names), token.position)


def _opposite(sign: ast.operator, part: sympy.Expr) -> sympy.Expr:
    if isinstance(sign, ast.Sub):
        return -part if isinstance(part, sympy.Rational) else sympy.Mul(-1, part, evaluate=False)
    return sympy.Pow(part, -1, evaluate=False) if isinstance(sign, ast.Div) else part


def _number(token: Token) -> sympy.Rational:
    _, _, exponent = token.text.lower().partition("e")
    # Before `Fraction`, which would write 1e999999999 out
    if len(token.text) > MAX_DIGITS or len(exponent) > len(str(MAX_DIGITS)) + 1 or abs(int(exponent or 0)) > MAX_DIGITS:
        raise _WrongError(f"A number has more than {MAX_DIGITS} digits.", token.position)
    exact = Fraction(token.text)
    return sympy.Rational(exact.numerator, exact.denominator)
