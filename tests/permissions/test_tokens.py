"""A token does what its scopes name and its owner may do; one that has ended does nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases import tokens
from cases.models import ApiToken, User
from tests.contract.world import undone
from tests.permissions.addresses import filled
from tests.permissions.asking import Answer, understood
from tests.permissions.policy import API
from tests.permissions.things import existing
from tests.permissions.world import ENDED, House

SCOPED = [name for name, row in API.items() if row.scope]


def send(house: House, name: str, secret: str) -> Any:
    """The call of an address about the first thing there is, as a program."""
    row = API[name]
    parts = next(iter(existing(name, row, house, house.people["manager"]).values()))
    verb = row.verb.lower() if row.change != "nobody" else "get"
    headers = {"Authorization": f"Bearer {secret}"}
    sent: dict[str, Any] = (
        {} if verb == "get" else {"data": dict(row.sends), "content_type": "application/json"}
    )
    with undone():
        return getattr(Client(), verb)(filled(name, parts), headers=headers, **sent)


def secret_of(house: House, role: str, *scopes: str) -> str:
    """A new token of the person who holds this role."""
    user = User.objects.get(pk=house.people[role].pk)
    return tokens.issue(user, "tried", scopes, timedelta(days=1))[1]


@pytest.mark.parametrize("name", SCOPED)
def test_a_call_needs_its_scope(house: House, name: str) -> None:
    """With its scope alone the role's own right counts; with all the others it is refused."""
    scope = API[name].scope
    others = [one for one in tokens.SCOPES if one != scope]
    assert b"/problems/scope" not in send(house, name, secret_of(house, "manager", scope)).content
    refused = send(house, name, secret_of(house, "manager", *others))
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/scope")


@pytest.mark.parametrize("name", SCOPED)
def test_a_token_that_does_not_count_is_nobody(house: House, name: str) -> None:
    """Unknown, expired, revoked, or of a person whose access has ended."""
    expired, revoked = (secret_of(house, "manager", *tokens.SCOPES) for _ in range(2))
    now = timezone.now()
    ApiToken.objects.filter(digest=tokens._digest(expired)).update(expires_at=now)
    ApiToken.objects.filter(digest=tokens._digest(revoked)).update(revoked_at=now)
    for secret in ("ao_nonsense", expired, revoked, secret_of(house, ENDED, *tokens.SCOPES)):
        assert understood(send(house, name, secret)) is Answer.SIGN_IN


def test_a_system_s_token_has_its_system_s_rights(house: House) -> None:
    """The order system records a second order; to the shipping system the case does not exist."""
    reference = house.cases["rebook"].reference
    for role, status in (("order_system", 422), ("shipping", 404)):
        headers = {"Authorization": f"Bearer {secret_of(house, role, 'record')}"}
        address = f"/api/v1/cases/{reference}/events/second_order"
        assert Client().post(address, {}, "application/json", headers=headers).status_code == status
