"""Who may do what with a draft of policy values, and why not. One place for page, API and commands."""

from __future__ import annotations

from typing import Final

from cases.models import PolicyDraft, PolicyDraftEntry, PolicyScenario, RoleGrant, User
from cases.policies import acceptance, humans
from cases.policies.payload import digest_of
from cases.routing import Refusal
from cases.teams import role_label

CHANGERS: Final = frozenset({"manager"})
APPROVE, REFUSE, WITHDRAW, SUBMIT, CHANGE = "approve", "refuse", "withdraw", "submit", "change"
FROM: Final = {
    APPROVE: {"submitted"},
    REFUSE: {"submitted"},
    SUBMIT: {"draft"},
    CHANGE: {"draft", "submitted"},
    WITHDRAW: {"draft", "submitted"},
}
WORDS: Final = {
    APPROVE: "approve",
    REFUSE: "refuse",
    SUBMIT: "submit",
    CHANGE: "change",
    WITHDRAW: "withdraw",
}
What = PolicyDraftEntry.What
WORKED: Final = (What.BEGAN, What.CHANGED, What.SUBMITTED)
SOMEBODY_ELSE: Final = "Another manager, who had no part in it, can approve it."
RETIRES: Final = "Another manager, who had no part in it, can retire the scenario."
RETIRE: Final = "retire"


def may_change(user: User) -> bool:
    """Whether this person drafts and approves policy values, read anew: a role may have gone meanwhile."""
    grants = RoleGrant.objects.filter(user=user.pk, role__in=CHANGERS, user__is_active=True)
    return grants.exists()


def role_missing() -> Refusal:
    """The refusal of somebody who is no manager."""
    who = tuple(sorted(CHANGERS))
    names = ", ".join(role_label(one) for one in who)
    return Refusal("WRONG_ROLE", f"Changing the policy is for: {names}.", who)


def objections(
    draft: PolicyDraft, act: str, user: User, digest: str | None = None, override: str = ""
) -> list[Refusal]:
    """Everything that stands against an act of this person on the draft as it is now.

    `digest` is the hash of what the person was shown: another one means that it was changed meanwhile.
    `override` is why a draft is approved with which kept scenarios fail.
    """
    found = [] if may_change(user) else [role_missing()]
    if draft.status not in FROM[act]:
        told = f"The draft is “{draft.get_status_display().lower()}”: nobody can {WORDS[act]} it now."
        found.append(Refusal("POLICY_STATE", told))
    if digest is not None and digest != digest_of(draft):
        found.append(
            Refusal("POLICY_STALE", "The draft was changed after you opened it. Read it again, then decide.")
        )
    if act == APPROVE:
        found += void(draft) + own_work(draft, user) + acceptance.objections(draft, override)
    return found


def void(draft: PolicyDraft) -> list[Refusal]:
    """The refusal of data that is not what was submitted; none while it is."""
    if draft.status != "submitted" or draft.digest == digest_of(draft):
        return []
    told = "The data was changed after it was submitted, so it cannot be approved. Submit it again."
    return [Refusal("POLICY_VOID", told, tuple(sorted(CHANGERS)))]


def retiring(draft: PolicyDraft, scenario: PolicyScenario, user: User) -> list[Refusal]:
    """Why this person does not take a scenario out of the way of a draft; nothing where they may.

    One that passes with the draft is in nobody's way.
    """
    return own_work(draft, user, RETIRES) if acceptance.is_against(draft, scenario) else []


def worked_on(draft: PolicyDraft) -> set[int]:
    """The accounts that began, changed or submitted it."""
    worked = {pk for pk in (draft.author_id, draft.submitted_by_id) if pk}
    entries = PolicyDraftEntry.objects.filter(draft=draft, what__in=WORKED)
    return worked | set(entries.values_list("actor_id", flat=True))


def own_work(draft: PolicyDraft, user: User, who_can: str = SOMEBODY_ELSE) -> list[Refusal]:
    """Why this person is no second pair of eyes; nothing where they are. `who_can` ends each sentence."""
    worked = worked_on(draft)
    if user.pk == draft.submitted_by_id:
        return [Refusal("POLICY_OWN", f"You submitted this change. {who_can}")]
    if user.pk in worked:
        return [Refusal("POLICY_EDITED", f"You worked on this change. {who_can}")]
    if humans.is_one_of(draft, user.pk, worked):
        told = f"Another account of yours worked on this change. {who_can}"
        return [Refusal("POLICY_SAME_PERSON", told)]
    return []
