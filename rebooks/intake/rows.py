"""The answers as rows of the check page, each with the place where it can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, gettext_noop

from cases.present.casepage import zone_label
from cases.wording import capital, money, when
from rebooks.forms.opening import STAGES, TYPES
from rebooks.intake.answers import Conversation
from rebooks.intake.forms.wish import ANNOUNCED, HEARD, MORE_TIME, WISHES
from rebooks.intake.steps import BY_CODE, Step

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Row:
    """A question, its answer ("" for none), and the field that asks it."""

    label: str
    value: str
    step: Step
    field: str


def rows(talk: Conversation) -> list[Row]:
    """One row per question that applies, in the order asked."""
    known = talk.known
    found = [
        Row(gettext("Order number"), known["order_no"], BY_CODE["order"], "order_no"),
        Row(gettext("Account"), _account(known), BY_CODE["order"], "account"),
        Row(gettext("Processed"), _at(known["processed_at"], talk), BY_CODE["order"], "processed_at"),
        Row(gettext("Amount"), money(known["amount"], known["currency"]), BY_CODE["order"], "amount"),
        Row(gettext("Opportunity"), _opportunity(known), BY_CODE["order"], "opportunity_id"),
    ]
    for turn in talk.turns:
        if turn.step.code in ANSWERS:
            found += [
                Row(gettext(label), value(talk), turn.step, field)
                for label, field, value in ANSWERS[turn.step.code]
            ]
    return found


def answer_words(step: Step, given: Mapping[str, str]) -> str:
    """A void answer, for saying what will be dropped."""
    choices = {**HEARD, **WISHES, **MORE_TIME, **ANNOUNCED}
    texts = [
        str(choices[text][0]) if text in choices else text
        for name, text in given.items()
        if name in step.form.base_fields
    ]
    return ", ".join(text for text in texts if text)


def _account(known: Mapping[str, Any]) -> str:
    return gettext("%(account)s, %(zone)s time") % {
        "account": known["account"],
        "zone": zone_label(known["zone"]),
    }


def _opportunity(known: dict[str, Any]) -> str:
    parts = [
        known["opportunity_id"],
        str(dict(STAGES)[known["opportunity_stage"]]),
        str(dict(TYPES)[known["opportunity_type"]]),
    ]
    return ", ".join(part for part in parts if part)


def _at(instant: datetime | None, talk: Conversation) -> str:
    if instant is None:
        return ""
    zone = talk.known["zone"]
    return f"{capital(when(instant, talk.now, ZoneInfo(zone)))} {zone_label(zone)}"


def _chosen(field: str, choices: Mapping[str, tuple[StrOrPromise, StrOrPromise]]) -> Any:
    return lambda talk: str(choices[talk.known[field]][0])


ANSWERS: dict[str, list[tuple[str, str, Any]]] = {
    "unusual": [
        (gettext_noop("Why the order is right"), "unusual_reason", lambda talk: talk.known["unusual_reason"])
    ],
    "heard": [(gettext_noop("Who told you"), "request_source", _chosen("request_source", HEARD))],
    "wish": [(gettext_noop("What they want"), "wish", _chosen("wish", WISHES))],
    "time": [(gettext_noop("More time to"), "more_time_for", _chosen("more_time_for", MORE_TIME))],
    "change": [
        (gettext_noop("What should change"), "requested_change", lambda talk: talk.known["requested_change"])
    ],
    "second": [(gettext_noop("Second order announced"), "announced", _chosen("announced", ANNOUNCED))],
    "received": [
        (
            gettext_noop("Message arrived"),
            "request_received_at",
            lambda talk: _at(talk.known["request_received_at"], talk),
        ),
        (gettext_noop("What they said"), "customer_words", lambda talk: talk.known["customer_words"]),
    ],
}
