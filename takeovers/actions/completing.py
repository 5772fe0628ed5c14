"""What a draft leaves open, said afterwards. Once it is submitted, the parties were asked on what it says."""

from __future__ import annotations

from typing import Any

from cases.account_field import AccountField, stored
from cases.step import Step
from takeovers.actions.opening import FACTS, add_companies, counts
from takeovers.models import busy_companies

UNNAMED = "Customer not named"


def complete_request(step: Step) -> None:
    """What is given replaces what the draft said; companies are added to those that are there."""
    step.set_all(*FACTS)
    add_companies(step, step.data.get("companies") or ())
    _told(step)
    _name_account(step)


def supply(step: Step) -> None:
    """A reply fills what the draft leaves open, and nothing else: what stands there a person has to change.

    Once the request is submitted, nothing of it is taken over, and never is it anybody's agreement.
    """
    case = step.case
    if case.state != "draft":
        step.say(too_late=True)
        return
    step.set_all(*(name for name in FACTS if not getattr(case, name)))
    if not case.parts.rows:
        add_companies(step, _free(step))
    _told(step)
    _name_account(step)


def _free(step: Step) -> list[dict[str, Any]]:
    """The companies that no other take-over moves."""
    given = step.data.get("companies") or []
    busy = busy_companies((one["name"] for one in given), but=step.case.pk)
    if busy:
        step.say(busy=busy)
    return [one for one in given if one["name"] not in busy]


def _told(step: Step) -> None:
    """The timeline tells how many lines; each stands in its own table for good."""
    if step.data.get("companies"):
        step.data["companies"] = counts(step.data["companies"])


def _name_account(step: Step) -> None:
    """The account is that of who moves, once that is said."""
    case = step.case
    if case.subject and case.account.name == UNNAMED:
        case.account = stored(AccountField().clean({"name": case.subject}), case.time_zone)
