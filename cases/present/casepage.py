"""The case page as plain data, part by part as the templates name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from cases import access, clock, outside, planning, registry, standing, undoing
from cases.ahead import ATTENTION_DOES
from cases.ahead import ahead as foretell
from cases.kinds import Kind
from cases.models import Case, Deadline, Link, StoredDecision, TimelineEntry, User
from cases.navigation import address, of_case
from cases.panels import FactRow
from cases.present import (
    acts,
    casehead,
    checklist,
    documents,
    foretold,
    history,
    letters,
    mailrows,
    merged,
    notices,
    panels,
    recording,
    statemap,
    together,
)
from cases.present.rulelinks import of_rule
from cases.wording import capital, money, span, when, zone_city
from cases.workflow import Look

NOTHING: Mapping[str, str] = {}
MOST_REPORTED = 5  # more facts from outside than this are folded, so that the next right thing stands out
ROUTINE = frozenset({planning.ATTENTION, planning.SNOOZE_OVER})  # settled, they are no news


def case_page(
    case: Any, user: User, shown: str = "all", asked: Mapping[str, str] = NOTHING
) -> dict[str, Any]:
    """Everything the template of a case shows. `case` is of its kind's model.

    `asked` is what the address says of long lists: `steps` and `lists` of the checklist, `rows` of a table.
    """
    kind = registry.kind_of(case)
    look = Look.at(case, user)
    told, now, stored = history.read(case), look.now, standing.of(case).decision
    rows = acts.nearby(look, acts.advice(case))
    reported = recording.recordable(look)
    rows, folded = (rows, reported) if len(reported) > MOST_REPORTED else ([*rows, *reported], [])
    gone_over = merged.gone_over(look, user)
    everything = [*rows, *folded]
    open_now = sum(row["allowed"] for row in everything)
    return {
        "case": casehead.head(look, user) | casehead.offered(look),
        "together": together.region(look, user),
        "watching": notices.watching(look, user),
        "map": statemap.state_map(kind, case.state, states_before(told)) | _then(case, user),
        "decision": decision(stored, "" if access.is_outside(user, case) else kind.code),
        "facts": [facts_panel(look, user)],
        "checklist": checklist.checklist(look, asked.get("steps", ""), asked.get("lists", "")),
        "panels": panels.panels(look, asked.get("rows", "")),
        "actions": rows,
        "reported": folded,
        "actions_note": _actions_note(open_now, len(everything) - open_now),
        "others": acts.others(look) + recording.others(look),
        "ahead": ahead(case, user, now),
        "silence_url": "" if access.is_outside(user, case) else of_case("silence", case.reference),
        "foreseen_url": _foreseen_url(case, user),
        "links": links(case, user, gone_over),
        "may_be_same": merged.suggestions(look, user),
        "merged": merged.merged(look, user, gone_over),
        "link_url": acts.url_if_allowed(look, "link"),
        "files": documents.panel(look, user, told, gone_over),
        "mails": mailrows.of_case(case, told, user),
        "letters": letters.panel(look, user),
        "zone": ZoneInfo(case.time_zone),
        "zone_label": zone_label(case.time_zone),
        "now": now,
    } | timeline_part(look, user, told, shown)


def _actions_note(open_now: int, off: int) -> str:
    """How many acts are on and how many are off; what is none is not counted."""
    counted = [_("%(number)s open") % {"number": open_now}] if open_now else []
    return ", ".join([*counted, _("%(number)s off") % {"number": off}] if off else counted)


def _foreseen_url(case: Any, user: User) -> str:
    """The way to what happens if nobody does anything; nothing does where a case is over."""
    over = case.closed_at is not None and case.next_due_at is None
    return "" if over or access.is_outside(user, case) else of_case("foreseen", case.reference)


def _then(case: Any, user: User) -> dict[str, str]:
    """The way to how the case was before, which is for our own people."""
    return {"url": "" if access.is_outside(user, case) else of_case("case_then", case.reference)}


def timeline_part(look: Look, user: User, rows: Sequence[TimelineEntry], shown: str) -> dict[str, Any]:
    """The timeline panel: entries, its views, and the form for a note where notes are allowed."""
    case = look.case
    told = history.entries(case, outside.entries(rows, case, user), user, look.now)
    url, url_of = of_case("case", case.reference), _undone_at(look, user, rows)
    views = [
        {
            "label": label,
            "url": f"{url}?show={code}#timeline" if code != "all" else f"{url}#timeline",
            "count": len(history.only(told, code)),
            "current": code == shown,
        }
        for code, label in history.FILTERS.items()
    ]
    for entry in told:
        entry["undo_url"] = url_of.get(entry["seq"], "")
    return {
        "timeline": history.only(told, shown),
        "timeline_views": views,
        **notices.note(look, user),
    }


def _undone_at(look: Look, user: User, rows: Sequence[TimelineEntry]) -> dict[int, str]:
    """Where each entry that this person can undo is undone."""
    numbers = undoing.offered(rows, user, look.kind, holds=undoing.holds(look.case, user))
    if not numbers or not all(check.met for check in look.checks(look.kind.action(undoing.UNDO))):
        return {}
    return {number: of_case("undo", look.case.reference, str(number)) for number in numbers}


def zone_label(name: str) -> str:
    """A zone's city for people: "New York"."""
    return zone_city(name)


