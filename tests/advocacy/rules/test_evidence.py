"""What each type needs before it is closed: one row a case."""

from __future__ import annotations

from typing import Any

import pytest

from advocacy.rules import closing
from advocacy.rules.evidence import LOOKS, missing, missing_for_mail
from advocacy.rules.fields import BY_TYPE, FIELDS
from advocacy.rules.labels import TYPES
from advocacy.rules.policy import policy_of
from advocacy.rules.table import match
from advocacy.rules.whatif import counterfactuals
from tests.advocacy.rules.example import OUT, POLICY, SILENT, WAITING, on, ticket

AT = on("10 09:00")
TAKEN = {"field_name": "Rae Moss", "took_over_at": AT, "customer_told_at": AT}
AGREED = {"negotiation_completed_at": AT, "verbally_accepted_at": AT}
ONGOING = "There is an ongoing issue; change the type to expedited service."
UNSTATED = "It is not stated whether the distributor is affiliated."
INSTALLER = {"installer": "Hale", "availability_date": AT.date(), "customer_told_at": AT}

ENOUGH: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("cabinet_replacement", {"distributor": "affiliated"}, INSTALLER),
    (
        "cabinet_replacement",
        {"distributor": "non_affiliated"},
        {"installation_date": AT.date(), "customer_told_at": AT},
    ),
    ("buy_back", {}, {"removal_scheduled_on": AT.date()}),
    ("npr", {}, {"accepted_at": AT, "customer_told_at": AT, "survey_announced": True}),
    ("finding_service", {}, {"service_scheduled_on": AT.date(), "customer_confirmed_at": AT}),
    ("finding_service_expedited", {}, {"issue_resolved_at": AT}),
    ("field_involved", {}, TAKEN | {"field_role": "pd"}),
    ("escalated_contact", {}, TAKEN | {"field_role": "dsm"}),
    ("no_response", {"letters": (OUT,)}, {}),
    ("further_negotiation", {"letters": (OUT,)}, {"first_discussion_at": AT}),
    ("unresolved_negotiation", {}, AGREED | {"result": "none"}),
    ("unresolved_negotiation", {"distributor": "affiliated"}, AGREED | INSTALLER | {"result": "replacement"}),
    (
        "unresolved_negotiation",
        {},
        AGREED | {"result": "npr", "customer_told_at": AT, "survey_announced": True},
    ),
    ("ongoing_service", {}, {"issue_resolved_at": AT, "customer_satisfied": True}),
    ("ongoing_installation", {}, {"issue_resolved_at": AT}),
    (
        "ongoing_installation",
        {},
        {"specification_wrong": "Too narrow", "correction_by": "The maker", "customer_told_at": AT},
    ),
    ("multiple_issues", {}, {"issue_resolved_at": AT, "survey_announced": True}),
    ("pes", {}, {"customer_aware_at": AT}),
    ("true_blue", {}, {"referred_at": AT}),
    ("social_media", {}, {"answered_at": AT}),
]


def test_every_type_has_its_row_its_fields_and_its_look() -> None:
    assert set(LOOKS) == set(BY_TYPE) == set(TYPES)
    assert len({match(ticket(code)).number for code in TYPES}) == len(TYPES)
    assert all(name in FIELDS or name == "distributor" for names in BY_TYPE.values() for name in names)


@pytest.mark.parametrize(("case_type", "more", "evidence"), ENOUGH)
def test_with_all_of_it_nothing_is_missing_and_without_one_something_is(
    case_type: str, more: dict[str, Any], evidence: dict[str, Any]
) -> None:
    facts = ticket(case_type, evidence=evidence, **more)
    assert missing(facts, POLICY) == ()
    for name in evidence:
        rest = {key: value for key, value in evidence.items() if key != name}
        assert missing(facts.changed(evidence=rest), POLICY), name


