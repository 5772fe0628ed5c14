"""The facts of a ticket for programs, and for the facts panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from advocacy.models import AdvocateCase
from advocacy.rules import AdvocateFacts, labels, ladder
from advocacy.rules.decide import yes
from advocacy.rules.evidence import missing
from advocacy.rules.fields import BY_TYPE, FIELDS
from cases.panels import FactRow
from cases.routing import Policy
from cases.timeline import plain

PLAIN = (
    "case_type", "product", "serial", "distributor", "conversation_ever", "letter_deadline",
    "survey_announced", "survey_sent", "crm_closed_at", "servicenow_closed_at", "crm_requested_at",
    "servicenow_requested_at",
)  # fmt: skip
OFFER = ("sent_at", "expires_at", "answered_at", "accepted", "lapsed_at")
LETTER = ("number", "kind", "channel", "created_at", "sent_at", "deadline_date", "bounced_at")
ATTEMPT = ("channel", "direction", "occurred_at", "reached", "bounced_at")


def facts_json(case: AdvocateCase, facts: AdvocateFacts, policy: Policy) -> dict[str, Any]:
    """Every field and derived value under its name; unknown is null, a blank Caller Type is one."""
    evidence = {name: plain(facts.evidence.get(name)) for name in FIELDS}
    named = {name: _plain(getattr(facts, name)) for name in PLAIN}
    return evidence | named | {
        "caller_type": facts.caller_type,
        "customer": case.customer or None,
        "customer_email": case.customer_email or None,
        "crm_confirmation": case.crm_confirmation or None,
        "servicenow_confirmation": case.servicenow_confirmation or None,
        "evidence": {name: value for name, value in evidence.items() if value is not None},
        "missing": [one.sentence for one in missing(facts, policy)],
        "attempts": [_row(row, ATTEMPT) for row in case.parts.attempts],
        "attempts_counted": len(ladder.counted(facts)),
        "wait_ends_at": plain(ladder.ends_at(facts, policy)),
        "letters": [
            _row(row, LETTER) | {"counts": row.void_at is None and row.bounced_at is None}
            for row in case.parts.letters
        ],
        "offer": {name: plain(getattr(facts.offer, name)) for name in OFFER} if facts.offer else None,
        "tech_reviews": [
            {"id": row.number, "opened_at": plain(row.opened_at), "closed_at": plain(row.closed_at)}
            for row in case.parts.reviews
        ],
        "flags": list(case.flags),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return None if value == "" else plain(value)


def _row(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def fact_rows(case: AdvocateCase, facts: AdvocateFacts, policy: Policy) -> Sequence[FactRow]:
    """The facts panel, in the order in which people ask."""
    first = BY_TYPE[facts.case_type]
    others = [name for name in FIELDS if name not in first]
    rows = [
        FactRow(_("Type"), labels.words(labels.TYPES, facts.case_type)),
        FactRow(_("Product"), facts.product),
        FactRow(_("Serial number"), facts.serial),
        FactRow(_("Caller Type"), labels.words(labels.CALLER_TYPES, facts.caller_type)),
        FactRow(_("Spoken with the customer"), yes(facts.conversation_ever)),
        FactRow(_("Distributor"), labels.words(labels.DISTRIBUTORS, facts.distributor)),
        FactRow(_("Customer"), case.customer),
        FactRow(_("Mail of the customer"), case.customer_email),
        *(_evidence(facts, name) for name in (*first, *others) if name in FIELDS),
        FactRow(_("Offer sent"), at=facts.offer.sent_at if facts.offer else None),
        FactRow(_("Offer ends"), at=facts.offer.expires_at if facts.offer else None),
        FactRow(_("Offer answered"), at=facts.offer.answered_at if facts.offer else None),
        FactRow(_("Survey sent"), "Yes" if facts.survey_sent else ""),
    ]
    return [row for row in rows if row.value or row.at]


def _evidence(facts: AdvocateFacts, name: str) -> FactRow:
    value, field = facts.evidence.get(name), FIELDS[name]
    if value is None:
        return FactRow(field.label)
    if field.shape == "instant":
        return FactRow(field.label, at=value)
    if isinstance(value, bool):
        return FactRow(field.label, yes(value))
    shown = labels.words(field.choices, str(value)) if field.choices else str(plain(value))
    return FactRow(field.label, shown)
