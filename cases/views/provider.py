"""Where a mail provider brings mail and tells of mail that did not arrive. Closed unless one is set up.

The provider's signature, or its name and password, are checked by Anymail. They say who brings a mail, not
who wrote it: for that the mail goes through the same looks as any other.
"""

from __future__ import annotations

import json
from typing import Any, Final

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.signals import AnymailInboundEvent, EventType, inbound, tracking
from anymail.webhooks.mailgun import MailgunInboundWebhookView, MailgunTrackingWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from cases import clock
from cases.mailbox.posted import Posted, bytes_of, posted
from cases.mailbox.providing import RawMail, take_in, take_note

NEWEST_SECONDS: Final = 300  # clocks differ
OLDEST_SECONDS: Final = 12 * 3600  # a provider tries for eight hours; the same mail twice is one mail
ENCODED: Final = 2  # how much larger than a mail the form is that carries it
NO_MIME: Final = "The route has to bring the whole mail: its address must end in “mime”."
NO_RAW: Final = "Turn on “Include raw email content in JSON payload” for the inbound stream."

inbound.connect(take_in, dispatch_uid="cases.mailbox")
tracking.connect(take_note, dispatch_uid="cases.mailbox")


class _Hook:
    """What every provider's view does with a request: reads it whole, and refuses what cannot be read."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The answer: 200, or something else that makes the provider come again."""
        return super().post(posted(request, settings.MAIL_MAX_BYTES * ENCODED))  # type: ignore[misc]  # Anymail's

    def run_validators(self, request: Posted) -> None:
        """Signature, or name and password. Raises AnymailWebhookValidationFailure, whatever is in it."""
        try:
            super().run_validators(request)  # type: ignore[misc]  # Anymail's
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise AnymailWebhookValidationFailure("Not a request of the mail provider.") from error


class _Fresh(_Hook):
    """Mailgun signs the time with it."""

    def validate_request(self, request: Posted) -> None:
        """Refuses what was signed long ago."""
        stamped = request.POST.get("timestamp") or json.loads(request.body)["signature"]["timestamp"]
        age = clock.now().timestamp() - int(stamped)
        if not -NEWEST_SECONDS <= age <= OLDEST_SECONDS:
            raise AnymailWebhookValidationFailure("It was signed too long ago.")


class MailgunMail(_Fresh, MailgunInboundWebhookView):
    """A mail from a route that ends in "mime"."""

    def parse_events(self, request: Posted) -> list[AnymailInboundEvent]:
        """The mail, byte by byte."""
        if "body-mime" not in request.POST:
            raise AnymailWebhookValidationFailure(NO_MIME)
        recipient = bytes_of(request.POST.get("recipient", "")).decode("utf-8", "replace")
        return [_event(bytes_of(str(request.POST["body-mime"])), recipient)]


class MailgunEvents(_Fresh, MailgunTrackingWebhookView):
    """What became of a mail that went out."""


class PostmarkMail(_Hook, PostmarkInboundWebhookView):
    """A mail of the inbound stream."""

    def parse_events(self, request: Posted) -> list[AnymailInboundEvent]:
        """The mail as the provider has it."""
        told = json.loads(request.body)
        if not told.get("RawEmail"):
            raise AnymailWebhookValidationFailure(NO_RAW)
        raw = str(told["RawEmail"]).encode("utf-8", "surrogateescape")
        return [_event(raw, str(told.get("OriginalRecipient") or ""))]


def _event(raw: bytes, recipient: str) -> AnymailInboundEvent:
    return AnymailInboundEvent(event_type=EventType.INBOUND, message=RawMail(raw, recipient))


WAYS: Final = {
    ("mailgun", "mime"): MailgunMail.as_view(),
    ("mailgun", "events"): MailgunEvents.as_view(),
    ("postmark", "mail"): PostmarkMail.as_view(),
}


@csrf_exempt
def mail_hook(request: HttpRequest, provider: str, what: str) -> HttpResponseBase:
    """The way in for the provider that is set up; for all others there is nothing here."""
    view = WAYS.get((provider, what)) if provider == settings.MAIL_PROVIDER else None
    if view is None:
        raise Http404
    answer: HttpResponseBase = view(request)
    return answer