def decision(stored: StoredDecision | None, policy_of: str = "") -> dict[str, Any] | None:
    """The decision card, as stored when taken; `policy_of` is the kind whose values and rules it leads to."""
    if stored is None:
        return None
    because = [
        row | {name: _instant(row[name]) for name in ("happened_at", "known_at")}
        for row in stored.card["because"]
    ]
    frozen = {
        "policy_version": stored.policy_version,
        "decided_at": stored.decided_at,
        "because": because,
        "has_happened": any(row["happened_at"] for row in because),
        "has_known": any(row["known_at"] for row in because),
    }
    if not policy_of:
        return {**stored.card, **frozen}
    links = {"policy_url": address("policy", args=(policy_of,)), "rule_url": of_rule(policy_of, stored.rule)}
    reading = stored.card["reading"]
    return {**stored.card, **frozen, **links, "reading_url": of_rule(policy_of, reading) if reading else ""}


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def facts_panel(look: Look, user: User) -> dict[str, Any]:
    """The facts as the kind words them, with the way to correct them for those who may."""
    case, kind = look.case, look.kind
    with clock.fixed_at(look.now):  # the same instant as everything else on the page
        rows = kind.fact_rows(case, look.facts, look.policy)
    may_correct = bool(kind.correctors & user.roles) and not case.is_closed
    return {
        "id": "facts",
        "title": kind.facts_title,
        "edit_url": of_case("act", case.reference, "correct_facts") if may_correct else "",
        "facts": [_fact(row, case.time_zone, look.now) for row in rows],
    }


def _fact(row: FactRow, zone: str, now: datetime) -> dict[str, Any]:
    words = row.value
    if row.at is not None:
        words = capital(when(row.at, now, ZoneInfo(zone)))
    elif row.amount is not None:
        words = money(row.amount, row.currency)
    return {"label": row.label, "value": words, "missing": not words}


def states_before(told: Sequence[TimelineEntry]) -> list[str]:
    """The states the case has been in, in order, the present one left out. `told` is newest first."""
    moves = [(row.from_state, row.to_state) for row in reversed(told) if not row.refused]
    return [source for source, target in moves if source and source != target]


def ahead(case: Any, user: User, now: datetime) -> list[dict[str, Any]]:
    """The deadlines of the present generation: armed by date, then what fired or was cancelled.

    Why each is dated so, and what it sends, is for our own people.
    """
    kind, found = registry.kind_of(case), standing.of(case)
    present = [row for row in found.deadlines if row.generation == case.generation]
    present = outside.steps(present, case, user)
    rows = [_deadline(row, kind, now) for row in sorted(present, key=lambda row: (row.due_at, row.pk))]
    if not access.is_outside(user, case):
        linked = case.kind in access.visible_kinds(user)
        told = {row.pk: foretold.words(foretell(row, kind, case.state, found.book), kind, linked=linked)
                for row in present if row.status == Deadline.Status.ARMED}  # fmt: skip
        rows = [row | {"told": told.get(row["pk"])} for row in rows]
    settled = [row for row in rows if row["status"] in {"fired", "cancelled"} and row["kind"] not in ROUTINE]
    return [row for row in rows if row["status"] in {"armed", "parked"}] + settled


def _deadline(row: Deadline, kind: Kind, now: datetime) -> dict[str, Any]:
    label, does = _("Answer target of this state"), ATTENTION_DOES
    if row.kind != planning.ATTENTION:
        timer = kind.timer(row.kind)
        label = timer.label
        does = capital(timer.done) if row.status == "fired" else timer.does
    parked = row.status == Deadline.Status.PARKED
    return {
        "pk": row.pk,
        "kind": row.kind,
        "label": label,
        "does": does,
        "due_at": row.due_at,
        "left": "" if parked else span(row.due_at - now) if row.due_at > now else _("due now"),
        "status": row.status,
        "reason": _("It failed and was set aside; an operator sees to it.") if parked else row.reason,
    }


def links(case: Any, user: User, gone_over: Sequence[Case] = ()) -> list[dict[str, Any]]:
    """The cases linked to this one, or to those it goes on for, that the reader may see; both directions."""
    if not standing.of(case).linked:
        return []
    ours = {case.pk: ""} | {one.pk: one.reference for one in gone_over}
    rows = []
    for link in Link.objects.filter(Q(case__in=ours) | Q(other__in=ours)).order_by("pk"):
        if link.case_id == case.pk or (link.case_id in ours and link.other_id not in ours):
            rows.append((link.get_relation_display(), link.other_id, ours[link.case_id]))
        if link.other_id == case.pk or (link.other_id in ours and link.case_id not in ours):
            rows.append((_turned(link.relation), link.case_id, ours[link.other_id]))
    found = access.visible_to(user).in_bulk([pk for _, pk, _ in rows])
    return [_link(relation, found[pk]) | {"through": by} for relation, pk, by in rows if pk in found]


def _link(relation: str, other: Case) -> dict[str, Any]:
    state = registry.kind_of(other).state(other.state)
    return {
        "relation": relation.lower(),
        "reference": other.reference,
        "url": of_case("case", other.reference),
        "state_label": state.label,
        "state_shape": state.shape,
    }


def _turned(relation: str) -> str:
    return {"duplicate_of": _("Goes on for its duplicate"), "follows": _("Followed by")}.get(
        relation, _("Related to")
    )
