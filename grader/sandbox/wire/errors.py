"""The one exception of the wire, and its limits."""

MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_DIGITS = 4000
MAX_TEXT = 100_000
MAX_TREE_DEPTH = 200
MAX_TREE_NODES = 20_000
MAX_PRECISION = 20_000
MAX_DIMENSIONS = 8
MAX_MATRIX_ENTRIES = 2_500


class WireError(ValueError):
    """A value that the grammar or its limits do not allow; the message says which, for the student to read."""


class Budget:
    """Counts the nodes of one message, so that its size is bounded whatever its shape."""

    def __init__(self, nodes: int = MAX_NODES) -> None:
        self._left = nodes

    def spend(self) -> None:
        """Count one node; raise WireError when there are too many."""
        self._left -= 1
        if self._left < 0:
            raise WireError(f"it has more than {MAX_NODES:,} parts")
