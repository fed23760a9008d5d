"""Why a source does not tell what its code uses: what goes by another name at run time is named with its line.

names        eval, getattr, attrgetter, ...: what they reach is a text at run time
modules      a module that is handed on as a value can be asked for anything in it
attributes   one of the forbidden name, of something that the source does not tell
patterns     `case object(eigvalsh=f)` reads an attribute
texts        SymPy reads a text as a formula, wherever one is handed in
folders      what comes from a package of the student's own
elsewhere    statements outside of all functions, and names that the file binds nowhere
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from grader.items.source.references import Definition, is_module_of, is_part_of, reach_from

# Each of these can reach anything by a text, by walking the interpreter's own objects, or by code that it makes. A list
# can't be complete. What is missing here costs no honest student a mark: it only lets somebody through who hides.
_DYNAMIC = frozenset(
    "eval exec compile getattr setattr delattr __import__ globals locals vars dir breakpoint __builtins__"
    " importlib operator.attrgetter operator.methodcaller operator.call inspect sys.modules sys._getframe builtins.eval"
    " pkgutil runpy code codeop timeit types.FunctionType types.CodeType types.MethodType pickle marshal copyreg ctypes"
    " gc typing.get_type_hints typing.ForwardRef unittest.mock doctest ast"
    " sympy.parse_expr sympy.lambdify sympy.parsing sympy.utilities sympy.core.sympify".split()
)
_DYNAMIC_ATTRIBUTES = frozenset(
    "__dict__ __getattribute__ __getattr__ __globals__ __builtins__ __class__ __subclasses__ __bases__ __mro__ __code__"
    " __closure__ __self__ __func__ __wrapped__ __loader__ __spec__ f_globals f_builtins f_locals tb_frame"
    " gi_frame".split()
)
# SymPy turns texts into formulas with `eval`: `Matrix(["eigvalsh(...)"])` may call anything that it knows
_READS_TEXT = frozenset("sympy.S sympy.sympify sympy.Matrix".split())
_MAKES_TEXT = frozenset("chr str repr format ascii bytes bytearray".split())
_TEXT_METHODS = frozenset(
    "join format decode replace translate format_map removeprefix __doc__ __annotations__".split()
)
_HARMLESS_TEXT = re.compile(r"[\w\s,:;!?'-]*", re.ASCII)
"""A text without brackets, dots and operators is a name or a sentence."""


def reasons_unclear(
    definitions: Sequence[Definition], forbidden: Sequence[str], files: Mapping[str, bytes]
) -> Iterator[str]:
    """Reasons why the source does not tell, each with its line.

    Parameters
    ----------
    definitions : sequence of Definition
        What the function's code leads to.
    forbidden : sequence of str
        Full names of what may not be used, and attributes with a dot in front.
    files : mapping of str to bytes
        The submission.
    """
    for definition in definitions:
        for node, why in _in_definition(definition, forbidden):
            yield f"{definition.module.line(getattr(node, 'lineno', 1))} {why}"
        yield from _other_meanings(definition, forbidden)
    yield from _from_folders(definitions, files)
    yield from _elsewhere(definitions, forbidden, files)


def _in_definition(definition: Definition, forbidden: Sequence[str]) -> Iterator[tuple[ast.AST, str]]:
    # where SymPy is not used, a text is a text: nothing reads it as a formula
    uses_sympy = any(name.partition(".")[0] == "sympy" for _, name in _full_names(definition))
    shown = _only_shown(definition.statement) if uses_sympy else frozenset()
    for node, dotted in _full_names(definition):
        if _is_dynamic(dotted):
            yield node, f"uses {ast.unparse(node)}"
        elif any(is_module_of(dotted, name) for name in forbidden if not name.startswith(".")):
            yield node, f"hands on {ast.unparse(node)} as a value"
        # with a star import, any name may come from there, and `meanings` has looked at what it would be
        elif not definition.module.stars and definition.is_unknown(_root(node)):
            yield node, f"uses {ast.unparse(node)}, to which the file gives no value"
    for node in ast.walk(definition.statement):
        if why := _reads_attribute(definition, node, forbidden):
            yield node, why
        elif uses_sympy and node not in shown and _makes_text(definition, node):
            yield node, "makes a text, and SymPy reads texts as formulas"


def _full_names(definition: Definition) -> Iterator[tuple[ast.AST, str]]:
    """Every name or chain of attributes that is no part of a longer one, with its full name where that is known."""
    parts = {id(node.value) for node in ast.walk(definition.statement) if isinstance(node, ast.Attribute)}
    for node in ast.walk(definition.statement):
        if not isinstance(node, (ast.Name, ast.Attribute)) or id(node) in parts:
            continue
        if isinstance(node.ctx, ast.Load):
            yield from ((node, name) for name in definition.meanings(node))


def _root(node: ast.AST) -> str:
    """The name at the beginning of a chain of attributes."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_dynamic(dotted: str) -> bool:
    names = dotted.split(".")
    return any(".".join(names[:count]) in _DYNAMIC for count in range(1, len(names) + 1))


