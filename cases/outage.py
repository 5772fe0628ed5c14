"""Telling a database that is away from everything else that can go wrong with a statement."""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

RETRY_SECONDS: Final = 2  # a restart takes a few; whoever comes back sooner only waits more often
# https://www.postgresql.org/docs/current/errcodes-appendix.html
AWAY: Final = frozenset(
    {
        "25006",  # read_only_sql_transaction: the server has become a standby
        "53300",  # too_many_connections
        "57P01",  # admin_shutdown
        "57P02",  # crash_shutdown
        "57P03",  # cannot_connect_now: it starts or stops
        "57P04",  # database_dropped
        "57P05",  # idle_session_timeout
    }
)
CONNECTION_CLASS: Final = "08"


def database_is_away(error: BaseException | None) -> bool:
    """Whether `error`, or one that led to it, says that the database cannot be asked at the moment.

    After a connection broke, code on the way out may fail for that reason alone; so the whole chain counts.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if _says_so(error):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _says_so(error: BaseException) -> bool:
    """By the server's code; an error without one comes from the connection, not from the server."""
    if not isinstance(error, (DatabaseError, InterfaceError)):
        return False
    code = getattr(error.__cause__, "pgcode", None)
    if code is not None:
        return code in AWAY or code.startswith(CONNECTION_CLASS)
    if isinstance(error, InterfaceError):
        return "closed" in str(error)
    # Some losses reach the driver's users as its plain DatabaseError.
    return isinstance(error, OperationalError) or (type(error) is DatabaseError and "server" in str(error))
