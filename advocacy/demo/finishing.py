"""What is done next with a ticket of a simulated month: whatever it still lacks, until it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from advocacy.demo.cast import filled
from advocacy.demo.plots import ADVOCATE, CRM, CUSTOMER, DESK, NOTE
from advocacy.rules import AdvocateFacts, closing, ladder
from advocacy.rules.evidence import Missing, missing, missing_for_mail
from advocacy.rules.fields import FIELDS
from advocacy.rules.policy import policy_of
from cases import clock
from cases.demo import Next

CAN_BE_CLOSED = frozenset({"closable", "handed_over"})
NEVER_ANSWERS = 3  # every third customer lets an offer lapse
CALLER_TYPES = {"no_response": "", "pes": "service_company"}


def wanted(case: Any, random: Random) -> Next | None:
    """The next act; None while there is only waiting."""
    facts, now = case.facts(), clock.now()
    if facts.state == "closed_in_crm":
        return DESK.name, ADVOCATE, DESK.data
    if facts.unanswered_at is not None:
        return "log_attempt", ADVOCATE, {"channel": "phone", "reached": True}
    if facts.offer is not None and facts.offer.is_open(now):
        return _answered(case, random)
    lacking = missing(facts, policy_of())
    if lacking:
        return _gathered(facts, lacking[0], random, now)
    return _closed(facts, now) if facts.state in CAN_BE_CLOSED else None


def _answered(case: Any, random: Random) -> Next | None:
    """What the customer says to the offer, if anything."""
    if case.pk % NEVER_ANSWERS == 0 or random.random() < 0.5:
        return None
    return "offer_answered", CUSTOMER, {"accepted": True}


def _gathered(facts: AdvocateFacts, lacking: Missing, random: Random, now: datetime) -> Next | None:
    """How what is missing comes on file."""
    if facts.case_type == "no_response" and facts.contacts:  # who was in touch has something to be done
        return "change_type", ADVOCATE, {"case_type": "ongoing_service", "reason": "They called back."}
    if lacking.act == "log_attempt":
        return _attempt(facts)
    if lacking.act == "send_letter":
        return ("send_letter", ADVOCATE, {"channel": "post"}) if facts.letter else None
    if lacking.act == "hand_over":
        return NOTE.name, ADVOCATE, filled(dict(NOTE.data), random)
    if lacking.act == "change_type":
        given = {"case_type": "finding_service_expedited", "reason": "The fault is still there."}
        return "change_type", ADVOCATE, given
    fields = [lacking.field] if lacking.field else [one.field for one in missing_for_mail(facts)]
    if lacking.act == "send_customer_mail" and not fields:
        return "send_customer_mail", ADVOCATE, {}
    return "set_evidence", ADVOCATE, {name: _value(name, random, now) for name in fields}


def _attempt(facts: AdvocateFacts) -> Next | None:
    """A call until there are two some days apart, then a mail; after that the wait."""
    if len(ladder.calls(facts)) < 2 or ladder.gap_days(facts) < int(policy_of()["attempt_gap_days"]):
        return "log_attempt", ADVOCATE, {"channel": "phone", "reached": False}
    return None if ladder.mailed(facts) else ("log_attempt", ADVOCATE, {"channel": "email", "reached": False})


def _value(name: str, random: Random, now: datetime) -> Any:
    """A good value for a piece of evidence."""
    if name == "distributor":
        return "affiliated"
    field, names = FIELDS[name], {"installer": "@installer", "installer_phone": "@phone"}
    if field.choices:
        return "none" if "none" in field.choices else next(iter(field.choices))
    if field.shape == "instant":
        return now.isoformat()
    if field.shape == "date":
        return (now + timedelta(days=random.randrange(5, 30))).date().isoformat()
    if field.shape == "yes_no":
        return True
    return filled({name: names.get(name, "@distributor")}, random)[name]


def _closed(facts: AdvocateFacts, now: datetime) -> Next | None:
    """The closing, or what stands against it."""
    unmet = {check.code for check in closing.checks(facts, policy_of(), now) if not check.met}
    if "AD_CALLER_TYPE" in unmet:
        said = CALLER_TYPES.get(facts.case_type, "owner")
        return (
            "set_caller_type",
            ADVOCATE,
            {"caller_type": "owner" if facts.conversation_ever and not said else said},
        )
    if "AD_TECH_REVIEW" in unmet:
        number = next(one.number for one in facts.reviews if one.is_open)
        return "tech_review_closed", ADVOCATE, {"id": number}
    return None if unmet else (CRM.name, ADVOCATE, CRM.data)
