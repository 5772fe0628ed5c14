"""What is written about a ticket: letters to the customer, notes and tasks. Dates are ISO dates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from cases.letters.letter import Letter


@dataclass(frozen=True)
class About:
    """Whom it is for, which product, which ticket."""

    customer: str
    product: str
    case: str


@dataclass(frozen=True)
class Dated(About):
    """The same with a date."""

    date: str


@dataclass(frozen=True)
class Steps(About):
    """The same with what happens next."""

    steps: str


@dataclass(frozen=True)
class Replacement(About):
    """Everything about a replacement; one of the two dates."""

    installer: str
    installer_phone: str
    distributor_contact: str
    available: str = ""
    installed: str = ""


@dataclass(frozen=True)
class Note(About):
    """What somebody in the field should know."""

    note: str


@dataclass(frozen=True)
class Ticket:
    """A task about a ticket in another system."""

    case: str
    product: str
    account: str
    system: str


@dataclass(frozen=True)
class Stuck(Ticket):
    """A task about what another system did not do: what it answered, and what there is to do."""

    what: str
    todo: str


@dataclass(frozen=True)
class Back:
    """Something that did not arrive."""

    customer: str
    case: str


NEXT_STEPS = {
    "npr": "we are arranging the reimbursement that you accepted; you hear from us once it is on its way. "
    "A short survey follows; please tell us how we did.",
    "multiple_issues": "what you told us about this product is resolved. Your other products keep tickets of "
    "their own. A short survey follows; please tell us how we did.",
    "": "we have noted what we agreed, and you hear from us as soon as there is news.",
}

TO_CUSTOMER = (
    Letter(
        "unreachable",
        _("Closing letter, nobody reached"),
        About,
        "We could not reach you about your {product}",
        """
        Dear {customer},

        we have called you and written to you about your {product}, and have not been able to speak with you
        yet.

        We are therefore closing this ticket. Nothing is lost: whenever it suits you, call us or answer this
        letter, name {case}, and we go on from there.

        Your customer advocate
        """,
        again="send_letter",
    ),
    Letter(
        "no_reply",
        _("Closing letter, no reply"),
        About,
        "We have not heard from you about your {product}",
        """
        Dear {customer},

        thank you for talking with us about your {product}. Since then we have called and written to you
        again and have not heard from you.

        We take it that nothing more is needed and are closing this ticket. If that is not so, call us or
        answer this letter with the number {case}, and it is open again.

        Your customer advocate
        """,
        again="send_letter",
    ),
    Letter(
        "negotiation_deadline",
        _("Letter with a date"),
        Dated,
        "Please answer our proposal about your {product}",
        """
        Dear {customer},

        we have made you a proposal about your {product} and would like to hear what you think of it.

        Please let us know before {date}. If we hear nothing from you until then, we close ticket {case}. You
        can reach us by phone, or by answering this letter.

        Your customer advocate
        """,
        again="send_letter",
    ),
    Letter(
        "replacement_mail",
        _("Mail about a replacement"),
        Replacement,
        "Your new {product}",
        """
        Dear {customer},

        your {product} is going to be replaced.

        Expected to be available: {available}. This date may still change; your distributor then tells you.

        Installation: {installed}. From now on please talk to the installer and the distributor directly.

        - Installer: {installer}, {installer_phone}
        - Your distributor: {distributor_contact}

        The number of your ticket is {case}.

        Your customer advocate
        """,
        again="send_customer_mail",
    ),
    Letter(
        "customer_mail",
        _("Mail with the next steps"),
        Steps,
        "Your {product}: how it goes on",
        """
        Dear {customer},

        about your {product}: {steps}

        The number of your ticket is {case}. Call us or answer this mail with any question.

        Your customer advocate
        """,
        again="send_customer_mail",
    ),
    Letter(
        "offer_reminder",
        _("Reminder of an offer"),
        Dated,
        "Our offer for your {product} ends on {date}",
        """
        Dear {customer},

        the replacement that we have offered you for your {product} can be accepted until {date}. After that
        the offer ends.

        Please call us or answer this mail with the number {case}.

        Your customer advocate
        """,
    ),
    Letter(
        "survey",
        _("Survey"),
        About,
        "Your {product}: how did we do?",
        """
        Dear {customer},

        your ticket {case} about your {product} is closed. Was it handled well? A few minutes of your time
        help us to do better: the survey is short, and you may answer it once all your tickets are closed.

        Your customer advocate
        """,
    ),
)

OURS = (
    Letter(
        "hand_over_note",
        _("Note to the field"),
        Note,
        "Please take over {case}: {product} of {customer}",
        """
        {note}

        Ticket {case}, {product} of {customer}.
        """,
    ),
    Letter(
        "close_in_crm",
        _("Request: close in the CRM"),
        Ticket,
        "Close {case} in {system}",
        "Close {case}, {product} of {account}, in {system}.",
    ),
    Letter(
        "close_in_service_desk",
        _("Request: close in the service desk"),
        Ticket,
        "Close {case} in {system}",
        "Close {case}, {product} of {account}, in {system}.",
    ),
    Letter(
        "task_close_by_hand",
        _("Task: close by hand"),
        Stuck,
        "Close {case} by hand in {system}",
        """
        {system} did not close {case}, {product} of {account}. {what}

        {todo}
        """,
    ),
    Letter(
        "task_open_again",
        _("Task: open again"),
        Ticket,
        "Open {case} again in {system}",
        "{case}, {product} of {account}, goes on: open it again in {system}.",
    ),
    Letter(
        "task_other_channel",
        _("Task: write another way"),
        Back,
        "Write to {customer} another way",
        """
        What we sent about {case} came back. Send it again by another channel; a letter needs no new wait.
        """,
    ),
)

LETTERS = TO_CUSTOMER + OURS
