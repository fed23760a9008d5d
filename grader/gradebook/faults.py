"""Whose fault it is that a gradebook cannot be opened: that of the machine, or of what was named."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

_FULL_OR_FAILING = {errno.ENOSPC, errno.EDQUOT, errno.EIO}
_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
_POSTGRESQL = ("53", "58")
"""Classes of SQLSTATE: insufficient resources, such as a full disk; and errors of the system."""
_PRIMARY = 0xFF
"""SQLite's extended codes say more in their higher bits."""


def is_of_the_machine(error: Exception) -> bool:
    """Whether a disk is full or failing; everything else says that this is no gradebook that can be used."""
    if isinstance(error, DBAPIError):
        found = error.orig
        code = getattr(found, "sqlite_errorcode", None)
        state = getattr(found, "sqlstate", None) or ""
        return (code is not None and code & _PRIMARY in _SQLITE) or state.startswith(_POSTGRESQL)
    return isinstance(error, OSError) and error.errno in _FULL_OR_FAILING
