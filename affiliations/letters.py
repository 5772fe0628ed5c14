"""What is written about a transition: the letter to the reseller, and tasks and reminders for colleagues."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from cases.letters.letter import Letter
from cases.models import OutboxMessage
from cases.step import Step

RESELLER = "reseller_letter"


@dataclass(frozen=True)
class Leaving:
    """Who leaves whom."""

    customer_name: str
    reseller_name: str


@dataclass(frozen=True)
class Customer:
    """A task about a customer and its reseller."""

    customer: str
    reseller: str


@dataclass(frozen=True)
class Group:
    """A group that is told to those who have to know."""

    customer: str
    reseller: str
    badges: int


@dataclass(frozen=True)
class Moved:
    """What the CSM takes over."""

    customer: str
    reseller: str
    affiliation: str
    badges: int


@dataclass(frozen=True)
class Open:
    """What is still open with shipping and billing."""

    customer: str
    pending: tuple[str, ...] = ()
    unbilled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shipments:
    """Expired shipments that were set, a line for each group."""

    customer: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """A letter that did not arrive."""

    reseller: str
    to: str


def still_open(step: Step) -> Open:
    """What shipping and billing still owe."""
    pending = tuple(group.name for group in step.facts.pending)
    unbilled = tuple(group.name for group in step.facts.unbilled)
    return Open(step.case.customer, pending, unbilled)


def came_back(step: Step, row: OutboxMessage) -> None:
    """The newest letter came back: another contact has to be found. An older one's return changes nothing."""
    newer = OutboxMessage.objects.filter(case_id=step.case.pk, kind=RESELLER, pk__gt=row.pk)
    if not newer.exists():
        step.set("mail_bounced_at", row.bounced_at)
        step.effect("reseller_mail_bounced")


LETTERS = (
    Letter(
        RESELLER,
        _("Letter to the reseller"),
        Leaving,
        "{customer_name} is leaving your affiliation",
        """
        Dear {reseller_name},

        {customer_name} is leaving you as its reseller and has ended its agreement with you. This is what
        it means for you.

        The badges of the contract period that is running now will still go out. You get an invoice from us
        for each of them; please collect these amounts from {customer_name} as before.

        A badge of this period that is not given back costs a fee. We charge that fee to {customer_name}
        directly, not to you.

        Once the last invoice is out, {customer_name} disappears from your Affiliate tab. We have begun with
        the changes to the account: please leave it as it is, and write to us with any question.
        """,
        again="send_reseller_mail",
        came_back=came_back,
    ),
    Letter(
        "task_customer_tells",
        _("Task: the customer tells its reseller"),
        Customer,
        "Ask {customer} to tell its reseller",
        """
        {customer} tells {reseller} that it leaves, and then tells us that it has. Record it on the case.
        """,
    ),
    Letter(
        "big_group",
        _("Notice of a big group"),
        Group,
        "A big group leaves its reseller: {customer}",
        "{customer} wants to leave {reseller}; {badges} badges move.",
    ),
    Letter(
        "task_expired_shipments",
        _("Task: set the expired shipments"),
        Customer,
        "Set the expired shipments of {customer}",
        """
        {customer} leaves {reseller}; the deal is won. Each group needs an expired shipment: 0 where its last
        set is issued, else the number of badges still to come.
        """,
    ),
    Letter(
        "task_switch",
        _("Task: the switch"),
        Customer,
        "Switch {customer}",
        """
        Everything of {customer} is issued and billed: update the affiliation, and take the access away from
        {reseller}.
        """,
    ),
    Letter(
        "task_csm",
        _("Task: the CSM takes over"),
        Moved,
        "{customer} is yours",
        """
        {customer} has moved from {reseller} to {affiliation}; {badges} badges. Everything is issued, and the
        reseller has been written to.
        """,
    ),
    Letter(
        "task_take_back",
        _("Task: take back the expired shipments"),
        Shipments,
        "Take back the expired shipments of {customer}",
        """
        The transition does not take place. Expired shipments were set for:

        {groups}
        """,
    ),
    Letter(
        "notice_reminder",
        _("Reminder: does the reseller know"),
        Customer,
        "Does the reseller of {customer} know?",
        "Ask {customer} whether it has told {reseller}, and record the answer.",
    ),
    Letter(
        "billing_wait",
        _("Reminder for the calendar"),
        Open,
        "{customer} waits for issue and billing",
        """
        What is open is looked at again on the date that comes with this mail.

        Still pending: {pending}.

        Not billed yet: {unbilled}.
        """,
    ),
    Letter(
        "billing_reminder",
        _("Reminder: issue and billing"),
        Open,
        "{customer} still waits for billing",
        """
        Still pending: {pending}.

        Not billed yet: {unbilled}.
        """,
    ),
    Letter(
        "task_other_contact",
        _("Task: find another contact"),
        Returned,
        "Find another contact at {reseller}",
        "The letter to {to} came back. Send it again to somebody else there.",
    ),
)
