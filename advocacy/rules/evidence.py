"""What each type of ticket needs before it may be closed, and the sentence for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from advocacy.rules import ladder
from advocacy.rules.facts import AdvocateFacts
from advocacy.rules.policy import takeover_roles
from cases.marks import marked as _
from cases.routing import Policy
from cases.worktime import local_date


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there yet: its sentence, and the action by which it comes, with its field."""

    sentence: str
    act: str = "set_evidence"
    field: str = ""


Look = Callable[[AdvocateFacts, Policy], Iterator[Missing]]

RESOLVED = "The issue is not resolved."
TOLD = "The customer has not been told."
SURVEY = "The customer has not been told that a survey follows."


def missing(facts: AdvocateFacts, policy: Policy) -> tuple[Missing, ...]:
    """Everything that the ticket's type still lacks; empty when it may be closed as far as evidence goes."""
    return tuple(LOOKS[facts.case_type](facts, policy))


def _needs(*pairs: tuple[str, str]) -> Look:
    """A type that needs each of these fields."""

    def look(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
        for name, sentence in pairs:
            if not facts.has(name):
                yield Missing(sentence, field=name)

    return look


def _replacement(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    if not facts.has("customer_told_at"):
        yield Missing(TOLD, act="send_customer_mail")
    if not facts.distributor:
        yield Missing("It is not stated whether the distributor is affiliated.", field="distributor")
    if facts.distributor == "affiliated":
        yield from _needs(
            ("installer", "No installer is assigned."),
            ("availability_date", "The availability date is not on file."),
        )(facts, policy)
    if facts.distributor == "non_affiliated" and not facts.has("installation_date"):
        yield Missing("The replacement tool shows no installation date.", field="installation_date")


def _reimbursement(facts: AdvocateFacts, policy: Policy, *, accepted: bool = False) -> Iterator[Missing]:
    if not accepted and not facts.has("accepted_at"):
        yield Missing("The customer has not accepted the reimbursement.", field="accepted_at")
    if not facts.has("customer_told_at"):
        yield Missing("The customer has not been told the next steps.", act="send_customer_mail")
    if not facts.has("survey_announced"):
        yield Missing(SURVEY, act="send_customer_mail")


def _finding(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    yield from _needs(
        ("service_scheduled_on", "No service company is scheduled."),
        ("customer_confirmed_at", "The customer has not confirmed the appointment."),
    )(facts, policy)
    if facts.has("ongoing_issue"):
        yield Missing("There is an ongoing issue; change the type to expedited service.", act="change_type")


def _field(unnamed: str) -> Look:
    """A type that somebody in the field has taken over (AD-A11)."""

    def look(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
        name = str(facts.evidence.get("field_name") or "")
        if not name or facts.evidence.get("field_role") not in takeover_roles(policy, facts.case_type):
            yield Missing(unnamed, act="hand_over")
        if not facts.has("took_over_at"):
            told = f"{name} has not taken the case over." if name else "Nobody has taken the case over."
            yield Missing(told, field="took_over_at")
        if not facts.has("customer_told_at"):
            yield Missing(TOLD, field="customer_told_at")

    return look


def _letter(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    letter = facts.letter
    if letter is not None and letter.bounced_at is not None:
        yield Missing("The closing letter came back; send it another way.", act="send_letter")
    elif not facts.letter_counts:
        due = ladder.ends_at(facts, policy)
        if due is None:
            yield Missing("The closing letter is not sent; the wait has not started.", act="log_attempt")
        else:
            day = local_date(due, facts.time_zone).isoformat()
            yield Missing(f"The closing letter is not sent; it is due on {day}.", act="send_letter")


def _further(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    if not facts.has("first_discussion_at"):
        yield Missing("No first discussion on file.", field="first_discussion_at")
    yield from _letter(facts, policy)


def _unresolved(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    yield from _needs(
        ("negotiation_completed_at", "The negotiation is not complete."),
        ("verbally_accepted_at", "The customer has not accepted verbally."),
        ("result", "The result of the negotiation is not recorded."),
    )(facts, policy)
    if facts.replaces:
        yield from _replacement(facts, policy)
    if facts.reimburses:
        yield from _reimbursement(facts, policy, accepted=facts.has("verbally_accepted_at"))


def _installation(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    told = all(map(facts.has, ("specification_wrong", "correction_by", "customer_told_at")))
    if not told and not facts.has("issue_resolved_at"):
        yield Missing(
            "The issue is not resolved, and the customer has not been told which specification is wrong and "
            "who has to correct it.",
            field="issue_resolved_at",
        )


def _multiple(facts: AdvocateFacts, policy: Policy) -> Iterator[Missing]:
    if not facts.has("issue_resolved_at"):
        yield Missing("The issue with this product is not resolved.", field="issue_resolved_at")
    if not facts.has("survey_announced"):
        yield Missing(SURVEY, act="send_customer_mail")


LOOKS: Mapping[str, Look] = {
    "cabinet_replacement": _replacement,
    "buy_back": _needs(
        ("removal_scheduled_on", "It is not confirmed that the removal of the unit is scheduled.")
    ),
    "npr": _reimbursement,
    "finding_service": _finding,
    "finding_service_expedited": _needs(("issue_resolved_at", RESOLVED)),
    "field_involved": _field("No product distributor, RSM or FSM is named."),
    "no_response": _letter,
    "further_negotiation": _further,
    "escalated_contact": _field("No RSM, DSM or FSM is named."),
    "unresolved_negotiation": _unresolved,
    "ongoing_service": _needs(
        ("issue_resolved_at", RESOLVED),
        ("customer_satisfied", "The customer is not satisfied with the resolution."),
    ),
    "ongoing_installation": _installation,
    "multiple_issues": _multiple,
    "pes": _needs(("customer_aware_at", "It is not on file that the customer is aware.")),
    "true_blue": _needs(("referred_at", "The referral is not recorded.")),
    "social_media": _needs(("answered_at", "The answer is not recorded.")),
}

MAIL_LABELS = {
    "installer": _("the installer"),
    "installer_phone": _("the installer's phone"),
    "availability_date": _("the availability date"),
    "installation_date": _("the installation date"),
    "distributor_contact": _("the distributor's contact"),
}


def missing_for_mail(facts: AdvocateFacts) -> tuple[Missing, ...]:
    """What the mail about a replacement still lacks; nothing for other mails."""
    if not facts.replaces:
        return ()
    if not facts.distributor:
        stated = "For the mail: whether the distributor is affiliated is missing."
        return (Missing(stated, field="distributor"),)
    day = "installation_date" if facts.distributor == "non_affiliated" else "availability_date"
    names = ("installer", "installer_phone", day, "distributor_contact")
    return tuple(
        Missing(f"For the mail: {MAIL_LABELS[name]} is missing.", field=name)
        for name in names
        if not facts.has(name)
    )
