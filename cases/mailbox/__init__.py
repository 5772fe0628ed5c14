"""Mail that comes in: stored first, read afterwards, and then part of a case or of a team's inbox.

`ingest` is the one way in, whatever way a mail comes.
"""

from cases.mailbox.ingesting import Receipt, ingest, read_due

__all__ = ["Receipt", "ingest", "read_due"]
