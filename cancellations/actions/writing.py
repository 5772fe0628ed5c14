"""Writing the letters: to the rep while there is an address, else to those who can find the rep."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cancellations.actions import letters
from cancellations.models import CancellationCase
from cancellations.rules import fit
from cancellations.rules.labels import STATES
from cancellations.rules.matching import Taken
from cases import statuslinks
from cases.letters.addresses import is_address
from cases.step import Step
from cases.teams import role_label, team_label
from cases.words import day_words, listed
from cases.worktime import local_date

MAIL, TASK = "mail", "task"
TEAM = "sales_enablement"
REPLIES = {
    "query": "Your mail asks a question and cancels nothing; we answer it separately.",
    "order_change": "Your mail asks for a change of the order. That is no cancellation: please send it as an "
    "order change.",
    "other": "We do not read your mail as a cancellation.",
}


def address(case: CancellationCase) -> str:
    """Where a mail to the rep goes: the contact where it is an address, else the sender; "" for nowhere."""
    return next((one for one in (case.rep_contact, case.sender) if one and is_address(one)), "")


def to_rep(step: Step, code: str, context: Any, *, to: str = "") -> None:
    """A letter to the rep, by mail; a task for Sales enablement, or the manager, where no mail gets there.

    Only the rep's own mail has the link to the state: not a task, and no mail to somebody else.
    """
    case: CancellationCase = step.case
    mail = to or address(case)
    if mail and not case.rep_unreachable:
        if not statuslinks.is_for(step.kind, case, mail):
            context = without_link(context)
        step.write(code, MAIL, mail, context)
    else:
        context = without_link(context)
        step.write(code, TASK, role_label("manager") if case.rep_unreachable else team_label(TEAM), context)


def without_link(context: Any) -> Any:
    """The same context for whoever does not get the link; as it is, where its letter has none."""
    return replace(context, link=None) if hasattr(context, "link") else context


def about(case: CancellationCase) -> str:
    """What the request is about, in a few words."""
    words = [case.client, case.campaign, case.titan_order_id and f"Titan order {case.titan_order_id}"]
    return ", ".join(word for word in words if word) or "an order that is not named"


def ask(step: Step, *, reminder: bool = False) -> list[str]:
    """One letter that names every gap; answers them as it tells them."""
    said = tuple(fit.told(step.facts, fit.gaps(step.facts, step.policy)))
    letter = letters.REMINDER if reminder else letters.MISSING
    step.effect(letter.code)
    to_rep(step, letter.code, letters.Asking(about(step.case), said, step.case.rep_name))
    return list(said)


def tell_overlap(step: Step, taken: tuple[Taken, ...]) -> None:
    """The rep learns which of the products another case holds."""
    case = step.case
    held = tuple(f"{one.product}: {one.other.reference}, {STATES[one.other.state].lower()}" for one in taken)
    step.effect(letters.OVERLAP.code)
    context = letters.Known(about(case), held, case.rep_name, listed(case.products))
    to_rep(step, letters.OVERLAP.code, context)


def tell_duplicate(step: Step) -> None:
    """Whoever sent the same again learns how far it is."""
    case, data = step.case, step.data
    state = STATES[case.state].lower()
    context = letters.Standing(about(case), case.reference, state, data.get("rep_name") or case.rep_name)
    sent_by = next((one for one in (data.get("rep_contact"), data.get("sender")) if one), "")
    to_rep(step, letters.DUPLICATE.code, context, to=sent_by if is_address(sent_by) else "")


def tell_rejected(step: Step, reason: str) -> None:
    """The rep learns that nothing is cancelled, and why."""
    step.effect(letters.REJECTION.code)
    context = letters.Rejected(about(step.case), REPLIES[reason], step.case.rep_name)
    to_rep(step, letters.REJECTION.code, context)


def tell_done(step: Step) -> None:
    """The rep learns what was cancelled, and when."""
    case: CancellationCase = step.case
    delivered = "Titan had delivered it already, so that stays billed." if case.already_delivered else ""
    context = letters.Done(
        about(case),
        tuple(case.products) or ("The order",),
        _day(case, case.billing_cancelled_at),
        _day(case, case.fulfilment_cancelled_at),
        case.rep_name,
        delivered,
    )
    to_rep(step, letters.INFORMED.code, context)


def _day(case: CancellationCase, instant: Any) -> str:
    return day_words(local_date(instant, case.time_zone))


def remind_of_step(step: Step, answer: str) -> None:
    """Sales enablement is reminded of the step that waits."""
    context = letters.Stale(about(step.case), step.case.reference, answer)
    step.write(letters.STALE.code, TASK, team_label(TEAM), context)


def tell_manager(step: Step, mail: str) -> None:
    """The manager learns that nobody is there."""
    case = step.case
    step.effect(letters.MANAGER.code)
    who = f"{case.rep_name} ({mail})" if case.rep_name else mail
    context = letters.Gone(about(case), case.reference, who, STATES[case.state].lower())
    step.write(letters.MANAGER.code, TASK, role_label("manager"), context)
