"""Trying a decision: the same rules as for a case, on facts that are only given; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from cases import policy
from cases.kinds import DryRun, Kind
from cases.models import PolicyDraft
from cases.policy import AS_SHIPPED, Book
from cases.routing import Decision, Policy

OPEN_DRAFTS: Final = (PolicyDraft.Status.DRAFT, PolicyDraft.Status.SUBMITTED)


class UnknownPolicy(LookupError):
    """The address names a version or a draft that there is not."""


def decided(kind: Kind, trial: DryRun, given: Mapping[str, Any], rules: Policy, at: datetime) -> Decision:
    """What the rules of the kind say at `at`; `given` is what its form has read."""
    return kind.decide(trial.facts(given, at), rules, at)


def with_values(kind: Kind, at: datetime, values: Mapping[str, Any]) -> Policy:
    """The policy in force at `at` with some values replaced; raises PolicyError for one that does not fit."""
    now = policy.in_force(kind, at)
    return Policy(now.version, {**now.values, **policy.checked(kind, values)})


def choices(kind: Kind) -> list[tuple[str, str]]:
    """The policies that a decision can be tried with: in force then, each version, each open draft."""
    versions = policy.read(kind).versions
    told = [
        (
            f"v{AS_SHIPPED}",
            _("Version %(number)s, as shipped") % {"number": AS_SHIPPED},
        )
    ]
    told += [
        (
            f"v{one.number}",
            _("Version %(number)s, from %(day)s")
            % {"number": one.number, "day": f"{one.effective_from:%Y-%m-%d}"},
        )
        for one in versions
    ]
    drafts = PolicyDraft.objects.filter(kind=kind.code, status__in=OPEN_DRAFTS).order_by("pk")
    told += [(f"d{one.pk}", f"Draft {one.pk}, {one.get_status_display().lower()}") for one in drafts]
    return [("", _("The one in force then")), *told]


def chosen(kind: Kind, choice: str, at: datetime) -> tuple[Policy, str]:
    """The policy of a choice, and its name as the decision card shows it; raises UnknownPolicy."""
    book = policy.read(kind)
    if not choice:
        rules = book.in_force(at)
        return rules, str(rules.version)
    if not choice[1:].isdecimal():
        raise UnknownPolicy(choice)
    number = int(choice[1:])
    if choice.startswith("v"):
        rules = _version(book, number)
        return rules, str(rules.version)
    draft = PolicyDraft.objects.filter(kind=kind.code, pk=number, status__in=OPEN_DRAFTS).first()
    if draft is None or not choice.startswith("d"):
        raise UnknownPolicy(choice)
    now = book.in_force(at)
    return Policy(now.version, {**now.values, **draft.values}), f"{now.version} with draft {number}"


def _version(book: Book, number: int) -> Policy:
    """The values as they stood once a version had taken effect."""
    if number == AS_SHIPPED:
        return Policy(AS_SHIPPED, {key.name: key.default for key in book.kind.policies})
    version = next((one for one in book.versions if one.number == number), None)
    if version is None:
        raise UnknownPolicy(str(number))
    return Policy(number, book.in_force(version.effective_from).values)
