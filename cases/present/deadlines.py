"""What lies ahead of a team and of the whole house, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import access, clock, planning, policy, registry
from cases.ahead import ahead
from cases.models import Deadline, User
from cases.navigation import of_case
from cases.policy import Book
from cases.present.casepage import zone_label
from cases.present.foretold import words
from cases.teams import TEAMS, team_label
from cases.wording import span

HOUSE: Final = ""
PAGE: Final = 50
WITHIN: Final = {
    "day": _("Next 24 hours"),
    "week": _("Next 7 days"),
    "month": _("Next 31 days"),
    "all": _("At any time"),
}
LENGTHS: Final = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}
WHICH: Final = {
    "": _("Steps and answer targets"),
    "steps": _("Timed steps only"),
    "targets": _("Answer targets only"),
}


@dataclass(frozen=True)
class Asked:
    """What of the list is wanted; anything that an address says and nobody knows is as if it said nothing."""

    team: str = HOUSE
    within: str = "week"
    kind: str = ""
    which: str = ""
    after: tuple[datetime, int] | None = None

    @classmethod
    def read(cls, given: Mapping[str, str], team: str = HOUSE) -> Self:
        """From an address."""
        kinds = {kind.code for kind in registry.all_kinds()}
        within, kind, which = given.get("within", ""), given.get("kind", ""), given.get("which", "")
        return cls(
            team,
            within if within in WITHIN else cls.within,
            kind if kind in kinds else "",
            which if which in WHICH else "",
            _place(given.get("after", "")),
        )

    def url(self, **more: Any) -> str:
        """The address of this list with something changed."""
        it = replace(self, **({"after": None} | more))
        told = QueryDict(mutable=True)
        parts = {"within": it.within, "kind": it.kind, "which": it.which}
        told.update({name: value for name, value in parts.items() if value != getattr(Asked, name)})
        if it.after:
            told["after"] = f"{it.after[0].isoformat()}~{it.after[1]}"
        path = reverse("team_deadlines", args=[it.team]) if it.team else reverse("deadlines")
        return f"{path}?{told.urlencode()}" if told else path


def _place(word: str) -> tuple[datetime, int] | None:
    """Where a page goes on; None for a word that is no place."""
    text, _, number = word.partition("~")
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None or not (number.isascii() and number.isdecimal()) or len(number) > 18:
            return None
        return instant.astimezone(UTC), int(number)
    except (ValueError, OverflowError):
        return None


def deadlines_page(user: User, asked: Asked) -> dict[str, Any]:
    """The armed steps of the cases that this person sees, the next one first."""
    now = clock.now()
    found = list(_rows(user, asked, now)[: PAGE + 1])
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    books = policy.books(registry.get_kind(code) for code in sorted({row.case.kind for row in shown}))
    seen = frozenset(access.visible_kinds(user))
    return {
        "title": gettext("Whole house") if not asked.team else TEAMS[asked.team].label,
        "teams": _teams(asked, seen),
        "rows": [_row(row, books, seen, now) for row in shown],
        "next_url": asked.url(after=(last.next_attempt_at, last.pk)) if last else "",
        "first_url": asked.url() if asked.after else "",
        "choices": _choices(asked, seen),
        "path": asked.url().partition("?")[0],
        "now": now,
        "zone": ZoneInfo(user.time_zone),
        "zone_label": zone_label(user.time_zone),
    }


def _rows(user: User, asked: Asked, now: datetime) -> QuerySet[Deadline]:
    """In the order in which they are taken: there is an index of just that."""
    rows = Deadline.objects.filter(status=Deadline.Status.ARMED, case__in=access.visible_to(user))
    if asked.team:
        rows = rows.filter(case__team=asked.team)
    if asked.kind:
        rows = rows.filter(case__kind=asked.kind)
    if asked.which:
        target = Q(kind=planning.ATTENTION)
        rows = rows.filter(target if asked.which == "targets" else ~target)
    if asked.within in LENGTHS:
        rows = rows.filter(next_attempt_at__lte=now + LENGTHS[asked.within] + planning.INSTANT)
    if asked.after:
        here = Func(F("next_attempt_at"), F("id"), function="ROW", output_field=TextField())
        there = Func(Value(asked.after[0]), Value(asked.after[1]), function="ROW", output_field=TextField())
        rows = rows.filter(GreaterThan(here, there))
    return rows.select_related("case__account").order_by("next_attempt_at", "id")


def _row(row: Deadline, books: Mapping[str, Book], seen: frozenset[str], now: datetime) -> dict[str, Any]:
    case, kind = row.case, registry.kind_of(row.case)
    told = ahead(row, kind, case.state, books[case.kind])
    return words(told, kind, linked=case.kind in seen) | {
        "due_at": row.due_at,
        "left": span(row.due_at - now) if row.due_at > now else gettext("due now"),
        "subject": row.subject,
        "reference": case.reference,
        "url": of_case("case", case.reference),
        "account": case.account.name,
        "kind": kind.label,
        "team": team_label(case.team) if case.team else "",
    }


def _teams(asked: Asked, seen: frozenset[str]) -> list[dict[str, Any]]:
    held = {
        code for kind in registry.all_kinds() if kind.code in seen for code in registry.teams_of_kind(kind)
    }
    named = [(HOUSE, gettext("Whole house")), *((code, TEAMS[code].label) for code in TEAMS if code in held)]
    return [
        {"label": label, "url": asked.url(team=code), "current": code == asked.team} for code, label in named
    ]


def _choices(asked: Asked, seen: frozenset[str]) -> list[dict[str, Any]]:
    """The filters with their options, for a form that needs no script."""
    kinds = {"": gettext("Every kind")} | {
        k.code: k.label_plural for k in registry.all_kinds() if k.code in seen
    }
    given = (
        ("within", gettext("When"), WITHIN),
        ("kind", gettext("Kind of case"), kinds),
        ("which", gettext("What"), WHICH),
    )
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {"value": value, "label": text, "chosen": value == getattr(asked, name)}
                for value, text in options.items()
            ],
        }
        for name, label, options in given
    ]
