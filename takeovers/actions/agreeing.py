"""Agreements: given, complete, taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cases.consent.book import KEY
from cases.consent.on_file import Signed, put_on_file
from cases.models import Document
from cases.step import Step
from cases.terms import short
from cases.words import day_words
from takeovers.actions.opening import note_source
from takeovers.models import PartyAgreement
from takeovers.rules import consents, parties, timers
from takeovers.rules.parties import Party


def record_agreement(step: Step) -> None:
    """A party's written agreement; one that stands already is not recorded again (TO-A2, TO-A9)."""
    data = step.data
    received: datetime = data.get("received_at") or step.at
    party = Party(data["party"], data["name"])
    if parties.agreement_of(step.facts, party) is not None:
        step.say(repeated=True)
        return
    if timers.agreement_came_late_to_us(step.facts, step.policy, received):
        step.set("late_fact", value=True)
        step.flag("late_fact")
    if data.get("document"):
        _from_mail(step, party, received)
    else:
        add_agreement(step, party, received, data.get("evidence") or "")


def _from_mail(step: Step, party: Party, received: datetime) -> None:
    """The file is the evidence: by its checksum, with who signed it; bound to the terms as they stand."""
    data, number = step.data, step.data["document"]
    file = Document.objects.get(case=step.case.pk, number=number)
    signed_on = f", on {day_words(data['signed_on'])}" if data.get("signed_on") else ""
    evidence = (
        f"{file.name}, by mail: signed by {data['signed_by']}, {data['capacity']}{signed_on}. "
        f"SHA-256 {short(file.sha256)}…"
    )
    step.say(agreement={"party": party.name, "file": str(number), "sha256": file.sha256})
    step.say(reason=f"{party.name}, by a file that came by mail.")
    asked = step.extra[KEY].party(consents.key_of(party))
    assert asked is not None, "only who is needed can be named"
    row = put_on_file(step, asked, Signed(data["signed_by"], data["capacity"], evidence, number))
    add_agreement(step, party, received, evidence, row.number, number)


def add_agreement(
    step: Step,
    party: Party,
    received: datetime,
    evidence: str,
    consent: UUID | None = None,
    document: UUID | None = None,
) -> None:
    """An agreement to be stored with the case; `consent` is the request it came by, `document` its file."""
    case = step.case
    row = PartyAgreement(
        case=case,
        party=party.party,
        name=party.name,
        received_at=received,
        recorded_at=step.now,
        recorded_by=step.actor,
        evidence=evidence[:500],
        consent=consent,
        document=document,
    )
    case.parts.agreements.append(row)
    step.keep(row)
    note_source(step, "agreed")
    step.effect("agreement_recorded")


def agreements_complete(step: Step) -> None:
    """The arrival of the last one decides the month."""
    _set_month(step)


def resume(step: Step) -> None:
    """Agreed again before everything was undone: the steps stay as they are."""
    _set_month(step)


def _set_month(step: Step) -> None:
    complete = parties.complete_at(step.facts, step.policy)
    assert complete is not None, "the guard found every agreement"
    step.set("target_month", parties.month_for(complete, step.facts, step.policy))
    step.set("incomplete_since", None)
    step.set("cutoff_told_at", None)
    step.flag("cutoff_passed", on=False)


def withdraw_agreement(step: Step) -> None:
    """The party's agreement no longer stands, and the month is open again (TO-A10)."""
    for row in step.case.parts.agreements:
        if row.withdrawn_at is None and _is_meant(step, row):
            row.withdrawn_at = step.at
            step.keep(row)
    reopen_month(step)


def reopen_month(step: Step) -> None:
    """An agreement is missing again, so there is no month to finish in."""
    step.set("target_month", "")
    if step.case.incomplete_since is None:
        step.set("incomplete_since", step.at)
    step.effect("agreement_withdrawn")


def _is_meant(step: Step, row: PartyAgreement) -> bool:
    name = step.data.get("name")
    return bool(row.party == step.data["party"] and (not name or row.name == name))
