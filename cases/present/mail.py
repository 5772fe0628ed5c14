"""The mail pages as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Count
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.access import visible_to as visible_cases
from cases.mailbox import handling
from cases.mailbox.actions import ADD
from cases.mailbox.forms import AnswerForm, PassForm, PlainForm, ToCaseForm, WhyForm
from cases.mailbox.seeing import may_bring, visible_to
from cases.mailbox.senders import Trust
from cases.models import InboundMail, MailAnswer, User
from cases.present.casepage import zone_label
from cases.present.mailrows import LISTED, row

Status = InboundMail.Status
VIEWS: Final = {
    "inbox": (_("Inbox"), (Status.INBOX,)),
    "held": (_("Held back"), (Status.HELD,)),
    "failed": (_("Not read"), (Status.FAILED, Status.STORED)),
    "done": (_("Dealt with"), (Status.DONE,)),
    "away": (_("Set aside"), (Status.AWAY,)),
    "cases": (_("On cases"), (Status.FILED,)),
}
MOST_ADDRESSES: Final = 5
EMPTY: Final = {
    "inbox": _("No mail waits for you. What is about no case comes here."),
    "held": _("No mail is held back. What comes from senders that are not known waits here for a person."),
    "failed": _("Every mail could be read."),
    "done": _("No mail was dealt with yet."),
    "away": _("No mail was set aside."),
    "cases": _("No mail has become part of a case that you see."),
}
TRUSTED: Final = {
    Trust.VERIFIED: _("The receiving server has verified the sender."),
    Trust.FAILED: _("The receiving server says that the sender is not who it says."),
}
FORMS: Final[dict[str, tuple[type[forms.Form], str, str, str]]] = {
    "take": (PlainForm, _("Take it"), "", _("Makes you the one who answers it.")),
    "answer": (
        AnswerForm,
        _("Answer"),
        _("Send the answer"),
        _("Goes out by mail; the mail is then dealt with."),
    ),
    ADD: (
        ToCaseForm,
        _("Add to a case…"),
        _("Add it to the case"),
        _("The mail and its files become part of the case."),
    ),
    "release": (WhyForm, _("Release…"), _("Release it"), _("Lets it go on as if the sender were known.")),
    "again": (PlainForm, _("Read it again"), "", _("Tries once more to read it.")),
    "close": (WhyForm, _("Close without an answer…"), _("Close it"), _("Nothing is sent.")),
    "pass": (
        PassForm,
        _("Pass on to another team…"),
        _("Pass it on"),
        _("The other team finds it in its inbox."),
    ),
    "away": (WhyForm, _("Set aside…"), _("Set it aside"), _("It stays here and asks for nothing any more.")),
    "back": (WhyForm, _("Back into the inbox…"), _("Put it back"), _("It waits for an answer again.")),
}


def inbox_page(user: User, shown: str, form: forms.Form, now: datetime) -> dict[str, Any]:
    """The list of a view, with how many there are in each."""
    view = shown if shown in VIEWS else "inbox"
    rows = visible_to(user)
    counts = dict(rows.values_list("status").annotate(number=Count("pk")).order_by("status"))
    found = rows.filter(status__in=VIEWS[view][1]).select_related("owner", "case")
    found = found.defer("text", "html", "parsed").order_by("-received_at", "-pk")[:LISTED]
    return {
        "views": [
            {
                "label": label,
                "url": f"{reverse('mails')}?show={code}",
                "count": sum(counts.get(status, 0) for status in statuses),
                "current": code == view,
            }
            for code, (label, statuses) in VIEWS.items()
        ],
        "title": VIEWS[view][0],
        "empty": EMPTY[view],
        "rows": [row(mail, user) for mail in found],
        "listed": LISTED,
        "form": form if may_bring(user) else None,
        **_reading(user, now),
    }


def _reading(user: User, now: datetime) -> dict[str, Any]:
    return {"now": now, "zone": ZoneInfo(user.time_zone), "zone_label": zone_label(user.time_zone)}


def mail_page(
    mail: InboundMail, user: User, now: datetime, bound: tuple[str, forms.Form] | None = None
) -> dict[str, Any]:
    """One mail: who sent it, what it says, what was done with it, and what can be done now.

    `bound` is a form that was sent with something wrong in it.
    """
    told = mail.parsed
    return {
        "mail": row(mail, user)
        | {
            "number": str(mail.number),
            "to": _few(told.get("to", ())),
            "cc": _few(told.get("cc", ())),
            "sent_at": mail.sent_at,
            "size": filesizeformat(mail.size),
            "source": mail.get_source_display(),
            "trust": TRUSTED.get(Trust(mail.trust or "unknown"), gettext("The sender was not verified.")),
            "text": mail.text,
            "html_url": reverse("mail_html", args=[mail.number]) if mail.html else "",
            "raw_url": reverse("mail_raw", args=[mail.number]),
            "notes": told.get("notes", ()),
            "automatic": mail.automatic,
            "silent": mail.silent,
            "files": [one | {"size": filesizeformat(one["size"])} for one in told.get("attachments", ())],
            "headers": told.get("headers", ()),
        },
        "suggested": _suggested(mail, user),
        "before": [row(one, user) for one in _related(mail, user)],
        "answers": [_answer(one, user) for one in mail.answers.select_related("by")],
        "acts": [_act(one, user) for one in mail.acts.select_related("by")],
        "can": [_can(mail, user, name, bound) for name in handling.possible(mail, user)],
        **_reading(user, now),
    }


def _few(addresses: Sequence[str]) -> str:
    """The first ones, and how many there are besides; all of them stand among the headers."""
    more = len(addresses) - MOST_ADDRESSES
    return ", ".join(addresses[:MOST_ADDRESSES]) + (
        (gettext(" and %(n)d more") % {"n": more}) if more > 0 else ""
    )


def _related(mail: InboundMail, user: User) -> list[InboundMail]:
    """The mails that it goes on from or came again of, and those that go on from it, as far as seen."""
    keys = [key for key in (mail.follows_id, mail.first_id) if key]
    rows = visible_to(user).select_related("owner", "case")
    found = [*rows.filter(pk__in=keys), *rows.filter(follows=mail), *rows.filter(first=mail)]
    return sorted(found, key=lambda one: one.pk)[:20]


def _suggested(mail: InboundMail, user: User) -> list[dict[str, str]]:
    """Cases whose numbers the mail mentions, of those that the reader sees: anybody can write a number."""
    numbers = mail.parsed.get("suggested", ()) if mail.case_id is None else ()
    if not numbers:
        return []
    found = visible_cases(user).filter(reference__in=numbers).order_by("reference")
    return [{"label": case.reference, "url": reverse("case", args=[case.reference])} for case in found]


def _answer(answer: MailAnswer, user: User) -> dict[str, Any]:
    by = "AccountOps" if answer.by is None else gettext("You") if answer.by == user else str(answer.by)
    state = answer.get_status_display()
    at = answer.sent_at or answer.created_at
    return {
        "who": by,
        "to": answer.to,
        "body": answer.body,
        "state": state,
        "why": answer.bounce_reason,
        "at": at,
    }


def _act(act: Any, user: User) -> dict[str, Any]:
    who = "AccountOps" if act.by is None else gettext("You") if act.by == user else str(act.by)
    return {"who": who, "what": act.get_what_display(), "why": act.why, "at": act.at}


def _can(mail: InboundMail, user: User, name: str, bound: tuple[str, forms.Form] | None) -> dict[str, Any]:
    _, label, button, does = FORMS[name]
    form = bound[1] if bound is not None and bound[0] == name else form_for(name, user, mail)
    return {
        "name": name,
        "label": label,
        "button": button or label,
        "does": does,
        "form": form if form.fields else None,
        "open": form.is_bound,
        "url": reverse("mail_do", args=[mail.number, name]),
        "primary": name in {"answer", "release"},
    }


def form_for(name: str, user: User, mail: InboundMail, data: Any = None) -> forms.Form:
    """The form of one thing to do; KeyError for what nobody can do."""
    kind = FORMS[name][0]
    options: dict[str, Any] = {"auto_id": f"id_{name}_%s"}
    if kind is ToCaseForm:
        numbers: Sequence[str] = mail.parsed.get("suggested", ())
        options |= {"user": user, "initial": {"case": numbers[0]} if len(numbers) == 1 else {}}
    return kind(data, **options)
