"""The closing assistant: what this type of ticket still needs, each with what supplies it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advocacy.rules import AdvocateFacts, closing, guards, labels
from advocacy.rules.evidence import Missing, missing, missing_for_mail
from advocacy.rules.fields import FIELDS
from cases.panels import Cell, Panel
from cases.routing import Asked, Check, Policy, unmet

WORDS: Mapping[str, str] = {
    "set_evidence": _("Put on file…"),
    "send_customer_mail": _("Write to the customer…"),
    "hand_over": _("Hand over…"),
    "change_type": _("Change the type…"),
    "send_letter": _("Send…"),
    "log_attempt": _("Log an attempt…"),
    "set_caller_type": _("Set Caller Type…"),
    "offer_answered": _("Record the answer…"),
    "tech_review_closed": _("Record its end…"),
}
CLEARED_BY: Mapping[str, str] = {
    "AD_CALLER_TYPE": "set_caller_type",
    "AD_UNANSWERED": "log_attempt",
    "AD_TECH_REVIEW": "tech_review_closed",
}
Row = tuple[Cell, ...]


def assistant(facts: AdvocateFacts, policy: Policy, now: datetime) -> Iterator[Panel]:
    """What is missing first, then what is there; nothing once the first system has closed the case."""
    if facts.is_closed or facts.state == "closed_in_crm":
        return
    lacking = missing(facts, policy)
    checks = [one for one in closing.checks(facts, policy, now) if one.code != "AD_EVIDENCE"]
    rows = [_lacking(one, facts, policy, now) for one in lacking]
    rows += [_check(one, facts, now) for one in checks if not one.met]
    met = [one.met_message for one in checks if one.met]
    if not lacking:
        met = [_("Everything that this type needs is on file."), *met]
    rows += [(Cell(text, ours=True), Cell(_("There"), shape="tick-disc", ours=True), Cell()) for text in met]
    yield Panel(
        "closing",
        gettext("Closing: %(type)s") % {"type": gettext(labels.words(labels.TYPES, facts.case_type)).lower()},
        (_("What it takes"), _("Standing"), ""),
        tuple(rows),
        note=gettext("%(there)d of %(all)d there") % {"there": len(met), "all": len(rows)},
        foot="" if len(rows) > len(met) else _("It can be closed: in Infor CRM first, then in ServiceNow."),
    )


def _lacking(one: Missing, facts: AdvocateFacts, policy: Policy, now: datetime) -> Row:
    """A piece of evidence; a letter that is not due yet comes by itself."""
    if one.act == "send_letter" and facts.state != "letter_due":
        return (Cell(one.sentence, ours=True), _waiting(), Cell())
    return (
        Cell(one.sentence, under=_under(one, facts, policy, now), ours=True),
        _open(),
        Cell(WORDS[one.act], act=one.act, field=one.field, ours=True),
    )


def _under(one: Missing, facts: AdvocateFacts, policy: Policy, now: datetime) -> str:
    """The name of the field; or what stands against the action that supplies it."""
    if one.act == "log_attempt":
        asked = Asked(facts, policy, now, "advocate", facts.state, {})
        return " ".join(check.message for check in unmet(guards.start_wait(asked)))
    if one.act == "send_customer_mail":
        return " ".join(lack.sentence for lack in missing_for_mail(facts))
    return FIELDS[one.field].label if one.field in FIELDS else ""


def _check(one: Check, facts: AdvocateFacts, now: datetime) -> Row:
    act = CLEARED_BY.get(one.code, "")
    if one.code == "AD_DEADLINE" and facts.offer is not None and facts.offer.is_open(now):
        act = "offer_answered"
    return (
        Cell(one.message, ours=True),
        _waiting() if one.opens_at else _open(),
        Cell(WORDS.get(act, ""), act=act, ours=True),
    )


def _open() -> Cell:
    return Cell(gettext("Missing"), shape="ring", ours=True)


def _waiting() -> Cell:
    return Cell(gettext("To wait for"), shape="hourglass", ours=True)
