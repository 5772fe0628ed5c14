"""The tables on the page of a take-over: who has agreed, and the licences of each company."""

from __future__ import annotations

from datetime import datetime

from cases.panels import Cell, Panel
from cases.routing import Policy
from cases.words import counted, day_words
from takeovers.models import PartyAgreement, TakeoverCase
from takeovers.rules import TakeoverFacts, labels, parties
from takeovers.rules.parties import Party

WAYS = {"subject": "Who moves", "current": "Current partner", "new": "New partner"}
MANY = 12  # rows; more of them open on demand


def panels(case: TakeoverCase, facts: TakeoverFacts, policy: Policy, now: datetime) -> list[Panel]:
    """Agreements, then licences."""
    return [agreements(case, facts, policy, now), licences(facts)]


def agreements(case: TakeoverCase, facts: TakeoverFacts, policy: Policy, now: datetime) -> Panel:
    """A row for each party: whether it agreed, when, on what evidence; the missing ones with a way to it."""
    needed = parties.required(facts, policy)
    lacking = set(parties.missing(facts, policy, now))
    rows = tuple(_party(case, party, missing=party in lacking) for party in needed)
    return Panel(
        "agreements",
        "Agreements",
        ("Party", "In writing", "Arrived", "Evidence", ""),
        rows,
        note=f"{len(needed) - len(lacking)} of {len(needed)} there",
        foot="" if facts.is_closed or facts.moved else _foot(facts),
        folded=len(rows) > MANY,
    )


def _foot(facts: TakeoverFacts) -> str:
    return "Moving a company (step 3) needs all of them; until then each can be withdrawn."


def _party(case: TakeoverCase, party: Party, *, missing: bool) -> tuple[Cell, ...]:
    given = [one for one in case.parts.agreements if one.party == party.party and one.name == party.name]
    last = given[-1] if given else None
    asks = {"party": party.party, "name": party.name}
    act, word = ("record_agreement", "Record…") if missing else ("withdraw_agreement", "Withdraw…")
    return (
        Cell(party.name, under=WAYS[party.party]),
        _standing(last, missing=missing),
        Cell(at=last.received_at) if last else Cell(),
        Cell(last.evidence if last else "", ours=True),
        Cell(word, act=act, asks=asks),
    )


def _standing(last: PartyAgreement | None, *, missing: bool) -> Cell:
    if not missing:
        return Cell("Agreed", shape="tick-disc")
    if last is None:
        return Cell("Missing", shape="hourglass")
    return Cell("Withdrawn" if last.withdrawn_at else "Too old", shape="dashed-x")


def licences(facts: TakeoverFacts) -> Panel:
    """A row for each line, the company beside it."""
    rows: list[tuple[Cell, ...]] = []
    for company in facts.companies:
        renew = Cell("Renew…", act="refresh_lines", asks={"company": company.name})
        if not company.lines:
            rows.append((Cell(company.name), Cell("No licences"), Cell(), Cell(), Cell(), Cell(), renew))
        for position, line in enumerate(company.lines):
            rows.append(
                (
                    Cell(company.name),
                    Cell(line.plan),
                    Cell(labels.BILLINGS[line.billing]),
                    Cell(f"{line.subscribed:,}", number=True),
                    Cell(f"{line.allocated:,}", number=True),
                    Cell(day_words(line.end_date) if line.end_date else ""),
                    renew if position == 0 else Cell(),
                )
            )
    return Panel(
        "licences",
        "Licences to move",
        ("Company", "Plan", "Billing", "Subscribed", "In use", "End date", ""),
        tuple(rows),
        note=counted(len(facts.companies), "company", "companies"),
        folded=len(rows) > MANY,
    )
