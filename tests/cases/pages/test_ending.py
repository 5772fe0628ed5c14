"""Before an act that ends a case: who could take it back, and not what else closed cases allow."""

from __future__ import annotations

import pytest

from cases import registry
from cases.present.ending import taking_back

WAYS = {
    ("rebook", "withdraw"): ["reopen"],
    ("rebook", "give_up"): ["reopen"],
    ("takeover", "cancel"): [],
    ("affiliation", "cancel"): [],
    ("advocate", "mark_duplicate"): ["reopen"],
    ("cancellation", "withdraw"): [],
}


@pytest.mark.parametrize(("code", "name"), WAYS, ids=" ".join)
def test_only_what_opens_a_case_again_takes_its_end_back(code: str, name: str) -> None:
    kind = registry.get_kind(code)
    assert [way.name for way in taking_back(kind, kind.action(name))] == WAYS[code, name]
