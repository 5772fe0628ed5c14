"""A case as programs see it: the shape that the API answers everywhere."""

from __future__ import annotations

import re
from typing import Any, Final

from django.db.models import Q, QuerySet

from cases import access, asof, clock, outside, planning, registry, standing
from cases.ahead import ATTENTION_DOES, ahead
from cases.kinds import Kind
from cases.models import Case, Deadline, Link, OutboxMessage, StoredDecision, TimelineEntry, User
from cases.policy import Book
from cases.standing import Standing
from cases.timeline import plain

INVERSE = {"related": "related", "duplicate_of": "has_duplicate", "follows": "followed_by"}
UTC_OFFSET: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+\+00:00")


def case_json(case: Any, user: User) -> dict[str, Any]:
    """The whole case, of its own kind's model, for this person; links only to cases they may see."""
    kind, found = registry.kind_of(case), standing.of(case)
    rules = found.book.in_force(found.now)
    with clock.fixed_at(found.now):
        answer = summary_json(case)
        answer |= {
            "facts": kind.facts_json(case, kind.facts(case), rules),
            "decision": decision_json(found.decision),
            "checklist": [item.told() for item in kind.checklist(case)],
            "deadlines": deadlines_json(case, kind, found, user),
            "messages": [message_json(row) for row in outside.messages(_messages(case, found), case, user)],
            "links": links_json(case, user) if found.linked else [],
        }
    shown: dict[str, Any] = plain(answer)
    return shown


def then_json(then: asof.Then, user: User) -> dict[str, Any]:
    """A case as it was, in the shape it has now; with the instant and the policy in force then."""
    rules = then.case.standing.book.in_force(then.at)
    body = case_json(then.case, user)
    made = Link.objects.filter(Q(case=then.case.pk) | Q(other=then.case.pk), created_at__lte=then.at)
    body["links"] = links_json(then.case, user, made) if body["links"] else []
    told = {"as_of": then.at, "policy": {"version": rules.version, "values": dict(rules.values)}}
    shown: dict[str, Any] = body | plain(told)
    return shown


def _messages(case: Case, found: Standing) -> list[OutboxMessage]:
    return list(case.messages.order_by("pk")) if found.messages is None else found.messages


def summary_json(case: Case) -> dict[str, Any]:
    """What every case has, whatever its kind; `account` and `assignee` should be loaded with it."""
    account, state = case.account, registry.kind_of(case).state(case.state)
    return {
        "reference": case.reference,
        "kind": case.kind,
        "state": case.state,
        "state_label": state.label,
        "is_closed": case.is_closed,
        "outcome": case.outcome or None,
        "team": case.team,
        "assignee": case.assignee.username if case.assignee else None,
        "waiting_for": case.waiting_for,
        "priority": case.priority,
        "version": case.version,
        "account": {"id": account.pk, "name": account.name, "time_zone": account.time_zone},
        "opened_at": case.opened_at,
        "updated_at": case.updated_at,
        "closed_at": case.closed_at,
    }


def row_json(case: Case) -> dict[str, Any]:
    """A case as a line of a list: read from its own row alone."""
    line: dict[str, Any] = plain(
        summary_json(case)
        | {
            "title": case.title,
            "detail": case.detail,
            "flags": case.flags,
            "next_due_at": case.next_due_at,
            "next_due_kind": case.next_due_kind or None,
        }
    )
    return line


def decision_json(stored: StoredDecision | None) -> dict[str, Any] | None:
    """A decision as it was stored."""
    if stored is None:
        return None
    return card_json(stored.card) | {"policy_version": stored.policy_version}


def card_json(card: dict[str, Any]) -> dict[str, Any]:
    """A decision's card: where to, by which row, why, how narrowly, and what would have changed it."""
    because = [
        {"fact": one["fact"], "value": _with_z(one["value"]), "source": one["source"]}
        for one in card["because"]
    ]
    return {
        "team": card["team"],
        "rule": card["rule"],
        "clause": card["clause"],
        "because": because,
        "margin": card["margin"]["text"] if card["margin"] else None,
        "counterfactuals": list(card["counterfactuals"]),
    }


def _with_z(value: Any) -> Any:
    """An instant that the rules wrote with an offset, as every other instant here is written."""
    if isinstance(value, str) and UTC_OFFSET.fullmatch(value):
        return value.removesuffix("+00:00") + "Z"
    return value


def deadlines_json(case: Case, kind: Kind, found: Standing, user: User) -> list[dict[str, Any]]:
    """The deadlines of the present generation, whatever became of them, by their instant."""
    rows = [row for row in found.deadlines if row.generation == case.generation]
    rows = outside.steps(rows, case, user)
    ordered = sorted(rows, key=lambda row: (row.due_at, row.pk))
    return [deadline_json(row, kind, case.state, found.book) for row in ordered]


def deadline_json(row: Deadline, kind: Kind, state: str, book: Book) -> dict[str, Any]:
    """One deadline: what it will do, what it sends, what cancels it, and the policy values it is dated by."""
    told = ahead(row, kind, state, book)
    return {
        "kind": row.kind,
        "subject": row.subject,
        "due_at": row.due_at,
        "status": row.status,
        "does": told.does,
        "sends": list(told.sends),
        "cancelled_by": told.cancelled_by,
        "policy": [{"name": one.name, "value": one.value, "version": one.version} for one in told.dated_by],
    }


def does(timer: str, kind: Kind) -> str:
    """What a timed step will do, as a sentence."""
    return ATTENTION_DOES if timer == planning.ATTENTION else kind.timer(timer).does


def message_json(message: OutboxMessage) -> dict[str, Any]:
    """One message to the outside and how far it got."""
    names = ("number", "kind", "channel", "to", "subject", "body", "status", "sent_at", "bounced_at")
    return {name: getattr(message, name) for name in names}


def links_json(case: Case, user: User, among: QuerySet[Link] | None = None) -> list[dict[str, str]]:
    """Relations to other cases, in both directions, those to it last; only to cases this person may see.

    `among` are the links to tell, all of the case if left out.
    """
    rows = Link.objects.filter(Q(case=case.pk) | Q(other=case.pk)) if among is None else among
    links = list(rows.order_by("pk").values_list("relation", "case", "other"))
    if not links:
        return []
    partners = {key for _, *both in links for key in both} - {case.pk}
    seen = dict(access.visible_to(user).filter(pk__in=partners).values_list("pk", "reference"))
    there = [(relation, other) for relation, one, other in links if one == case.pk]
    back = [(INVERSE[relation], one) for relation, one, other in links if one != case.pk]
    return [{"relation": word, "reference": seen[key]} for word, key in [*there, *back] if key in seen]


def entry_json(entry: TimelineEntry) -> dict[str, Any]:
    """One timeline entry; `actor` and `personal` should be loaded with it."""
    data = dict(entry.data)
    words = getattr(entry, "personal", None)
    if words is not None:
        data["personal"] = words.data
    shown: dict[str, Any] = plain(
        {
            "seq": entry.seq,
            "at": entry.at,
            "recorded_at": entry.recorded_at,
            "actor": entry.actor.username if entry.actor else None,
            "as_role": entry.as_role,
            "action": entry.action,
            "refused": entry.refused,
            "from": entry.from_state,
            "to": entry.to_state,
            "version": entry.version,
            "effects": entry.effects,
            "data": data,
            "request_id": entry.request_id,
        }
    )
    return shown
