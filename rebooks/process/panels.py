"""What queue, facts panel and API show of a rebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import clock, standing
from cases.money import format_amount
from cases.panels import FactRow
from cases.routing import Policy
from cases.saying import month_of
from cases.timeline import plain
from cases.wording import zone_city
from rebooks.models import PLAIN_FACTS, RebookCase
from rebooks.rules import RebookFacts, decide, derive, labels

NOT_FACTS = {"reference", "state", "opener_team", "admin_error_role", "admin_error_at"}


def facts_json(case: RebookCase, facts: RebookFacts, policy: Policy) -> dict[str, Any]:
    """Every field and derived value under its name; unknown is null."""
    now = clock.now()
    known = derive(facts, policy, now)
    shown: dict[str, Any] = {
        name: _plain(getattr(facts, name), facts, name) for name in PLAIN_FACTS if name not in NOT_FACTS
    }
    return shown | {
        "admin_error_confirmed_by": facts.admin_error_confirmed_by or None,
        "basis": known.basis,
        "elapsed_seconds": known.elapsed_seconds,
        "flags": list(known.flags),
        "further_orders": case.further_orders,
        "order_month": known.order_month,
        "qualifies_as_rebook": known.qualifies,
        "request_in_order_month": known.in_order_month,
        "research": case.research,
        "research_ticket_no": case.research_ticket_no or None,
        "team": _team(case, facts, policy),
    }


def _plain(value: Any, facts: RebookFacts, name: str) -> Any:
    if value == "" or value is None:
        return None
    if name in MONEY:
        return format_amount(value, getattr(facts, MONEY[name]))
    return plain(value)


MONEY: Mapping[str, str] = {"amount": "currency", "rebook_amount": "rebook_currency"}


def _team(case: RebookCase, facts: RebookFacts, policy: Policy) -> str:
    """Where the rules send it: as stored; decided afresh for a case that is not stored."""
    stored = standing.of(case).decision if case.pk else None
    return stored.team if stored is not None else decide(facts, policy, clock.now()).team


def _account(facts: RebookFacts) -> str:
    places = {"account": facts.account, "zone": zone_city(facts.time_zone)}
    return gettext("%(account)s, %(zone)s time") % places


def fact_rows(case: RebookCase, facts: RebookFacts, policy: Policy) -> Sequence[FactRow]:
    """The facts panel, in the order in which people ask."""
    known = derive(facts, policy, clock.now())
    rows = [
        FactRow(_("Account"), _account(facts)),
        FactRow(_("First order"), facts.order_no),
        FactRow(_("Processed"), at=facts.processed_at),
        FactRow(_("Amount"), amount=facts.amount, currency=facts.currency),
        FactRow(_("Order month"), month_of(known.order_month)),
        FactRow(_("Opportunity"), facts.opportunity_id),
        FactRow(_("Reason"), labels.REASONS.get(facts.reason, "")),
        FactRow(_("Told to"), labels.REQUEST_SOURCES.get(facts.request_source, "")),
        FactRow(_("Request came"), at=facts.request_received_at),
        FactRow(_("First order is"), facts.gone_word),
    ]
    return [*rows, *_second_order(facts), *_where_stated(case, facts)]


def _second_order(facts: RebookFacts) -> list[FactRow]:
    if not facts.has_second_order:
        return [FactRow(_("Second order"), labels.INTENDED.get(facts.intended, ""))]
    return [
        FactRow(_("Second order"), facts.second_order_no),
        FactRow(_("Booked"), at=facts.rebooked_at),
        FactRow(_("Its amount"), amount=facts.rebook_amount, currency=facts.rebook_currency),
    ]


def _where_stated(case: RebookCase, facts: RebookFacts) -> list[FactRow]:
    """Facts that only some cases have; an empty line would tell nothing."""
    findings = "; ".join(" ".join([one["text"], *one["links"]]) for one in case.research)
    others = ", ".join(str(one["order_no"]) for one in case.further_orders)
    rows = [
        FactRow(_("Wanted change"), facts.requested_change),
        FactRow(_("Why the payment takes longer"), facts.payment_reason),
        FactRow(_("Handling error"), facts.admin_error_note if facts.admin_error else ""),
        FactRow(_("Confirmed by"), facts.admin_error_confirmed_by),
        FactRow(_("With Order Processing since"), at=facts.change_sent_at),
        FactRow(_("Return request"), facts.return_request_no),
        FactRow(_("Return processed"), at=facts.return_processed_at),
        FactRow(_("Re-Engage opportunity"), facts.re_engage_opportunity_id),
        FactRow(_("Research ticket"), case.research_ticket_no),
        FactRow(_("Further orders"), others),
        FactRow(_("Findings"), findings),
    ]
    return [row for row in rows if row.value or row.at]
