"""The switch: affiliation, access, and the letter to the reseller."""

from __future__ import annotations

from dataclasses import asdict

from affiliations import letters
from affiliations.actions.shared import tell_flags
from cases.models import OutboxMessage
from cases.step import Step


def update_affiliation(step: Step) -> None:
    """All accounts belong to the enterprise from here on; said again it changes nothing."""
    if step.case.affiliation_updated_at is not None:
        step.say(repeated=True)
        return
    step.set("affiliation_updated_at", step.at)
    step.effect("affiliation_updated")


def remove_access(step: Step) -> None:
    """One user of the reseller, or all of them."""
    wanted = step.data.get("user")
    rows = [
        row for row in step.case.parts.access if row.removed_at is None and (not wanted or row.user == wanted)
    ]
    for row in rows:
        row.removed_at = step.at
    step.keep(*rows)
    step.say(removed=[row.user for row in rows])
    if rows:
        step.effect("access_removed")


def send_reseller_mail(step: Step) -> None:
    """The letter, with both names; without the customer's notice this is flagged (AF-A9)."""
    case, data = step.case, step.data
    if case.reseller_notified_at is None and step.policy["notice_required_for_mail"] != "off":
        step.set("sent_without_notice", value=True)
        step.set_all("override_reason")
    step.set("mail_to", data["to"])
    step.set("mail_sent_at", step.at)
    step.set("mail_bounced_at", None)
    about = letters.Leaving(data["customer_name"], data["reseller_name"])
    step.write(letters.RESELLER, "mail", data["to"], about, **asdict(about))
    step.effect("reseller_mail_sent")
    tell_flags(step)


def mail_bounced(step: Step) -> None:
    """The letter came back: the newest one written by then. An older one's return changes nothing."""
    sent = list(
        OutboxMessage.objects.select_for_update()
        .filter(case_id=step.case.pk, kind=letters.RESELLER)
        .order_by("-created_at", "-id")
    )
    if not sent:
        step.say(letter="none was sent")
        return
    row = next((one for one in sent if one.created_at <= step.at), sent[-1])
    row.bounced_at = row.bounced_at or step.at
    step.keep(row)
    letters.came_back(step, row)
