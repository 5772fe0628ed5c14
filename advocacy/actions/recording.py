"""What is put on file: evidence, Caller Type, type, technical reviews, corrections."""

from __future__ import annotations

from advocacy.actions import opening
from advocacy.actions.shared import begin_again
from advocacy.actions.systems import systems_back
from advocacy.models import AdvocateCase, TechnicalReview
from cases.step import Step

CORRECTABLE = ("product", "serial", "distributor", "customer", "customer_email")


def set_evidence(step: Step) -> None:
    """Exactly what was given; null clears."""
    opening.set_evidence(step, step.data)


def set_caller_type(step: Step) -> None:
    """Who called, or blank."""
    step.set("caller_type", step.data["caller_type"])


def change_type(step: Step) -> None:
    """Another type: timers and letter are void, attempts and evidence stay."""
    case: AdvocateCase = step.case
    step.set("case_type", step.data["case_type"])
    begin_again(step)
    case.offer_watched = False
    systems_back(step)


def tech_review_opened(step: Step) -> None:
    """A technical review; one that is closed stays closed."""
    row: TechnicalReview | None = step.case.parts.review(step.data["id"])
    if row is not None:
        if row.closed_at is not None:
            step.say(review="closed already; a new one needs a number of its own")
        return
    _review(step).opened_at = step.at
    step.effect("tech_review_opened")


def tech_review_closed(step: Step) -> None:
    """The technical review is over."""
    row = step.case.parts.review(step.data["id"]) or _review(step)
    if row.closed_at is None:
        row.closed_at = step.at
        step.keep(row)
        step.effect("tech_review_closed")


def _review(step: Step) -> TechnicalReview:
    row = TechnicalReview(case=step.case, number=step.data["id"])
    step.case.parts.reviews.append(row)
    step.keep(row)
    return row


def correct(step: Step) -> None:
    """Sets what was given; what was left empty stays as it is."""
    step.set_all(*CORRECTABLE)
    if step.data.get("conversation_ever") is not None:
        step.set("conversation_ever", step.data["conversation_ever"])