@pytest.mark.parametrize(
    ("case_type", "evidence", "sentence"),
    [
        ("finding_service", {"ongoing_issue": True}, ONGOING),
        ("field_involved", TAKEN | {"field_role": "dsm"}, "No product distributor, RSM or FSM is named."),
        ("escalated_contact", TAKEN | {"field_role": "pd"}, "No RSM, DSM or FSM is named."),
        ("field_involved", {"field_name": "Rae Moss"}, "Rae Moss has not taken the case over."),
        ("npr", {}, "The customer has not been told that a survey follows."),
        ("ongoing_service", {"customer_satisfied": False},
         "The customer is not satisfied with the resolution."),
        ("unresolved_negotiation", AGREED, "The result of the negotiation is not recorded."),
        ("unresolved_negotiation", AGREED | {"result": "replacement"}, UNSTATED),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(case_type: str, evidence: dict[str, Any], sentence: str) -> None:
    told = [one.sentence for one in missing(ticket(case_type, evidence=evidence), POLICY)]
    assert sentence in told


def test_the_roles_that_may_take_over_are_a_policy() -> None:
    facts = ticket("escalated_contact", evidence=TAKEN | {"field_role": "pd"})
    assert missing(facts, policy_of(takeover_roles=["escalated_contact:pd"])) == ()


def test_the_letter_says_when_it_is_due() -> None:
    assert missing(SILENT, POLICY)[0].sentence == "The closing letter is not sent; the wait has not started."
    assert missing(WAITING, POLICY)[0].sentence == "The closing letter is not sent; it is due on 2024-06-20."
    back = WAITING.changed(letters=(OUT.__class__("unreachable", AT, AT, bounced_at=AT),))
    assert missing(back, POLICY)[0].sentence == "The closing letter came back; send it another way."


def test_the_mail_about_a_replacement_names_what_it_lacks() -> None:
    facts = ticket("cabinet_replacement", distributor="non_affiliated", evidence={"installer": "Hale"})
    assert [one.field for one in missing_for_mail(facts)] == [
        "installer_phone", "installation_date", "distributor_contact",
    ]  # fmt: skip
    assert missing_for_mail(facts)[1].sentence == "For the mail: the installation date is missing."
    assert missing_for_mail(ticket("npr")) == ()


@pytest.mark.parametrize(
    ("facts", "caller_type", "met"),
    [
        (SILENT, "", True),
        (SILENT, "owner", False),
        (SILENT.changed(conversation_ever=True), "", False),
        (SILENT.changed(conversation_ever=True), "dealer", True),
        (ticket("cabinet_replacement"), "owner", True),
        (ticket("cabinet_replacement"), "dealer", False),
        (ticket("unresolved_negotiation", evidence={"result": "replacement"}), "dealer", False),
        (ticket("unresolved_negotiation", evidence={"result": "npr"}), "dealer", True),
        (ticket("pes"), "service_company", True),
        (ticket("pes"), "owner", False),
        (ticket("buy_back"), "", False),
        (ticket("buy_back"), "other", True),
    ],
)
def test_caller_type(facts: Any, caller_type: str, met: bool) -> None:
    assert closing.caller_type(facts.changed(caller_type=caller_type)).met is met


@pytest.mark.parametrize(
    ("case_type", "evidence", "sentence"),
    [
        ("buy_back", {}, "Once “Removal scheduled on” is on file: ready to close."),
        (
            "ongoing_service",
            {},
            "Once “Issue resolved” and “Customer satisfied with the resolution” are on file",
        ),
        ("ongoing_service", {"customer_satisfied": True}, "Once “Issue resolved” is on file: "),
        (
            "escalated_contact",
            {},
            "Once “Role in the field: RSM”, “Name in the field”, “Taken over in the field”",
        ),
    ],
)
def test_the_card_tells_the_least_that_makes_it_ready(
    case_type: str, evidence: dict[str, Any], sentence: str
) -> None:
    found = counterfactuals(ticket(case_type, evidence=evidence), POLICY, AT)
    assert any(one.startswith(sentence) for one in found), found
