"""What was set aside, as plain data for the operators' page: steps, messages, and what is tried again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import access, registry, vitals
from cases.models import Deadline, Notification, OutboxMessage, User
from cases.navigation import of_case
from cases.operating import MESSAGE, NOTICE, TIMER, Item, Told, may_operate
from cases.present.casepage import zone_label
from cases.setaside import NOTICES, RETRY, SKIP, WHAT, Row, label_of

PAGE: Final = 50
AHEAD: Final = 20  # of what is tried again by itself: a glance, no list to work off
AFTER: Final = {
    TIMER: "steps",
    MESSAGE: "outbox",
    NOTICE: "notices",
}  # the address's parts: go on after this row


def operations_page(user: User, asked: QueryDict, now: datetime) -> dict[str, Any]:
    """The lists a page at a time, and what needs nobody yet; a constant number of statements."""
    steps = _page(vitals.parked_deadlines().order_by("pk"), asked.get(AFTER[TIMER], ""))
    messages = _page(vitals.dead_messages().order_by("pk"), asked.get(AFTER[MESSAGE], ""))
    notices = _page(vitals.dead_notices().select_related("user"), asked.get(AFTER[NOTICE], ""))
    steps_again, messages_again, notices_again = vitals.tried_again(now)
    failing = (steps_again, messages_again, notices_again.select_related("user"))
    ahead = [row for rows in failing for row in rows.select_related("case")[:AHEAD]]
    seen = _seen([*steps, *messages, *notices, *ahead], user)
    lists = [
        _list(TIMER, _("Timed steps that were set aside"), steps, seen, asked),
        _list(MESSAGE, _("Messages that were given up"), messages, seen, asked),
        _list(NOTICE, _("Mails to colleagues that were given up"), notices, seen, asked),
    ]
    return {
        "lists": lists,
        "ahead": [_row(row, seen) for row in ahead],
        "may": may_operate(user),
    } | reading(user, now)


def reading(user: User, now: datetime) -> dict[str, Any]:
    """The present, in the reader's zone."""
    return {"now": now, "zone": ZoneInfo(user.time_zone), "zone_label": zone_label(user.time_zone)}


def review(user: User, items: Sequence[Item]) -> list[dict[str, Any]]:
    """The rows that are meant, in the order given; those that are not there (any more) are left out."""
    wanted = {sort: [item.number for item in items if item.sort == sort] for sort in AFTER}
    rows: list[Row] = list(vitals.parked_deadlines().filter(pk__in=wanted[TIMER]).select_related("case"))
    rows += vitals.dead_messages().filter(pk__in=wanted[MESSAGE]).select_related("case")
    notices = vitals.dead_notices().filter(pk__in=wanted[NOTICE])
    rows += notices.select_related("case", "user")
    seen = _seen(rows, user)
    found = {str(_item(row)): _row(row, seen) for row in rows}
    return [found[str(item)] for item in items if str(item) in found]


def outcome(user: User, told: Iterable[Told]) -> list[dict[str, Any]]:
    """What came of each, with the way to its case for who may see it."""
    rows = list(told)
    references = {one.reference for one in rows if one.reference}
    seen = set(access.visible_to(user).filter(reference__in=references).values_list("reference", flat=True))
    return [
        {
            "reference": one.reference or "–",
            "url": of_case("case", one.reference) if one.reference in seen else "",
            "well": one.well,
            "shape": "tick-disc" if one.well else "slashed-ring",
            "state": _("Done") if one.well else _("Not done"),
            "words": one.words,
        }
        for one in rows
    ]


def _page(rows: Any, after: str) -> list[Any]:
    if after.isascii() and after.isdecimal() and len(after) <= 18:
        rows = rows.filter(pk__gt=int(after))
    return list(rows.select_related("case")[: PAGE + 1])


def _seen(rows: Iterable[Row], user: User) -> set[int]:
    """The cases of these rows that the reader may open: operators need not see what cases hold."""
    keys = {row.case_id for row in rows}
    return set(access.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _list(sort: str, title: str, rows: Sequence[Row], seen: set[int], asked: QueryDict) -> dict[str, Any]:
    shown, part = rows[:PAGE], AFTER[sort]
    more = asked.copy()
    more[part] = str(shown[-1].pk) if shown else ""
    first = asked.copy()
    first.pop(part, None)
    return {
        "id": part,
        "title": title,
        "rows": [_row(row, seen) for row in shown],
        "next_url": f"?{more.urlencode()}#{part}" if len(rows) > PAGE else "",
        "first_url": f"?{first.urlencode()}#{part}" if asked.get(part) else "",
        "all": [
            {
                "label": _all(word, len(shown)),
                "url": _address(what, shown),
            }
            for what, word in ((RETRY, _("Try again")), (SKIP, _("Leave out")))
        ]
        if len(shown) > 1
        else [],
    }


def _address(what: str, rows: Sequence[Row]) -> str:
    told = QueryDict(mutable=True)
    told["what"] = what
    told.setlist("of", [str(_item(row)) for row in rows])
    return f"{reverse('operations_see_to')}?{told.urlencode()}"


def _item(row: Row) -> Item:
    sorts = {Deadline: TIMER, OutboxMessage: MESSAGE, Notification: NOTICE}
    return Item(sorts[type(row)], row.pk)


def _row(row: Row, seen: set[int]) -> dict[str, Any]:
    kind, reference = registry.kind_of(row.case), row.case.reference
    if isinstance(row, Notification):
        own, following = _notice(row), row.mail_at
    else:
        own = _step(row) if isinstance(row, Deadline) else _message(row)
        following = row.next_attempt_at if row.status in {"armed", "pending"} else None
    return own | {
        "item": str(_item(row)),
        "reference": reference,
        "kind": kind.label,
        "url": of_case("case", reference) if row.case_id in seen else "",
        "attempts": row.attempts,
        "error": row.last_error or _("No error was noted."),
        "next": following,
        "acts": [{"label": f"{word}…", "url": _address(what, [row])} for what, word in WHAT.items()],
    }


def _step(row: Deadline) -> dict[str, Any]:
    told = label_of(registry.kind_of(row.case), row.kind)
    if row.status == Deadline.Status.PARKED:
        what = _("Timed step, %(subject)s, set aside") if row.subject else _("Timed step, set aside")
        at = row.settled_at
    else:
        what = _("Timed step, %(subject)s, due") if row.subject else _("Timed step, due")
        at = row.due_at
    return {"label": told, "what": what % {"subject": row.subject}, "at": at}


def _message(row: OutboxMessage) -> dict[str, Any]:
    letter = registry.kind_of(row.case).known_letter(row.kind)
    label = letter.label if letter else row.subject
    names = {"channel": row.channel.replace("_", " "), "to": row.to}
    return {
        "label": label,
        "what": _("Message by %(channel)s to %(to)s, written") % names,
        "at": row.created_at,
    }


def _notice(row: Notification) -> dict[str, Any]:
    what = _("Mail to %(person)s, about what happened") % {"person": row.user}
    return {"label": NOTICES[row.sort], "what": what, "at": row.at}


def _all(word: str, number: int) -> str:
    return _("%(word)s: all %(n)d on this page…") % {"word": _(word), "n": number}
