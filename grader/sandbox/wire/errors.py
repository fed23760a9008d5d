"""The exceptions of the wire, and its limits."""

MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_KEYS = 10_000
MAX_DIGITS = 4000
MAX_TEXT = 100_000
MAX_TREE_DEPTH = 100
MAX_TREE_NODES = 20_000
MAX_PRECISION = 4000
MAX_EXPONENT = 9999
MAX_DIMENSIONS = 8
MAX_ELEMENTS = 2**31
MAX_MATRIX_ENTRIES = 2_500
MAX_HANDLE = 2**53


class WireError(ValueError):
    """A value that the grammar or its limits do not allow; the message says which, for the student to read."""


class IncomparableError(WireError):
    """An expression that may well be right, and that a limit of this package keeps from being compared."""


class Budget:
    """Counts the parts of one value, so that its size is bounded whatever its shape."""

    def __init__(self) -> None:
        self._parts = MAX_NODES
        self._tree_nodes = MAX_TREE_NODES

    def spend(self) -> None:
        """Count one part; WireError when there are too many."""
        self._parts -= 1
        if self._parts < 0:
            raise WireError(f"it has more than {MAX_NODES:,} parts")

    def spend_tree_node(self) -> None:
        """Count one node of an expression, which takes longer to build; WireError when there are too many."""
        self._tree_nodes -= 1
        if self._tree_nodes < 0:
            raise IncomparableError(f"its expressions have more than {MAX_TREE_NODES:,} parts")
