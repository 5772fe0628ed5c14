"""The second half of every change: what follows from the facts, stored in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cases import planning, snoozing
from cases.kinds import Kind
from cases.models import Case, Link, OutboxMessage, PartyOf, StoredDecision, TimelineEntry
from cases.notices.news import News
from cases.routing import Decision
from cases.step import Step
from cases.timeline import compose, plain
from cases.words import plain_name
from cases.workflow import before as left
from cases.workflow import composing
from cases.workflow.pending import Pending
from cases.workflow.saving import picture, save


def finish(
    step: Step,
    pending: Pending,
    *,
    personal: frozenset[str] = frozenset(),
    keeps_version: bool = False,
    before: str | None = None,
) -> TimelineEntry:
    """Stores the case; its decision, deadlines, links, timeline entry and outbox rows become pending.

    `before` is the state it came from when the caller moved it before; taken from the database's row else.
    """
    case = step.case
    came_from = case.loaded_state if before is None else before
    if not keeps_version:
        case.version += 1
    decision = derive(step, came_from)
    stored = next_decision(step, decision)
    changes = planning.replan(step)
    now = picture(case)
    told_before, words = left.columns(case, now, step.changes, personal)
    save(case, now, pending.quiet)
    pending.settled += changes.cancel
    pending.armed += planning.rows_of(changes, step)
    if stored is not None:
        stored.case_id = case.pk
        pending.decisions.append(stored)
    kept = [*step.kept, *step.kind.rows_after(case)]
    told = _entry(step, came_from, keeps_version, stored, changes.told(), personal)
    before_it = {"was": told_before, "rows": left.rows(kept)}
    told["data"] |= {name: part for name, part in before_it.items() if part}
    entry = _tell(step, pending, told, _personal(step, personal) | ({"was": words} if words else {}))
    pending.news.append(News.of(step, entry))
    pending.kept += kept
    if not came_from or step.name == "correct_facts":
        pending.parties += _parties(step)
    pending.links += _links(step, step.links)
    pending.unlinks += _links(step, step.unlinks)
    pending.messages += _messages(step, entry)
    _takes_part(step)
    return entry


def redate(step: Step, pending: Pending) -> TimelineEntry:
    """Dates anew what is set and a policy version moves, as one entry: the decision stays as it was taken.

    Nothing is set that was not; facts, state, version and flags are left.
    """
    changes = planning.replan(step, only_set=True)
    step.case.updated_at = step.now
    save(step.case, picture(step.case), pending.quiet)
    pending.settled += changes.cancel
    pending.armed += planning.rows_of(changes, step)
    told = _entry(step, step.case.state, stored=None, planned=changes.told(), keeps_version=True)
    entry = _tell(step, pending, told, {})
    pending.news.append(News.of(step, entry))
    return entry


def _takes_part(step: Step) -> None:
    """From now on this person sees cases of the kind, whatever was read of them when the request came in."""
    actor = step.actor
    if actor is not None and actor.took_part is not None:
        actor.took_part = [*actor.took_part, step.case.kind]


def derive(step: Step, came_from: str) -> Decision:
    """Sets what follows from state and facts: flags, holder, closing, queue line. Answers the decision.

    It is the brief one, as far as there is one and an earlier decision that it is compared with.
    """
    case, kind = step.case, step.kind
    state = kind.state(case.state)
    if came_from != case.state:
        case.state_since, case.attention_at = step.now, None
    was_closed, case.closed_at = case.closed_at, (case.closed_at or step.at) if state.closed else None
    if was_closed and not state.closed:
        case.generation, case.outcome = case.generation + 1, None
    kind.adjust(case, step.policy, step.now)
    holder = holding_team(kind, case)
    moved = came_from != case.state or holder != case.team
    if holder != case.team:
        case.team, case.assignee = holder, None
    snoozing.lift(step, moved=moved)
    step.final = kind.facts(case)
    decide = kind.brief if case.standing.decision is not None and kind.brief else kind.decide
    decision = decide(step.final, step.policy, step.now)
    line = kind.queue_line(case, step.final, decision)
    case.title, case.waiting_for, case.detail = line.title[:200], line.waiting_for[:200], line.detail[:200]
    case.amount_shown, case.currency_shown, case.search_text = line.amount, line.currency, line.search_text
    case.updated_at = step.now
    return decision


def holding_team(kind: Kind, case: Any) -> str | None:
    """The team that must act now, by the state's declaration; None when nobody must."""
    team = kind.state(case.state).team
    return team(case) if callable(team) else team