def _reads_attribute(definition: Definition, node: ast.AST, forbidden: Sequence[str]) -> str | None:
    """Why a node may read an attribute that is forbidden, or that leads to everything."""
    last = {name.rpartition(".")[2] for name in forbidden}
    if isinstance(node, ast.MatchClass):
        return "matches attributes by their names" if set(node.kwd_attrs) & (last | _DYNAMIC_ATTRIBUTES) else None
    if not isinstance(node, ast.Attribute):
        return None
    # of something that the source does not tell, or of the student's own, an attribute of that name may be the real one
    dotted = definition.dotted(node)
    is_own = dotted is None or dotted.partition(".")[0] == definition.module.name
    is_read = node.attr in _DYNAMIC_ATTRIBUTES or (is_own and node.attr in last)
    return f"uses {ast.unparse(node)}" if is_read else None


def _only_shown(statement: ast.stmt) -> frozenset[ast.AST]:
    """Nodes whose text is only read by people: docstrings, types, messages of errors, and what is printed."""
    shown: set[ast.AST] = set()
    # a message that is caught in the same place may be read again: `except ValueError as e: sympify(str(e))`
    catches = any(isinstance(node, ast.ExceptHandler) for node in ast.walk(statement))
    for node in ast.walk(statement):
        is_print = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_message = isinstance(node, (ast.Raise, ast.Assert)) and not catches
        if is_print or is_docstring or is_message:
            shown.update(ast.walk(node))
        for field in ("annotation", "returns"):
            shown.update(ast.walk(part) if (part := getattr(node, field, None)) is not None else ())
    return frozenset(shown)


def _makes_text(definition: Definition, node: ast.AST) -> bool:
    """Whether a text comes to be that may hold a formula, or SymPy is asked to read one that may."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (str, bytes)) and not _is_harmless(node.value)
    if isinstance(node, ast.Call) and not _READS_TEXT.isdisjoint(definition.meanings(node.func)):
        return not all(_is_plain(part) for part in node.args)
    if isinstance(node, ast.Name):
        return definition.dotted(node) in _MAKES_TEXT
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Attribute) and node.attr in _TEXT_METHODS)


def _is_plain(part: ast.expr) -> bool:
    """Whether a value is written out where it is used, so that its texts are seen there."""
    return isinstance(part, (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.ListComp))


def _is_harmless(text: str | bytes) -> bool:
    return _HARMLESS_TEXT.fullmatch(text if isinstance(text, str) else text.decode("latin-1")) is not None


def _other_meanings(definition: Definition, forbidden: Sequence[str]) -> Iterator[str]:
    """Local names that hide a forbidden one: `def f(np): ...` may be handed NumPy itself."""
    for name in sorted(definition.local):
        meaning = definition.module.imports.get(name, name)
        if any(full == meaning or full.startswith(f"{meaning}.") for full in forbidden):
            yield f"{definition.module.file} gives {name} another meaning in {definition.name}"


def _from_folders(definitions: Sequence[Definition], files: Mapping[str, bytes]) -> Iterator[str]:
    """Files that import from a folder of the submission, which is not looked into."""
    folders = {name.partition("/")[0] for name in files if "/" in name}
    for module in {definition.module.name: definition.module for definition in definitions}.values():
        roots = {name.partition(".")[0] for name in (*module.imports.values(), *module.stars)}
        for folder in sorted(roots & folders):
            yield f"{module.file} imports from {folder}/, which is not looked into"


def _elsewhere(
    definitions: Sequence[Definition], forbidden: Sequence[str], files: Mapping[str, bytes]
) -> Iterator[str]:
    """Statements outside of all functions that refer to something forbidden, or lead to what does."""
    names = [name for name in forbidden if not name.startswith(".")]
    for module in {definition.module.name: definition.module for definition in definitions}.values():
        for statement in module.others:
            aside = Definition(module, "", statement)
            around = [aside, *reach_from(files, aside).definitions]
            if any(is_part_of(dotted, name) for part in around for _, dotted in _full_names(part) for name in names):
                yield f"{module.line(statement.lineno)}, outside of all functions, refers to it"
