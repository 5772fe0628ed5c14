"""Writing down who is told of what, in the transaction of the change: what did not happen is not told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cases import access
from cases.models import Case, NoteDraft, Notification, NotificationChoice, User, Watcher
from cases.notices import news as what
from cases.notices.news import News, Told
from cases.notices.ways import SHIPPED, Way, mail_at
from cases.teams import OUTSIDE


def write(news: Sequence[News]) -> bool:
    """Stores what follows for people from stored entries; answers whether a mail is due at once.

    Of a change that concerns nobody it asks nothing of the database.
    """
    _watch(news)
    _forget_drafts(news)
    told = what.told(news)
    if not told:
        return False
    rows = [row for row in _rows(told) if row.on_page or row.mail_at is not None]
    Notification.objects.bulk_create(rows)
    return any(row.mail_at is not None and row.mail_at <= row.at for row in rows)


def _watch(news: Sequence[News]) -> None:
    pairs = what.watching(news)
    if pairs:
        at = news[-1].entry.recorded_at
        rows = [Watcher(case_id=case, user_id=user, since=at) for case, user in pairs]
        Watcher.objects.bulk_create(rows, ignore_conflicts=True)


def _forget_drafts(news: Sequence[News]) -> None:
    """A note that was sent is no draft any more."""
    for one in news:
        if one.drafted and one.entry.action == "note":
            NoteDraft.objects.filter(case=one.case, user=one.entry.actor_id).delete()


def _rows(told: Sequence[Told]) -> list[Notification]:
    keys = {one.user for one in told}
    found = User.objects.filter(pk__in=keys, is_active=True).prefetch_related("grants")
    people = {user.pk: user for user in found if not OUTSIDE & {grant.role for grant in user.grants.all()}}
    chosen = ways(people)
    return [_row(one, people[one.user], chosen[one.user][one.sort]) for one in told if one.user in people]


def _row(one: Told, user: User, way: Way) -> Notification:
    at: datetime = one.entry.recorded_at
    return Notification(
        user=user,
        case_id=one.entry.case_id,
        entry=one.entry,
        sort=one.sort,
        at=at,
        on_page=way.on_page,
        mail_at=mail_at(way.mail, at, user.time_zone),
    )


def ways(people: Any) -> dict[int, dict[str, Way]]:
    """How each of these people (by number) is told each sort of thing."""
    found: dict[int, dict[str, Way]] = {
        pk: {str(sort): way for sort, way in SHIPPED.items()} for pk in people
    }
    for row in NotificationChoice.objects.filter(user__in=list(found)):
        found[row.user_id][row.sort] = Way(row.on_page, row.mail)
    return found


def watch(case: Case, user: User, at: datetime, *, on: bool) -> None:
    """Begins or ends to watch a case. Beside the door: it changes nothing of the case, and gives no right.

    An entry would make who only follows a case part of it for ever. Raises NotVisible.
    """
    if not access.can_see(user, case) or access.is_outside(user, case):
        raise access.NotVisible(case.reference)
    if on:
        Watcher.objects.get_or_create(case_id=case.pk, user=user, defaults={"since": at})
    else:
        Watcher.objects.filter(case=case.pk, user=user).delete()
