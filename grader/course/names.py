"""Names of a file's top level: what each of its statements gives a meaning to, and what it needs for that."""

import ast
import symtable
from collections.abc import Iterator


def bound(statement: ast.stmt) -> set[str]:
    """Names that a statement at the top level gives a meaning to."""
    return set(_bound_names(statement))


def _bound_names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    else:
        stores = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
        yield from (node.id for node in stores if isinstance(node.ctx, ast.Store))
        for child in ast.iter_child_nodes(statement):
            if isinstance(child, ast.stmt):
                yield from _bound_names(child)


def needed(statement: ast.stmt) -> set[str]:
    """Names of the module that a statement reads, now or when its functions are called."""
    # Python's own symbol tables: they know which names are local to a function, a comprehension, a class
    top = symtable.symtable(ast.unparse(statement), "exercise", "exec")
    needed = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    inner = list(top.get_children())
    while inner:
        table = inner.pop()
        needed |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
        inner += table.get_children()
    return needed
