"""The table of closing rules: one row for each type of ticket, a replacement by its distributor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advocacy.rules.facts import AdvocateFacts


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, what it says, and the reading it rests on."""

    number: int
    clause: str
    reading: str = ""


AFFILIATED = Row(
    1,
    "A replacement by an affiliated distributor is closed once an installer is assigned, the availability "
    "date is on file, and the customer knows.",
    "AD-A16",
)
OTHERS = Row(
    2,
    "A replacement by another distributor is closed once the replacement tool shows an installation date and "
    "the customer knows.",
    "AD-A16",
)
ROWS: Mapping[str, Row] = {
    "buy_back": Row(3, "A buy-back is closed once the removal of the unit is scheduled."),
    "npr": Row(
        4,
        "A reimbursement is closed once it is accepted and the customer knows next steps and survey.",
    ),
    "finding_service": Row(
        5, "The search for service is over once a company is scheduled and the customer has confirmed."
    ),
    "finding_service_expedited": Row(6, "With a fault under way the ticket stays open until it is resolved."),
    "field_involved": Row(
        7, "The field has it once a distributor, RSM or FSM took over and the customer knows.", "AD-A11"
    ),
    "no_response": Row(
        8,
        "Two calls some days apart and an e-mail, two weeks of silence, a letter: then it is closed.",
        "AD-A5",
    ),
    "further_negotiation": Row(
        9,
        "After a first discussion: two calls, an e-mail, a week of silence, a letter with a date; "
        "closed from that date on.",
        "AD-A8",
    ),
    "escalated_contact": Row(
        10, "The field has it once an RSM, DSM or FSM took over and the customer knows.", "AD-A11"
    ),
    "unresolved_negotiation": Row(
        11, "A negotiation is closed on the customer's word, with all that its result asks for.", "AD-A12"
    ),
    "ongoing_service": Row(12, "Service is closed once the issue is resolved and the customer is satisfied."),
    "ongoing_installation": Row(
        13,
        "An installation is closed once resolved, or once the customer knows what is wrong and who acts.",
        "AD-A14",
    ),
    "multiple_issues": Row(
        14,
        "Each product is closed by itself once its own issue is resolved and the survey is announced.",
        "AD-A19",
    ),
    "pes": Row(15, "A pending engineering solution is closed once the customer is aware of it.", "AD-A15"),
    "true_blue": Row(16, "The ticket is handed over once the referral is made."),
    "social_media": Row(17, "The ticket is handed over once the answer is given."),
}
ENDED = Row(18, "A closed ticket stays as it is until somebody opens it again.", "AD-A17")


def match(facts: AdvocateFacts) -> Row:
    """The row that holds for the facts."""
    if facts.is_closed:
        return ENDED
    if facts.case_type == "cabinet_replacement":
        return OTHERS if facts.distributor == "non_affiliated" else AFFILIATED
    return ROWS[facts.case_type]
