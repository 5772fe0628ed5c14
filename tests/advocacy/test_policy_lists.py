"""A policy value that is a list: its entries have names on pages, and boxes where it is changed."""

from __future__ import annotations

import pytest
from django.test import Client

from cases import policy, registry
from cases.ahead import worded
from cases.models import PolicyDraft
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db
PAGE = "/policy/advocate/"
FIELD = "value:takeover_roles"
SHIPPED = [
    "field_involved: pd", "field_involved: rsm", "field_involved: fsm",
    "escalated_contact: rsm", "escalated_contact: dsm", "escalated_contact: fsm",
]  # fmt: skip


@pytest.fixture
def mona() -> Client:
    """A manager at a browser."""
    client = Client()
    client.force_login(person("mona", "manager"))
    return client


def sent(client: Client, ticked: list[str]) -> dict[str, object]:
    """What the form would send as it is shown, with these boxes ticked."""
    form = client.get(PAGE + "change/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in shown.items()}
    return data | {FIELD: ticked, "reason": "The distributor takes over as well."}


def test_the_page_names_each_entry(mona: Client) -> None:
    rows = {row["name"]: row for row in mona.get(PAGE).context["values"]}
    entries = rows["takeover_roles"]["entries"]
    assert entries[:2] == ["Field involved: Product distributor", "Field involved: RSM"]
    assert "field_involved" not in mona.get(PAGE).content.decode()


def test_a_box_more_is_a_change_told_by_name(mona: Client) -> None:
    answer = mona.post(PAGE + "change/", sent(mona, [*SHIPPED, "escalated_contact: pd"]))
    draft = PolicyDraft.objects.get()
    assert set(draft.values) == {"takeover_roles"}
    assert set(draft.values["takeover_roles"]) == {*SHIPPED, "escalated_contact: pd"}
    (change,) = mona.get(answer.headers["Location"]).context["changes"]
    assert "Escalated contact: Product distributor" in change["new"]


def test_the_order_of_boxes_is_no_change(mona: Client) -> None:
    answer = mona.post(PAGE + "change/", sent(mona, SHIPPED[::-1]))
    assert "Every value is as it is in force." in answer.content.decode()
    assert not PolicyDraft.objects.exists()


def test_what_cannot_stand_in_a_list_is_refused() -> None:
    with pytest.raises(policy.PolicyError) as refused:
        policy.checked(registry.get_kind("advocate"), {"takeover_roles": ["field_involved: king"]})
    assert "field_involved: king cannot stand here" in refused.value.errors["takeover_roles"]


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("rebook", "admin_error_confirmers", "Order Processing and Research specialist"),
        ("takeover", "mail_languages", "English, German and French"),
        (
            "cancellation",
            "required_fields",
            "Vision VX client, campaign name, Titan order ID and list of products",
        ),
        ("takeover", "automated_moves", "none"),
    ],
)
def test_shipped_lists_are_told_by_name(kind: str, name: str, words: str) -> None:
    (key,) = [key for key in registry.get_kind(kind).policies if key.name == name]
    assert worded(key, key.default) == words


def test_every_shipped_list_has_names_for_all_that_stands_in_it() -> None:
    lists = [key for kind in registry.all_kinds() for key in kind.policies if isinstance(key.default, list)]
    assert lists
    assert all(set(key.default) <= set(key.entries) for key in lists)
