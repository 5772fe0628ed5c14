"""What can happen to a ticket: each plot is a type, who called, and a list of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ADVOCATE, MAIL, CUSTOMER = "advocate", "mail", "customer"


@dataclass(frozen=True)
class Act:
    """A step `days` after the one before. `@day` and `@now` in its input are days from then."""

    days: float
    by: str
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plot:
    """A course of events; `age` are days from the last step to now."""

    name: str
    case_type: str
    acts: tuple[Act, ...] = ()
    caller_type: str = "owner"
    talked: bool = True
    distributor: str = ""
    age: tuple[float, float] = (0.1, 3)


def act(days: float, name: str, by: str = ADVOCATE, **data: Any) -> Act:
    """Any step."""
    return Act(days, by, name, data)


def on_file(days: float, **data: Any) -> Act:
    """Evidence: `+n` is a date so many days ahead, `@` the instant itself."""
    return Act(days, ADVOCATE, "set_evidence", data)


CALL = act(0.2, "log_attempt", channel="phone", reached=False)
AGAIN = act(3.1, "log_attempt", channel="phone", reached=False)
WROTE = act(0.01, "log_attempt", channel="email", reached=False)
LADDER = (CALL, AGAIN, WROTE)
REACHED = act(2, "log_attempt", channel="phone", reached=True)
CRM = act(0.05, "close_crm", confirmation="CRM-20417")
DESK = act(0.02, "close_servicenow", confirmation="CS-88123")
CLOSED = (CRM, DESK)
OFFER = act(0.5, "offer_sent")
TALK = on_file(0.3, first_discussion_at="@")
REMOVAL = on_file(2, removal_scheduled_on="+9", paid_receipt_on_file=True)
INSTALLER = on_file(
    1, installer="@installer", installer_phone="@phone", availability_date="+30",
    distributor_contact="@distributor",
)  # fmt: skip
TOLD = act(0.1, "send_customer_mail")
NOTE = act(0.5, "hand_over", field_role="rsm", field_name="@field", note="Please visit them this month.")
TAKEN = on_file(2, took_over_at="@", customer_told_at="@")
CALLED_BACK = act(9, "customer_contact", CUSTOMER, channel="phone")
CAME_BACK = act(20, "letter_bounced", MAIL)
VOICEMAIL = act(4, "customer_contact", MAIL, channel="voicemail")
MAILED_US = act(1, "customer_contact", MAIL, channel="email")
AGREED = on_file(2, negotiation_completed_at="@", verbally_accepted_at="@", result="none")
UNHAPPY = on_file(3, issue_resolved_at="@", customer_satisfied=False)
RESOLVED = on_file(2, issue_resolved_at="@", survey_announced=True)
AWARE = on_file(1, customer_aware_at="@", awareness_note="Told by phone.")

SILENCE = (
    Plot("called once", "no_response", (CALL,), "", talked=False, age=(0.2, 2)),
    Plot("waiting", "no_response", LADDER, "", talked=False, age=(1, 12)),
    Plot("waiting, talked before", "no_response", LADDER, age=(3, 11)),
    Plot("closed by the letter", "no_response", LADDER, "", talked=False, age=(16, 60)),
    Plot("called back", "no_response", (*LADDER, CALLED_BACK), "", talked=False),
    Plot("voicemail", "no_response", (*LADDER, VOICEMAIL), "", talked=False),
    Plot("not closed by itself", "no_response", LADDER, "dealer", talked=False, age=(14.5, 16)),
    Plot("back by post", "no_response", (*LADDER, CAME_BACK), "", talked=False, age=(1, 6)),
    Plot("negotiating", "further_negotiation", (TALK, *LADDER), age=(1, 6)),
    Plot("letter with a date", "further_negotiation", (TALK, *LADDER), age=(8, 13)),
    Plot(
        "letter came back", "further_negotiation",
        (TALK, *LADDER, act(9, "letter_bounced", MAIL)), age=(0.1, 1),
    ),
    Plot("closed from its date on", "further_negotiation", (TALK, *LADDER), age=(16, 50)),
    Plot("no discussion yet", "further_negotiation", LADDER, age=(1, 5)),
)  # fmt: skip
REPLACEMENTS = (
    Plot("new replacement", "cabinet_replacement", (OFFER,), age=(0.1, 3)),
    Plot("offer out", "cabinet_replacement", (OFFER,), distributor="affiliated", age=(10, 40)),
    Plot("reminded", "cabinet_replacement", (OFFER,), distributor="affiliated", age=(48, 58)),
    Plot("lapsed", "cabinet_replacement", (OFFER, act(62, "log_attempt", channel="phone", reached=False))),
    Plot(
        "known too late", "cabinet_replacement", (act(0.2, "offer_sent", days_ago=75),),
        distributor="affiliated",
    ),
    Plot(
        "installer named", "cabinet_replacement",
        (OFFER, act(5, "offer_answered", CUSTOMER, accepted=True), INSTALLER), distributor="affiliated",
    ),
    Plot(
        "replaced", "cabinet_replacement",
        (OFFER, act(5, "offer_answered", CUSTOMER, accepted=True), INSTALLER, TOLD, CRM, DESK),
        distributor="affiliated", age=(2, 40),
    ),
    Plot(
        "in the tool", "cabinet_replacement",
        (on_file(1, installation_date="+21", customer_told_at="@"),), "dealer", distributor="non_affiliated",
    ),
    Plot("review open", "cabinet_replacement", (act(1, "tech_review_opened", id="TR-118"), INSTALLER),
         distributor="affiliated"),
)  # fmt: skip
OTHERS = (
    Plot("removal to be scheduled", "buy_back", age=(0.1, 4)),
    Plot("removal scheduled", "buy_back", (REMOVAL,)),
    Plot("removal, in the CRM", "buy_back", (REMOVAL, CRM), age=(0.02, 0.5)),
    Plot("removal, closed", "buy_back", (REMOVAL, *CLOSED), age=(3, 45)),
    Plot("unanswered", "buy_back", (REMOVAL, MAILED_US), age=(0.1, 1)),
    Plot("reimbursed", "npr", (on_file(3, accepted_at="@"), TOLD), ""),
    Plot("company found", "finding_service", (on_file(1, service_scheduled_on="+4"),)),
    Plot(
        "a fault turned up", "finding_service",
        (on_file(1, service_scheduled_on="+4", customer_confirmed_at="@", ongoing_issue=True),
         act(0.2, "change_type", case_type="finding_service_expedited", reason="The unit leaks.")),
    ),
    Plot("field asked", "field_involved", (NOTE,)),
    Plot("field has it", "escalated_contact", (NOTE, TAKEN)),
    Plot("negotiated", "unresolved_negotiation", (AGREED, *CLOSED), age=(1, 20)),
    Plot("repaired, not happy", "ongoing_service", (UNHAPPY,)),
    Plot("too narrow", "ongoing_installation",
         (on_file(1, specification_wrong="The opening is 2 cm too narrow.", correction_by="The cabinet maker",
                  customer_told_at="@"),)),
    Plot("one of three", "multiple_issues", (RESOLVED, *CLOSED), age=(0.5, 10)),
    Plot("two of three", "multiple_issues", age=(1, 6)),
    Plot("known issue", "pes", (AWARE,), "service_company"),
    Plot("referred", "true_blue", (on_file(0.5, referred_at="@"),)),
    Plot("answered", "social_media", (on_file(0.2, answered_at="@"), *CLOSED), "other", age=(1, 30)),
    Plot("opened again", "ongoing_service",
         (on_file(3, issue_resolved_at="@", customer_satisfied=True), *CLOSED,
          act(6, "reopen", reason="It makes the noise again."), on_file(0.1, issue_resolved_at=None))),
)  # fmt: skip
STUCK = (
    Plot(
        "the second system refuses", "buy_back",
        (REMOVAL, CRM, act(0.01, "system_needs_person", MAIL, system="service_desk", outcome="rejected",
                           reason="Close notes are missing.")),
        age=(0.05, 0.5),
    ),
)  # fmt: skip
PLOTS = SILENCE + REPLACEMENTS + OTHERS + STUCK
