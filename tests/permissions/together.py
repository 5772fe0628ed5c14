"""The policy for working together: who is here, who watches, and what one was told of."""

from __future__ import annotations

from typing import Final

from tests.permissions.terms import About, Row, To

TOGETHER: Final[dict[str, Row]] = {
    "together": Row(
        "Saying that one has a case open, and who else has; not for parties from outside",
        change=To.SEES_IT,
        about=About.CASE,
        leads=False,
    ),
    "watch": Row(
        "Watching a case, or no more; not for parties from outside",
        change=To.SEES_IT,
        about=About.CASE,
        sends={"watch": "on"},
    ),
    "colleagues": Row(
        "Colleagues who may be named in a note about a case", read=To.SEES_IT, about=About.CASE
    ),
    "note_draft": Row(
        "Keeping one's own half-written note about a case",
        change=To.SEES_IT,
        about=About.CASE,
        leads=False,
        sends={"text": "Half a"},
    ),
    "notifications": Row("What one was told of, as far as one still sees it", read=To.PEOPLE),
    "notifications_read": Row("Marking all of that as read", change=To.PEOPLE),
    "notification_open": Row(
        "Opening one of one's own; there is none at this address", parts={"pk": "2000000000"}
    ),
    "told_how": Row("What one is told, and how", To.PEOPLE, To.PEOPLE),
    "updates": Row(
        "How many cases of a list that one sees are new or changed; nothing is changed by it",
        change=To.PEOPLE,
        leads=False,
    ),
    "live": Row("Pausing what pages ask by themselves", change=To.PEOPLE, sends={"live": "off"}),
}
