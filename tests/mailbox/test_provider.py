"""What a mail provider brings: signed, whole, taken in once; refused where anything of that is missing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.test import Client

from cases import clock
from cases.mailbox import providing
from cases.mailbox.storing import content_of
from cases.models import InboundMail, OutboxMessage
from tests.cases.helpers import approved, person, told
from tests.mailbox.builder import a_mail

pytestmark = pytest.mark.django_db
KEY, LOGIN = "key-0123456789abcdef", "post:a-password-of-our-own"
MIME, EVENTS, POSTMARK = (f"/hooks/mail/{way}" for way in ("mailgun/mime", "mailgun/events", "postmark/mail"))
LATIN = a_mail("Grüße, Zoë".encode("latin-1"), content_type="text/plain; charset=iso-8859-1")


@pytest.fixture
def provider(settings: Any) -> Client:
    """Mailgun is set up; the caller is a program without a session."""
    settings.MAIL_PROVIDER, settings.ANYMAIL = "mailgun", {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def signed(age: float = 0, key: str = KEY) -> dict[str, str]:
    """What Mailgun signs with."""
    timestamp, token = str(int(clock.now().timestamp() - age)), "0" * 50
    digest = hmac.new(key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": timestamp, "token": token, "signature": digest}


def brought(client: Client, raw: bytes, signature: dict[str, str], *, form: str = "urlencoded") -> int:
    """The status of the answer to a mail from a route."""
    fields = {"recipient": "support@accountops.example", **signature, "body-mime": raw.decode("latin-1")}
    if form == "urlencoded":
        kind, body = "application/x-www-form-urlencoded", urlencode(fields, encoding="latin-1").encode()
    else:
        kind = 'multipart/form-data; boundary="xYzZY"'
        parts = [
            f'--xYzZY\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        body = "".join([*parts, "--xYzZY--\r\n"]).encode("latin-1")
    return client.post(MIME, body, content_type=kind).status_code


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_a_signed_mail_is_taken_in_as_it_came(provider: Client, form: str) -> None:
    """Byte by byte, whatever its charset; twice is once."""
    for _ in range(2):
        assert brought(provider, LATIN, signed(), form=form) == 200
    mail = InboundMail.objects.get()
    assert (mail.source, mail.status, mail.envelope_to) == ("provider", "inbox", "support@accountops.example")
    assert content_of(mail) == LATIN
    assert mail.text == "Grüße, Zoë"


def test_a_large_mail_comes_too_and_a_larger_one_does_not(provider: Client, settings: Any) -> None:
    """Beyond what a form may hold; not beyond twice what a mail may have."""
    assert brought(provider, a_mail("x" * 1_500_000), signed(), form="multipart") == 200
    settings.MAIL_MAX_BYTES = 100_000
    assert brought(provider, a_mail("x" * 300_000), signed(), form="multipart") == 413
    assert InboundMail.objects.count() == 1


REFUSED = {
    "unsigned": dict,
    "another key": lambda: signed(key="key-of-somebody-else"),
    "stale": lambda: signed(age=13 * 3600),
    "from tomorrow": lambda: signed(age=-24 * 3600),
    "no signature": lambda: signed() | {"signature": ""},
    "another time": lambda: signed() | {"timestamp": str(int(clock.now().timestamp()) - 60)},
    "no number": lambda: signed() | {"timestamp": "now"},
    "letters": lambda: signed() | {"timestamp": "٣", "signature": "ü"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_signed_rightly_is_refused(provider: Client, name: str) -> None:
    """And nothing of it is kept."""
    signature = {key: value.encode().decode("latin-1") for key, value in REFUSED[name]().items()}
    assert brought(provider, LATIN, signature) == 400
    assert not InboundMail.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"signature": 3}', b'{"signature": {}}', b"[" * 90_000])
def test_nonsense_is_refused(provider: Client, body: bytes) -> None:
    """Calmly: 400."""
    for address in (MIME, EVENTS):
        assert provider.post(address, body, content_type="application/json").status_code == 400
    assert provider.post(MIME, body, content_type="multipart/form-data; boundary=q").status_code == 400


def test_without_the_whole_mail_it_is_refused(provider: Client) -> None:
    """A route to another address brings a mail in pieces."""
    form = urlencode(signed() | {"body-plain": "Hello"})
    kind = "application/x-www-form-urlencoded"
    assert provider.post(MIME, form, content_type=kind).status_code == 400


def test_closed_where_it_is_not_set_up(provider: Client, settings: Any) -> None:
    """No provider, another provider, another address."""
    assert provider.post(POSTMARK, b"{}", content_type="application/json").status_code == 404
    assert provider.post("/hooks/mail/mailgun/mail").status_code == 404
    settings.MAIL_PROVIDER = "none"
    assert brought(provider, LATIN, signed()) == 404
    assert provider.get(MIME).status_code == 404


def test_what_fails_here_is_brought_again(provider: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider hears of it: the mail is not lost."""

    def away(*given: Any, **told: Any) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(providing, "ingest", away)
        assert brought(provider, LATIN, signed()) in {500, 503}
    assert brought(provider, LATIN, signed()) == 200
    assert InboundMail.objects.count() == 1


