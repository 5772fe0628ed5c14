"""Whether approved policy values are still those that were approved."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import PolicyVersion
from cases.policies.payload import digest_of, tidied


def faults() -> Iterator[str]:
    """Each version that is not what was approved, as a sentence. Those from before approvals have no hash."""
    versions = PolicyVersion.objects.exclude(draft=None).select_related("draft")
    for version in versions.iterator():
        draft = version.draft
        assert draft is not None, "those without one are left out"
        kept = {digest_of(draft), draft.digest, draft.approved_digest, version.digest}
        same = (
            tidied(version.values) == tidied(draft.values)
            and version.approved_by_id == draft.approved_by_id
            and version.moves_deadlines == (draft.set_deadlines == draft.Set.MOVE)
        )
        if len(kept) > 1 or not same:
            yield f"policy {version.number} of {version.kind} is not what was approved"
