"""The closing letter: made, sent, really sent, and back again. Mails to the customer."""

from __future__ import annotations

from advocacy import letters
from advocacy.actions import writing
from advocacy.actions.shared import late_fact, put
from advocacy.actions.systems import systems_back
from advocacy.actions.writing import named, task_other_channel, to_customer
from advocacy.models import AdvocateCase, ClosingLetter
from advocacy.rules import ladder
from cases.step import Step
from cases.worktime import local_date

SENT = {"negotiation_deadline": "negotiation_letter_sent"}
CLOSING_LETTER_SENT = "no_response_letter_sent"


def make_letter(step: Step) -> ClosingLetter:
    """The letter of the round, by whether there ever was a conversation (AD-A6)."""
    case: AdvocateCase = step.case
    silent = "no_reply" if case.conversation_ever else "unreachable"
    kind = "negotiation_deadline" if case.case_type == "further_negotiation" else silent
    number = len(case.parts.letters) + 1
    row = ClosingLetter(case=case, number=number, kind=kind, created_at=step.now)
    case.parts.letters.append(row)
    step.keep(row)
    step.effect("letter_made")
    return row


def send_letter(step: Step) -> None:
    """Puts the letter on its way; what it promises counts once it was really sent."""
    case: AdvocateCase = step.case
    row = case.parts.letter
    if row is None or row.bounced_at is not None or row.sent_at is not None:
        row = make_letter(step)
    row.channel = step.data.get("channel") or "email"
    step.keep(row)
    day = _provisional(step)
    dated = row.kind == "negotiation_deadline"
    about = letters.Dated(**named(case), date=day) if dated else letters.About(**named(case))
    to_customer(
        step,
        row.kind,
        about,
        by_post=row.channel == "post",
        when_sent={"name": "letter_went_out", "data": {"letter": row.number}},
        **({"dated": _dated(step, day)} if dated else {}),
    )


def _provisional(step: Step) -> str:
    """The letter's date as if it were sent today."""
    day = ladder.date_for(step.facts, step.policy, step.now)
    return day.isoformat() if day else ""


def _dated(step: Step, day: str) -> dict[str, object]:
    """Which date in the text moves with the day of sending."""
    days = int(step.policy["letter_deadline_days"])
    return {"days": days, "zone": step.case.time_zone, "written": day}


def letter_went_out(step: Step) -> None:
    """The letter was really sent: from here on its date counts."""
    case: AdvocateCase = step.case
    row = case.parts.letter_number(step.data["letter"])
    if row is None or row.sent_at is not None:
        step.say(letter="known already" if row else "none of this number")
        return
    row.sent_at = step.at
    step.keep(row)
    if row.void_at is None:
        row.deadline_date = ladder.date_for(step.facts, step.policy, step.at)
    step.effect(SENT.get(row.kind, CLOSING_LETTER_SENT))


def letter_bounced(step: Step) -> None:
    """The letter that counts came back: another way has to be found; without a new wait."""
    case: AdvocateCase = step.case
    row = case.parts.letter
    if row is None or row.bounced_at is not None or case.state == "letter_due":
        step.say(letter="none counts")
        return
    row.bounced_at = step.at
    step.keep(row)
    step.effect("letter_came_back")
    task_other_channel(step)
    if case.state == "closed":
        late_fact(step)
        return
    if case.state in {"letter_sent", "closable", "closed_in_crm"}:
        systems_back(step)
        step.move("bounce_letter")


def mail_came_back(step: Step) -> None:
    """The mail to the customer came back: they have not been told."""
    if step.case.customer_mail_at is not None:
        if step.facts.evidence.get("customer_told_at") == step.case.customer_mail_at:
            put(step, "customer_told_at", None)
        step.set("customer_mail_at", None)
    task_other_channel(step)


def letter_date_reached(step: Step) -> None:
    """The date of the letter has come, and nobody was in touch."""
    step.effect("letter_date_reached")


def send_customer_mail(step: Step) -> None:
    """The mail about the replacement, or about the next steps."""
    survey = step.case.case_type == "multiple_issues" or step.facts.reimburses
    writing.customer_mail(step, when_sent={"name": "mail_went_out", "data": {"survey": survey}})


def mail_went_out(step: Step) -> None:
    """The mail was really sent: the customer is told."""
    put(step, "customer_told_at", step.at)
    step.set("customer_mail_at", step.at)
    if step.data.get("survey"):
        put(step, "survey_announced", value=True)
    step.effect("customer_mail_sent")


def offer_reminder(step: Step) -> None:
    """The offer ends soon; once it has ended, nobody is reminded of it any more."""
    case: AdvocateCase = step.case
    end = case.offer_expires_at
    if end is None or step.now > end:
        step.set("offer_reminder_missed", value=True)
        step.flag("offer_reminder_missed")
        return
    case.offer_reminded_at = step.now
    step.effect("offer_reminder_sent")
    day = local_date(end, case.time_zone).isoformat()
    to_customer(step, "offer_reminder", letters.Dated(**named(case), date=day))