def next_decision(step: Step, decision: Decision) -> StoredDecision | None:
    """The decision as it is to be stored when it differs from the newest one; None when it does not."""
    last = step.case.standing.decision
    if last is not None:
        if _same(last, decision, step.policy.version):
            return None
        decision = step.kind.decide(step.facts, step.policy, step.now)
    card = plain(asdict(decision))
    card["advised"] = sorted(card["advised"])
    stored = StoredDecision(
        seq=(last.seq if last else 0) + 1,
        decided_at=step.now,
        team=decision.team,
        action=decision.action,
        rule=decision.rule,
        card=card,
        policy_version=step.policy.version,
        policy_values=plain(dict(step.policy.values)),
    )
    step.extra["was"] = {"rule": last.rule, "team": last.team} if last else None
    step.case.standing.decision = stored
    return stored


def _same(last: StoredDecision, decision: Decision, version: int) -> bool:
    """Same answer, same facts, same policy; how far time has moved since is no difference."""
    told = ("team", "action", "rule", "answer")
    if last.policy_version != version or any(last.card[name] != getattr(decision, name) for name in told):
        return False
    before = [[row["fact"], row["value"]] for row in last.card["because"]]
    facts: list[Any] = plain([[one.fact, one.value] for one in decision.because])
    return facts == before


def _tell(step: Step, pending: Pending, told: dict[str, Any], personal: dict[str, Any]) -> TimelineEntry:
    """The step's entry at the end of the case's chain."""
    standing = step.case.standing
    end = (standing.seq, standing.hash)
    entry, words = compose(step.case, end, personal=personal, **told)
    standing.seq, standing.hash = entry.seq, entry.hash
    pending.entries.append(entry)
    if words is not None:
        pending.personal.append(words)
    return entry


def _personal(step: Step, names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in step.data.items() if name in names and value not in (None, "")}


def _entry(
    step: Step,
    came_from: str,
    keeps_version: bool,
    stored: StoredDecision | None,
    planned: list[dict[str, Any]],
    personal: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    given = {
        name: value for name, value in step.data.items() if name not in personal and value not in (None, "")
    }
    changes = {name: pair for name, pair in step.changes.items() if name not in personal}
    data: dict[str, Any] = {"policy_version": step.policy.version, **step.said}
    data |= {"input": given} if given else {}
    data |= {"changes": changes} if changes else {}
    data |= {"deadlines": planned} if planned else {}
    if stored is not None:
        data["decision"] = {
            "seq": stored.seq,
            "rule": stored.rule,
            "team": stored.team,
            "was": step.extra["was"],
        }
    return {
        "at": step.at,
        "recorded_at": step.now,
        "actor": step.actor,
        "as_role": step.role,
        "action": step.name,
        "from_state": came_from,
        "to_state": step.case.state,
        "version": None if keeps_version else step.case.version,
        "effects": list(step.effects),
        "data": data,
    }


def _parties(step: Step) -> list[PartyOf]:
    """The organisations that are party to the case, each once."""
    names = {plain_name(name) for name in step.kind.parties(step.case) if name}
    return [PartyOf(organisation=name, kind=step.kind.code, case_id=step.case.pk) for name in sorted(names)]


def _links(step: Step, told: Sequence[tuple[str, Case]]) -> list[Link]:
    found = [
        Link(case_id=step.case.pk, other_id=other.pk, relation=relation, created_at=step.now)
        for relation, other in told
    ]
    step.case.standing.linked |= bool(found)
    return found


def _messages(step: Step, entry: TimelineEntry) -> list[OutboxMessage]:
    """The outbox rows of a step."""
    rows = [
        composing.row(step.case, entry, number, message) for number, message in enumerate(step.messages, 1)
    ]
    if step.case.standing.messages is not None:
        step.case.standing.messages += rows
    return rows
