"""Whose agreement is taken back: where each customer agrees for itself it has to be said (TO-A15)."""

from __future__ import annotations

import pytest

from cases.models import RoleGrant, User
from cases.workflow import InputErrors, advance
from tests.takeovers.consents import CUSTOMER, LINE, NEW, do, fresh, take_over

OTHER = "Halden Depot"
pytestmark = pytest.mark.django_db


@pytest.fixture
def care():
    """Somebody of customer care."""
    user = User.objects.create(username="care", name="Cleo Care")
    RoleGrant.objects.create(user=user, role="customer_care")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def two(care):
    """A take-over of two customers, all of whose parties have agreed."""
    companies = [{"name": name, "lines": [LINE]} for name in (CUSTOMER, OTHER)]
    case = take_over(care, companies=companies)
    for party, name in (
        ("subject", CUSTOMER),
        ("subject", OTHER),
        ("current", "Rosny Telecom"),
        ("new", NEW),
    ):
        do(case, "record_agreement", care, party=party, name=name, written=True)
    return fresh(case)


def standing(case):
    """The names whose agreement stands."""
    return {row.name for row in case.agreements.filter(withdrawn_at=None)}


@pytest.mark.parametrize(
    "said", [{"company": OTHER}, {"name": f" {OTHER.upper()} "}], ids=["company", "name"]
)
def test_one_customer_takes_its_own_back(two, care, said):
    do(two, "withdraw_agreement", care, party="subject", **said)
    assert standing(two) == {CUSTOMER, "Rosny Telecom", NEW}
    assert fresh(two).state == "awaiting_agreements"


@pytest.mark.parametrize(
    ("data", "field", "told"),
    [
        ({"party": "subject"}, "name", f"Say whose agreement it is: {CUSTOMER} or {OTHER}."),
        ({"party": "subject", "company": "Nobody"}, "company", f"{CUSTOMER} or {OTHER}"),
        ({"party": "new", "name": OTHER}, "name", NEW),
    ],
    ids=["not_said", "unknown", "another_party"],
)
def test_it_has_to_be_theirs(two, care, data, field, told):
    with pytest.raises(InputErrors) as error:
        advance(two.reference, "withdraw_agreement", actor=care, data=data, strict=True)
    assert told in error.value.form.errors[field][0]
    assert fresh(two).state == "ready"
    assert len(standing(two)) == 4
