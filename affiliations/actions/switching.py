"""The switch: affiliation, access, and the letter to the reseller."""

from __future__ import annotations

from affiliations.actions import letter
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
    letter.send(step, reseller=data["reseller_name"], customer=data["customer_name"], to=data["to"])
    tell_flags(step)


def mail_bounced(step: Step) -> None:
    """The letter came back: the newest one written by then. An older one's return changes nothing."""
    letters = list(
        OutboxMessage.objects.select_for_update()
        .filter(case_id=step.case.pk, kind=letter.KIND)
        .order_by("-created_at", "-id")
    )
    if not letters:
        step.say(letter="none was sent")
        return
    row = next((one for one in letters if one.created_at <= step.at), letters[-1])
    row.bounced_at = row.bounced_at or step.at
    step.keep(row)
    if row is letters[0]:
        step.set("mail_bounced_at", row.bounced_at)
        step.effect("reseller_mail_bounced")
