"""What one was told of, how one is told, and who watches a case, as plain data."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext

from cases import access, standing
from cases.models import NotificationChoice, Sort, User
from cases.navigation import address, of_case
from cases.notices import drafts, reading
from cases.notices.words import sentence
from cases.notices.writing import ways
from cases.present import acts
from cases.present.pages import part
from cases.workflow import Look

MOST_LISTED: Final = 500
MOST_NAMED: Final = 3
PER_PAGE: Final = 25
ICONS: Final = {Sort.MENTION: "note", Sort.HANDED: "arrow", Sort.WATCHED: "eye", Sort.BREACH: "octagon"}


def notices_page(user: User, page: int) -> dict[str, Any]:
    """The newest things that one was told of, a page at a time; older ones than MOST_LISTED are let go."""
    found = list(reading.listed(user)[:MOST_LISTED])
    rows, pager = part(found, page, f"{address('notifications')}?page=", "list", most=PER_PAGE)
    return {
        "notices": [
            {
                "pk": row.pk,
                "icon": ICONS[Sort(row.sort)],
                "sentence": sentence(row),
                "reference": row.case.reference,
                "title": row.case.title,
                "account": row.case.account.name,
                "at": row.at,
                "is_new": row.read_at is None,
                "open_url": address("notification_open", args=(row.pk,)),
            }
            for row in rows
        ],
        "pager": pager,
        "unread": reading.unread(user),
        "zone": user.time_zone,
    }


def told_how(user: User) -> list[dict[str, Any]]:
    """Each sort of thing with how one is told of it."""
    chosen = ways([user.pk])[user.pk]
    return [
        {
            "sort": sort.value,
            "label": sort.label,
            "on_page": chosen[sort.value].on_page,
            "mail": chosen[sort.value].mail,
            "mails": NotificationChoice.Mail.choices,
        }
        for sort in Sort
    ]


def note(look: Look, user: User) -> dict[str, Any]:
    """The form for a note where notes are allowed, with what one has written of one so far."""
    case, found = look.case, acts.action(look, look.kind.action("note"))
    draft = drafts.of(case, user) if standing.of(case).drafted and found["allowed"] else ""
    if draft:
        found["form"].begin_with({"text": draft})
    return {
        "note_form": found["form"] if found["allowed"] else None,
        "note_hidden": found["hidden"],
        "note_url": found["url"],
        "note_draft": draft,
        "note_draft_url": of_case("note_draft", case.reference),
        "colleagues_url": of_case("colleagues", case.reference),
    }


def watching(look: Look, user: User) -> dict[str, Any] | None:
    """Who watches the case, oneself first; None for people from outside."""
    if access.is_outside(user, look.case):
        return None
    rows = standing.of(look.case).watchers
    mine = any(pk == user.pk for pk, _ in rows)
    names = ([gettext("you")] if mine else []) + [name for pk, name in rows if pk != user.pk]
    return watching_shown(look.case.reference, names, mine=mine)


def watching_shown(reference: str, names: list[str], *, mine: bool) -> dict[str, Any]:
    """The same from names."""
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED]) + ((gettext(" and %(n)d more") % {"n": more}) if more > 0 else "")
    return {"names": told, "mine": mine, "url": of_case("watch", reference)}
