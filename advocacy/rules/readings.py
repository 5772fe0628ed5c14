"""How the points are read that the sources leave open: one sentence each, and where it is decided."""

from __future__ import annotations

from cases.marks import marked as _
from cases.routing import Reading

READINGS = (
    Reading(
        "AD-A1",
        _("Several days apart means at least three dates between the first and the last call that counts."),
        "advocacy.rules.ladder.gap_days",
        ("attempt_gap_days",),
    ),
    Reading(
        "AD-A2",
        _("Two weeks are 14 days and one week is 7, by the calendar and at the same time of day."),
        "advocacy.rules.ladder.due_at",
        ("no_response_days", "negotiation_days"),
    ),
    Reading(
        "AD-A3",
        _("The wait runs from the latest attempt, a mail included."),
        "advocacy.rules.ladder.last_attempt",
        ("last_attempt",),
    ),
    Reading(
        "AD-A4",
        _("Calls and mail may come in any order, all after the customer's last contact."),
        "advocacy.rules.guards.start_wait",
    ),
    Reading(
        "AD-A5",
        _("The ticket is closed once the no-response letter is sent and has not come back."),
        "advocacy.rules.ladder.date_for",
        ("close_grace_days",),
    ),
    Reading(
        "AD-A6",
        _("Which of two no-response letters goes out depends on whether there ever was a conversation."),
        "advocacy.rules.automatic.first_letter",
        proof="test_what_follows_by_itself",
    ),
    Reading(
        "AD-A7",
        _("The date in the negotiation letter is the day it was sent and seven days."),
        "advocacy.rules.ladder.date_for",
        ("letter_deadline_days",),
    ),
    Reading(
        "AD-A8",
        _(
            "From the first instant of that date the ticket may be closed; a contact before the "
            "closing still "
            "keeps it open."
        ),
        "advocacy.rules.ladder.free_at",
        ("deadline_inclusive",),
    ),
    Reading(
        "AD-A9",
        _("The wait's end makes and sends the letter, and closes both systems in their order."),
        "advocacy.rules.automatic.automatic",
        ("auto_send_letter", "auto_close"),
    ),
    Reading(
        "AD-A10",
        _("The caller type is blank only where nobody was ever spoken to."),
        "advocacy.rules.closing.caller_type_wanted",
    ),
    Reading(
        "AD-A11",
        _("Handing over needs somebody named who took over, in a role that may, and a customer who knows."),
        "advocacy.rules.policy.takeover_roles",
        ("takeover_roles",),
    ),
    Reading(
        "AD-A12",
        _("A negotiation ends on the customer's word, with what its result asks for."),
        "advocacy.rules.evidence.missing",
    ),
    Reading(
        "AD-A13",
        _("An open technical review holds the closing up; a closed one is not opened again."),
        "advocacy.rules.closing.reviews",
        ("tech_review_blocks",),
    ),
    Reading(
        "AD-A14",
        _("An installation is closed once resolved, or once the customer knows what is wrong and who acts."),
        "advocacy.rules.evidence.missing",
    ),
    Reading(
        "AD-A15",
        _("A pending engineering solution is closed once the customer is aware of it."),
        "advocacy.rules.evidence.missing",
    ),
    Reading(
        "AD-A16",
        _("An offer holds for 60 days from the day it was sent; the reminder comes 14 days before its end."),
        "advocacy.rules.timers.expires_at",
        ("offer_days", "offer_reminder_days"),
    ),
    Reading(
        "AD-A17",
        _("A ticket of up to 30 days is opened again, an older one is followed by a new linked one."),
        "advocacy.rules.closing.reopening",
        ("reopen_max_age_days",),
    ),
    Reading(
        "AD-A18",
        _("The two systems are closed in a fixed order, the one for customers first."),
        "advocacy.rules.guards.close_servicenow",
    ),
    Reading(
        "AD-A19",
        _("There is a ticket for each product; several issues of one product stay in it."),
        "advocacy.rules.guards.open_ticket",
        proof="test_one_ticket_for_each_product",
    ),
    Reading(
        "AD-A20",
        _("Each closing sends its survey; the customer may fill it in at the end."),
        "advocacy.rules.facts.AdvocateFacts.survey_announced",
        proof="test_with_all_of_it_nothing_is_missing_and_without_one_something_is",
    ),
)
