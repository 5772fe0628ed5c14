"""What Research does: ticket, evaluation, error, distribution, findings."""

from __future__ import annotations

from cases.step import Step
from cases.timeline import plain
from rebooks.actions.shared import finding_line, hand_over, need_ticket, tell_flags
from rebooks.letters import Found
from rebooks.rules.timers import error_came_late_to_us

RECEIVERS = {"with_new_license": "New License", "with_re_engage": "Re-Engage"}


def open_ticket(step: Step) -> None:
    """A ticket for the Research Team."""
    need_ticket(step)


def evaluate(step: Step) -> None:
    """The rules look once more; the door stores what they say."""
    need_ticket(step)


def confirm_admin_error(step: Step) -> None:
    """A handling error of ours, with who confirmed it (RB-A6)."""
    step.set("admin_error", value=True)
    step.set("admin_error_note", step.data["note"].strip())
    step.set("admin_error_confirmed_by_id", step.actor.pk if step.actor else None)
    step.set("admin_error_role", step.role)
    step.set("admin_error_at", step.at)
    if error_came_late_to_us(step.facts, step.policy, step.at):
        step.set("late_fact", value=True)
    tell_flags(step)


def distribute_new_license(step: Step) -> None:
    """The existing opportunity goes to New License (RB-A16)."""
    need_ticket(step)
    step.effect("opportunity_distributed")
    hand_over(step, "New License", step.case.opportunity_id or "the one of the first order")


def add_research(step: Step) -> None:
    """Findings for the receiving sales rep; sent at once where the case is already with them."""
    by = str(step.actor) if step.actor else "AccountOps"
    links = step.data.get("links") or []
    finding = {"text": step.data["text"], "links": links, "by": by, "at": plain(step.at)}
    step.case.research = [*step.case.research, finding]
    to = RECEIVERS.get(step.case.state)
    if to:
        letter = Found(step.case.order_no, finding_line(finding))
        step.write("research_note", "mailbox", to, letter, research=[finding])
