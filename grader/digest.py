"""The hash by which files, settings and results are told apart everywhere. Only the standard library is imported."""

import hashlib
from collections.abc import Iterable


def digest_of(parts: Iterable[bytes]) -> str:
    """SHA-256 of parts, each behind its length, as `a` with `bc` is not `ab` with `c`: no other parts have the same."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
