"""The tables on the page of a ticket: what closing it needs, the ladder, the two systems, its siblings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from advocacy.models import AdvocateCase
from advocacy.process.steps import ladder_panel
from advocacy.rules import AdvocateFacts, closing, labels
from advocacy.rules.evidence import Missing, missing
from advocacy.rules.fields import FIELDS
from cases.panels import Cell, Panel
from cases.routing import Check, Policy

MOST = 20
CLEARED_BY = {"AD_CALLER_TYPE": "set_caller_type", "AD_UNANSWERED": "log_attempt"}
WORDS = {
    "set_evidence": "Put on file…",
    "send_customer_mail": "Write to the customer…",
    "hand_over": "Hand over…",
    "change_type": "Change the type…",
    "send_letter": "Send…",
    "log_attempt": "Log an attempt…",
    "set_caller_type": "Set Caller Type…",
}


def panels(case: AdvocateCase, facts: AdvocateFacts, policy: Policy, now: datetime) -> list[Panel]:
    """What is missing first; then what was tried; then where it is closed; then the account's others."""
    found = [*_assistant(facts, policy, now), *ladder_panel(case, facts, policy), *_systems(case, facts)]
    return [*found, *_siblings(case)]


def _assistant(facts: AdvocateFacts, policy: Policy, now: datetime) -> Iterator[Panel]:
    """What this type still needs, each with the action by which it comes."""
    if facts.is_closed or facts.state == "closed_in_crm":
        return
    lacking = missing(facts, policy)
    checks = [one for one in closing.checks(facts, policy, now) if one.code != "AD_EVIDENCE"]
    rows = [_lacking(one) for one in lacking]
    rows += [_check(one) for one in checks if not one.met]
    met = [one.met_message for one in checks if one.met]
    if not lacking:
        met = ["Everything that this type needs is on file.", *met]
    rows += [(Cell(text, ours=True), Cell("There", shape="tick-disc", ours=True), Cell()) for text in met]
    open_ones = len(rows) - len(met)
    yield Panel(
        "closing",
        f"Closing: {labels.words(labels.TYPES, facts.case_type).lower()}",
        ("What it takes", "Standing", ""),
        tuple(rows),
        note=f"{len(met)} of {len(rows)} there",
        foot="" if open_ones else f"It can be closed: in {labels.CRM} first, then in {labels.SERVICE_DESK}.",
    )


def _lacking(one: Missing) -> tuple[Cell, ...]:
    under = FIELDS[one.field].label if one.field in FIELDS else ""
    return (
        Cell(one.sentence, under=under, ours=True),
        Cell("Missing", shape="ring", ours=True),
        Cell(WORDS[one.act], act=one.act, ours=True),
    )


def _check(one: Check) -> tuple[Cell, ...]:
    act = CLEARED_BY.get(one.code, "")
    return (
        Cell(one.message, ours=True),
        Cell("To wait for", shape="hourglass", ours=True)
        if one.opens_at
        else Cell("Missing", shape="ring", ours=True),
        Cell(WORDS.get(act, ""), act=act, ours=True),
    )


def _systems(case: AdvocateCase, facts: AdvocateFacts) -> Iterator[Panel]:
    """Both systems in their order, each with what has confirmed it."""
    if facts.state in {"open", "waiting_customer", "letter_due"} and facts.crm_closed_at is None:
        return
    rows = (
        _system(labels.CRM, facts.crm_requested_at, facts.crm_closed_at, case.crm_confirmation, "close_crm"),
        _system(
            labels.SERVICE_DESK,
            facts.servicenow_requested_at,
            facts.servicenow_closed_at,
            case.servicenow_confirmation,
            "close_servicenow",
        ),
    )
    yield Panel("systems", "Closed where", ("System", "Closed", "Confirmation", ""), rows)


def _system(
    name: str, asked: datetime | None, closed: datetime | None, number: str, act: str
) -> tuple[Cell, ...]:
    under = "asked to close it" if asked and not closed else ""
    return (
        Cell(name, under=under),
        Cell(at=closed) if closed else Cell("Not yet", shape="ring"),
        Cell(number, ours=True),
        Cell() if closed else Cell("Confirm…", act=act),
    )


def _siblings(case: AdvocateCase) -> Iterator[Panel]:
    """The account's other tickets: one for each product, each with a survey of its own."""
    rows = AdvocateCase.objects.filter(account=case.account_id).exclude(pk=case.pk).order_by("-opened_at")
    found = list(rows.values_list("reference", "product", "case_type", "state")[: MOST + 1])
    if not found:
        return
    cells = tuple(
        (
            Cell(reference, case=reference),
            Cell(product, under=labels.words(labels.TYPES, kind)),
            Cell(labels.STATES[state], shape="tick-disc" if state == "closed" else "ring"),
        )
        for reference, product, kind, state in found[:MOST]
    )
    more = f"The newest {MOST} are shown." if len(found) > MOST else ""
    yield Panel(
        "siblings", "Other tickets of the account", ("Ticket", "Product", "State"), cells,
        foot=more, folded=len(cells) > 8,
    )  # fmt: skip
