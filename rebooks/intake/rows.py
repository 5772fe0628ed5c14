"""The answers as rows of the check page, each with the place where it can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases.present.casepage import zone_label
from cases.wording import capital, money, when
from rebooks.forms.opening import STAGES, TYPES
from rebooks.intake.answers import Conversation
from rebooks.intake.forms.wish import ANNOUNCED, HEARD, MORE_TIME, WISHES
from rebooks.intake.steps import BY_CODE, Step


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
        Row("Order number", known["order_no"], BY_CODE["order"], "order_no"),
        Row("Account", f"{known['account']}, {zone_label(known['zone'])} time", BY_CODE["order"], "account"),
        Row("Processed", _at(known["processed_at"], talk), BY_CODE["order"], "processed_at"),
        Row("Amount", money(known["amount"], known["currency"]), BY_CODE["order"], "amount"),
        Row("Opportunity", _opportunity(known), BY_CODE["order"], "opportunity_id"),
    ]
    for turn in talk.turns:
        if turn.step.code in ANSWERS:
            found += [
                Row(label, value(talk), turn.step, field) for label, field, value in ANSWERS[turn.step.code]
            ]
    return found


def answer_words(step: Step, given: Mapping[str, str]) -> str:
    """A void answer, for saying what will be dropped."""
    choices = {**HEARD, **WISHES, **MORE_TIME, **ANNOUNCED}
    texts = [
        choices[text][0] if text in choices else text
        for name, text in given.items()
        if name in step.form.base_fields
    ]
    return ", ".join(text for text in texts if text)


def _opportunity(known: dict[str, Any]) -> str:
    parts = [
        known["opportunity_id"],
        dict(STAGES)[known["opportunity_stage"]],
        dict(TYPES)[known["opportunity_type"]],
    ]
    return ", ".join(part for part in parts if part)


def _at(instant: datetime | None, talk: Conversation) -> str:
    if instant is None:
        return ""
    zone = talk.known["zone"]
    return f"{capital(when(instant, talk.now, ZoneInfo(zone)))} {zone_label(zone)}"


def _chosen(field: str, choices: dict[str, tuple[str, str]]) -> Any:
    return lambda talk: choices[talk.known[field]][0]


ANSWERS: dict[str, list[tuple[str, str, Any]]] = {
    "unusual": [("Why the order is right", "unusual_reason", lambda talk: talk.known["unusual_reason"])],
    "heard": [("Who told you", "request_source", _chosen("request_source", HEARD))],
    "wish": [("What they want", "wish", _chosen("wish", WISHES))],
    "time": [("More time to", "more_time_for", _chosen("more_time_for", MORE_TIME))],
    "change": [("What should change", "requested_change", lambda talk: talk.known["requested_change"])],
    "second": [("Second order announced", "announced", _chosen("announced", ANNOUNCED))],
    "received": [
        ("Message arrived", "request_received_at", lambda talk: _at(talk.known["request_received_at"], talk)),
        ("What they said", "customer_words", lambda talk: talk.known["customer_words"]),
    ],
}
