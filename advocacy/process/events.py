"""What customers, mail and reviewers report about a ticket."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from advocacy import forms
from advocacy.actions import lettering, offering, reaching, recording, systems
from cases.kinds import Event

ADVOCATE = frozenset({"advocate"})
MAIL = frozenset({"mail"})

EVENTS = (
    Event(
        "offer_sent", _("Offer sent"),
        _("Starts the customer's time for the offer; replaces an earlier one."), "recorded the offer",
        ADVOCATE | MAIL, forms.OfferForm, offering.offer_sent,
    ),
    Event(
        "offer_answered", _("Offer answered"), _("Records the customer's answer; the offer's timers end."),
        "recorded the answer to the offer", ADVOCATE | {"customer"}, forms.AnsweredForm,
        offering.offer_answered,
    ),
    Event(
        "letter_bounced", _("Letter came back"), _("Records that the closing letter came back."),
        "reported that the letter came back", ADVOCATE | MAIL, forms.BouncedForm, lettering.letter_bounced,
    ),
    Event(
        "email_bounced", _("E-mail came back"),
        _("Records that our last e-mail came back: it does not count."), "reported that an e-mail came back",
        ADVOCATE | MAIL, forms.BouncedForm, reaching.email_bounced,
    ),
    Event(
        "tech_review_opened", _("Technical review opened"),
        _("Records a technical review; it holds the closing."), "recorded a technical review", ADVOCATE,
        forms.ReviewForm, recording.tech_review_opened,
    ),
    Event(
        "tech_review_closed", _("Technical review closed"), _("Records that a technical review is over."),
        "recorded the end of a technical review", ADVOCATE, forms.ReviewForm, recording.tech_review_closed,
    ),
    Event(
        "customer_wrote", _("Customer wrote"),
        _("Records an e-mail of the customer; attempts so far and a letter no longer count."),
        "brought an e-mail of the customer", MAIL, forms.BouncedForm, reaching.customer_wrote,
    ),
    Event(
        "system_needs_person", _("System needs a person"),
        _("Records that a system did not close the case as it was asked; the ticket stays where it is."),
        "found that a system needs a person", MAIL, forms.StuckForm, systems.needs_person,
    ),
    Event(
        "letter_went_out", _("Letter went out"), _("Records that a closing letter was really sent."),
        "sent the letter", MAIL, forms.SentForm, lettering.letter_went_out,
    ),
    Event(
        "mail_went_out", _("Mail went out"), _("Records that the mail to the customer was really sent."),
        "sent the mail to the customer", MAIL, forms.MailSentForm, lettering.mail_went_out,
    ),
)  # fmt: skip
