"""Deciding case by case what nobody has in a team: one case with its answer, the rest as a narrow list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import access, clock, navigation, registry, standing
from cases.glance import Asked, Line, glance
from cases.models import Case, User
from cases.navigation import address, of_case
from cases.present import acts, casehead, casepage
from cases.present.keyed import KEYS
from cases.present.listing import frame
from cases.present.rows import row
from cases.queue import QueueQuery
from cases.skipping import skipped_by, skipped_in
from cases.teams import OVERSEERS, TEAMS
from cases.workflow import Look

SHOWN: Final = 50
DECISIONS: Final = {
    "claim": _("Accept"),
    "skip": _("Decline"),
    "mark_duplicate": _("Duplicate"),
    "snooze": _("Snooze"),
}


@dataclass(frozen=True)
class Waiting:
    """What nobody has in a team, what breaches first on top, without what this person skipped today."""

    team: str
    lines: Sequence[Line]
    total: str
    frame: dict[str, Any]

    @property
    def references(self) -> list[str]:
        """The numbers, in their order."""
        return [line.reference for line in self.lines]

    def beside(self, reference: str, step: int) -> str:
        """The number of the case before or after one; "" where there is none."""
        numbers = self.references
        place = numbers.index(reference) + step if reference in numbers else -1
        return numbers[place] if 0 <= place < len(numbers) else ""

    def after(self, reference: str) -> str:
        """Where one goes on once a case is decided: the next one, the one before the last, or "" for none."""
        return self.beside(reference, 1) or self.beside(reference, -1)


def waiting(user: User, team: str) -> Waiting:
    """What there is to decide for this person now."""
    query = QueueQuery(team=team, assignee="none", open=True, snoozed=False)
    gone = skipped_by(user, clock.now())
    seen = glance(user, [Asked(query, SHOWN + len(gone))], [query, *navigation.counted(user)])
    lines = [line for line in seen.pages[0].cases if line.id not in gone][:SHOWN]
    count = seen.count(query)
    number = f"{len(lines)}" if len(lines) < SHOWN else str(count)
    return Waiting(team, lines, number, frame(user, seen, address("queue", args=(team,))))


def triage_page(user: User, found: Waiting, case: Any, asked: str = "") -> dict[str, Any]:
    """The context of the page. `case` is the one at hand, None where nothing waits; `asked` a decision."""
    url = address("triage", args=(found.team,))
    context = found.frame | {
        "title": TEAMS[found.team].label,
        "queue_url": address("queue", args=(found.team,)),
        "total": found.total,
        "rows": [_row(line, user, url, case) for line in found.lines],
        "skipped": skipped(user, found),
        "empty": {
            "kind": "nothing",
            "title": gettext("Nothing to decide"),
            "text": gettext(
                "Every open case of %(label)s has an owner, is snoozed, or was declined by you today."
            )
            % {"label": TEAMS[found.team].label},
            "url": address("queue", args=(found.team,)),
            "label": gettext("Go to the queue"),
        },
        "case": None,
    }
    return context | _of_case(user, found, case, asked, url) if case is not None else context


def _row(line: Line, user: User, url: str, case: Any) -> dict[str, Any]:
    """A line of the narrow list; the one at hand leads to its whole case, the others to themselves here."""
    current = case is not None and line.reference == case.reference
    shown = row(line, user)
    return shown | {"current": current, "url": shown["url"] if current else f"{url}?case={line.reference}"}


def _of_case(user: User, found: Waiting, case: Any, asked: str, url: str) -> dict[str, Any]:
    look, stored = Look.at(case, user), standing.of(case).decision
    here = [decided(look, name) for name in DECISIONS]
    number = found.references.index(case.reference) + 1 if case.reference in found.references else 0
    before, after = found.beside(case.reference, -1), found.beside(case.reference, 1)
    return {
        "case": casehead.head(look, user) | {"waiting_for": case.waiting_for, "detail": case.detail},
        "decision": casepage.decision(stored),
        "facts": casepage.facts_panel(look, user),
        "case_zone": ZoneInfo(case.time_zone),
        "case_zone_label": casepage.zone_label(case.time_zone),
        "position": number,
        "acts": here,
        "open_act": next((one for one in here if one["name"] == asked and one["allowed"]), None),
        "previous_url": f"{url}?case={before}" if before else "",
        "next_url": f"{url}?case={after}" if after else "",
        "here_url": f"{url}?case={case.reference}",
        "act_url": url,
    }


def decided(look: Look, name: str) -> dict[str, Any]:
    """A decision with its ledger and form, in the words of this page."""
    act = acts.action(look, look.kind.action(name))
    why = [check["message"] for check in act["checks"] if not check["met"] and not check["on_submit"]]
    return act | {"word": DECISIONS[name], "key": KEYS[name], "why": " ".join(why)}


def skipped(user: User, found: Waiting) -> list[dict[str, Any]]:
    """What colleagues passed on today, for those who oversee; only cases that they see."""
    if not user.roles & OVERSEERS:
        return []
    rows = skipped_in(found.team, clock.now(), user.time_zone)
    seen = access.visible_to(user, Case.objects.filter(pk__in={one.case_id for one in rows}))
    cases = seen.select_related("account").in_bulk()
    return [
        {
            "reference": cases[one.case_id].reference,
            "url": of_case("case", cases[one.case_id].reference),
            "account": cases[one.case_id].account.name,
            "state_label": registry.kind_of(cases[one.case_id]).state(cases[one.case_id].state).label,
            "by": str(one.by),
            "at": one.at,
            "reason": one.reason,
        }
        for one in rows
        if one.case_id in cases
    ]