def failure(sent: OutboxMessage, **changed: Any) -> bytes:
    """Mailgun's word that a mail did not arrive."""
    data = {
        "event": "failed",
        "severity": "permanent",
        "timestamp": clock.now().timestamp(),
        "recipient": sent.to,
        "message": {"headers": {"message-id": sent.message_id.strip("<>")}},
        "delivery-status": {"code": 550, "message": "5.1.1 User unknown"},
    }
    return json.dumps({"signature": signed(), "event-data": data | changed}).encode()


def test_a_mail_that_did_not_arrive_is_marked(provider: Client) -> None:
    """Once; not what is only late, nor for a receiver that it did not have, nor unsigned."""
    case = approved(person("clara", "customer_care"))
    OutboxMessage.objects.filter(case=case.pk).update(status="sent")
    sent = OutboxMessage.objects.get(case=case.pk)
    unsigned = failure(sent).replace(signed()["token"].encode(), b"1" * 50)
    assert provider.post(EVENTS, unsigned, content_type="application/json").status_code == 400
    for changed in ({"severity": "temporary"}, {"recipient": "eve@evil.example"}, {"event": "delivered"}):
        body = failure(sent, **changed)
        assert provider.post(EVENTS, body, content_type="application/json").status_code == 200
    assert "mark_bounced" not in told(case)
    for _ in range(2):
        assert provider.post(EVENTS, failure(sent), content_type="application/json").status_code == 200
    sent.refresh_from_db()
    assert (sent.bounce_reason, told(case).count("mark_bounced")) == ("5.1.1 User unknown", 1)


def test_postmark_brings_mail_with_name_and_password(settings: Any) -> None:
    """And without them, or without the raw mail, nothing."""
    settings.MAIL_PROVIDER, settings.ANYMAIL = "postmark", {"WEBHOOK_SECRET": [LOGIN]}
    client = Client(enforce_csrf_checks=True)
    body = json.dumps({"RawEmail": a_mail().decode(), "OriginalRecipient": "support@accountops.example"})
    for login in ("", "post:guessed", LOGIN[:-1]):
        given = {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"} if login else {}
        answer = client.post(POSTMARK, body, content_type="application/json", headers=given)
        assert answer.status_code == 400
    good = {"Authorization": f"Basic {base64.b64encode(LOGIN.encode()).decode()}"}
    for sent, status in (("{}", 400), (body, 200), (body, 200)):
        answer = client.post(POSTMARK, sent, content_type="application/json", headers=good)
        assert answer.status_code == status
    assert InboundMail.objects.get().source == "provider"
