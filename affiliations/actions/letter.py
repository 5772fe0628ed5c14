"""The letter to the reseller, in our own words."""

from __future__ import annotations

from cases.step import Step

KIND = "reseller_letter"
LETTER = """Dear {reseller},

{customer} is leaving you as its reseller and has ended its agreement with you. This is what \
it means for you.

The badges of the contract period that is running now will still go out. You get an invoice from us for each \
of them; please collect these amounts from {customer} as before.

A badge of this period that is not given back costs a fee. We charge that fee to {customer} directly, \
not to you.

Once the last invoice is out, {customer} disappears from your Affiliate tab. We have begun with the changes \
to the account: please leave it as it is, and write to us with any question.
"""


def send(step: Step, *, reseller: str, customer: str, to: str) -> None:
    """Puts the letter into the outbox, with both names filled in."""
    step.effect("reseller_mail_sent")
    subject = f"{customer} is leaving your affiliation"[:200]
    body = LETTER.format(reseller=reseller, customer=customer)
    step.send(KIND, "mail", to, subject, body, reseller_name=reseller, customer_name=customer)
