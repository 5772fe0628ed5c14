"""The guards of opening, agreeing, starting and ending: all conditions, met and unmet, in telling order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.routing import Asked, Check
from cases.words import counted, listed, plain_name, same_name
from cases.worktime import local_date
from takeovers.rules import parties
from takeovers.rules.facts import TakeoverFacts
from takeovers.rules.gaps import gaps, words_of

CARE = ("customer_care",)


def given(asked: Asked, name: str, default: Any = "") -> Any:
    """An input of the action; the default while there is none."""
    return (asked.data or {}).get(name) or default


def submit(asked: Asked) -> Sequence[Check]:
    """Two partners, and no customer that is being moved already."""
    waiting = asked.data is None and asked.facts is None
    old = given(asked, "current_partner") or getattr(asked.facts, "current_partner", "")
    new = given(asked, "new_partner") or getattr(asked.facts, "new_partner", "")
    busy = asked.extra.get("busy", {})
    ours = asked.extra.get("organisation")
    own = not ours or ours in {plain_name(old), plain_name(new)}
    told = " ".join(f"{name} is already in take-over {case}." for name, case in busy.items())
    told = told or "A company is in another open take-over."
    return (
        *_complete(asked),
        Check(
            "TO_SAME_PARTNER",
            not (old and same_name(old, new)),
            "Old and new partner are the same.",
            "Old and new partner differ.",
            on_submit=waiting,
        ),
        Check(
            "TO_WRONG_ACTOR",
            own,
            "A partner asks for take-overs of its own customers only.",
            "One of the partners asks, or customer care.",
            on_submit=waiting,
        ),
        Check("TO_EC_BUSY", not busy, told, "No company is in another open take-over.", on_submit=waiting),
    )


def _complete(asked: Asked) -> Sequence[Check]:
    """Nothing is left open; of what is only being asked for, its form sees to that."""
    if asked.facts is None:
        return ()
    open_ones = listed(words_of(gaps(asked.facts)))
    return (
        Check(
            "TO_INCOMPLETE",
            not gaps(asked.facts),
            f"Still to be said: {open_ones}.",
            "Everything is said that a take-over needs.",
            who=CARE,
        ),
    )


def record_agreement(asked: Asked) -> Sequence[Check]:
    """Only what is written counts (TO-A8); a file is one party's, unless it carries several signatures."""
    name = str(given(asked, "name", "The party"))
    taken = _others_of_file(asked)
    return (
        Check(
            "TO_NOT_WRITTEN",
            asked.data is None or bool(asked.data.get("written")),
            f"{name} agreed only orally; a written agreement is needed.",
            "The agreement is in writing.",
            on_submit=asked.data is None,
        ),
        Check(
            "TO_FILE_TAKEN",
            not taken or bool(given(asked, "several", default=False)),
            f"This file is the agreement of {listed(taken)} already. Does it carry several? Then say so.",
            "A file speaks for one party only.",
            on_submit=asked.data is None,
        ),
    )


def _others_of_file(asked: Asked) -> list[str]:
    """The other parties whose standing agreement is the same file."""
    number = str(given(asked, "document"))
    return [
        one.name
        for one in (asked.facts.agreements if number else ())
        if one.document == number and one.withdrawn_at is None and one.name != given(asked, "name")
    ]


def withdraw_agreement(asked: Asked) -> Sequence[Check]:
    """Free until the first company is moved (TO-A10)."""
    return (not_moved(asked.facts),)


def not_moved(facts: TakeoverFacts) -> Check:
    """No company of the case is moved yet: after that, only a new take-over leads back."""
    moved = facts.moved[0] if facts.moved else None
    day = local_date(moved.moved_at, facts.time_zone).isoformat() if moved and moved.moved_at else ""
    name = moved.name if moved else ""
    return Check(
        "TO_AFTER_MOVE",
        moved is None,
        f"The company {name} was moved on {day}; a new take-over back is needed.",
        "No company is moved yet.",
    )


def all_agreed(asked: Asked) -> Check:
    """Every party's written agreement stands."""
    lacking = parties.missing(asked.facts, asked.policy, asked.now)
    names = listed([party.name for party in lacking])
    return Check(
        "TO_AGREEMENT_MISSING",
        not lacking,
        f"Still missing: {names}.",
        "All parties have agreed in writing.",
        who=CARE,
        where="customer_care",
    )


def start(asked: Asked) -> Sequence[Check]:
    """All agreements, and a company to move."""
    return (
        all_agreed(asked),
        Check(
            "TO_NO_COMPANY",
            bool(asked.facts.companies),
            "No company is on file that could be moved.",
            f"{counted(len(asked.facts.companies), 'company', 'companies')} on file.",
            who=CARE,
        ),
    )


def agreements_complete(asked: Asked) -> Sequence[Check]:
    """What makes a case ready by itself."""
    return (all_agreed(asked),)


def complete(asked: Asked) -> Sequence[Check]:
    """Every step of every company is done or not required."""
    unfinished = [company.name for company in asked.facts.companies if not company.finished]
    return (
        Check(
            "TO_STEPS_OPEN",
            not unfinished,
            f"Steps are still open for: {listed(unfinished)}.",
            "Every step of every company is settled.",
        ),
    )


def cancel(asked: Asked) -> Sequence[Check]:
    """Any time before a company is moved; while going back, only when nobody is on custom licences."""
    checks = [not_moved(asked.facts)]
    if asked.state == "reversing":
        checks.append(nobody_on_custom(asked))
    return checks


def finish_reversal(asked: Asked) -> Sequence[Check]:
    """Users are back on their own licences, so that the custom ones can go."""
    return (nobody_on_custom(asked),)


def nobody_on_custom(asked: Asked) -> Check:
    """The count handed in says that no user holds a custom licence any more."""
    left = (asked.data or {}).get("still_on_custom")
    return Check(
        "TO_CUSTOM_IN_USE",
        asked.data is None or left == 0,
        f"{counted(left, 'user')} still on custom licences."
        if left
        else "Say how many users are still on custom licences; it must be 0.",
        "No user is on custom licences.",
        who=("current_partner", "ec_admin"),
        where="partners",
        on_submit=asked.data is None,
    )


def confirm_discount(asked: Asked) -> Sequence[Check]:
    """Once, and only where a prepaid line was moved."""
    granted = any(company.step(7).status == "done" for company in asked.facts.companies)
    return (
        Check(
            "TO_NOT_PREPAID", granted, "No prepaid licences; there is no discount to check.", "A discount."
        ),
        Check(
            "TO_STEP_DONE",
            asked.facts.discount_confirmed_at is None,
            "The discount is confirmed already.",
            "The discount is not confirmed yet.",
        ),
    )
