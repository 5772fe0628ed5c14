"""A request that leaves something open waits as a draft, until somebody says it."""

from __future__ import annotations

from typing import Any

import pytest

from cases import registry
from cases.models import OutboxMessage, TimelineEntry, User
from cases.workflow import InputErrors, Outcome, advance, open_case, record
from cases.workflow.acting import ledger
from takeovers.models import TakeoverCase
from tests.takeovers.consents import CUSTOMER, LINE, NEW, OLD, fresh, take_over

pytestmark = pytest.mark.django_db
COMPANIES = [{"name": CUSTOMER, "lines": [LINE]}]


def opened(**given: Any) -> Outcome:
    """A draft as a mail opens it."""
    kind = registry.get_kind("takeover")
    return open_case(kind, {"draft": True} | given, actor=None, as_role="mail", strict=True, source="mail")


def supplied(case: TakeoverCase, **data: Any) -> TakeoverCase:
    """What a reply adds."""
    assert record(case.reference, "supply", None, actor=None, as_role="mail", data=data, strict=True).ok
    return fresh(case)


def submitted(case: TakeoverCase, care: User) -> list[tuple[str, str]]:
    """What stands against submitting it."""
    outcome = advance(case.reference, "submit", actor=care)
    return [(refusal.code, refusal.message) for refusal in outcome.refusals]


def test_a_draft_may_leave_anything_open_and_says_what(care: User) -> None:
    case = fresh(opened().case)
    assert (case.state, case.account.name, case.title) == (
        "draft",
        "Customer not named",
        "Customer not said yet: … to …",
    )
    said = (
        "Still to be said: the kind of move, who moves, the current partner, the new partner and the "
        "licences of each company that moves."
    )
    assert submitted(case, care) == [("TO_INCOMPLETE", said)]
    assert case.waiting_for == "What the request leaves open"


@pytest.mark.parametrize("name", ["move_type", "subject", "current_partner", "new_partner", "companies"])
def test_only_a_draft_may(care: User, name: str) -> None:
    given = {
        "move_type": "ec_dr_to_dr",
        "subject": CUSTOMER,
        "current_partner": OLD,
        "new_partner": NEW,
        "companies": COMPANIES,
    }
    del given[name]
    with pytest.raises(InputErrors) as caught:
        open_case(registry.get_kind("takeover"), given, actor=care, strict=True)
    assert list(caught.value.errors) == [name]


def test_a_person_completes_it_and_submits_it(care: User) -> None:
    case = opened(new_partner=NEW).case
    given = {"move_type": "ec_dr_to_dr", "subject": CUSTOMER, "current_partner": OLD, "companies": COMPANIES}
    assert advance(case.reference, "complete_request", actor=care, data=given, strict=True).ok
    assert fresh(case).account.name == CUSTOMER
    assert submitted(case, care) == []
    assert (fresh(case).state, [row.name for row in fresh(case).parts.rows]) == (
        "awaiting_agreements",
        [CUSTOMER],
    )


def test_a_company_moves_in_one_take_over_only(care: User) -> None:
    other = take_over(care)
    case = opened(subject=CUSTOMER).case
    with pytest.raises(InputErrors, match=f"{CUSTOMER} is already in take-over {other.reference}"):
        advance(case.reference, "complete_request", actor=care, data={"companies": COMPANIES}, strict=True)
    assert supplied(case, companies=COMPANIES).parts.rows == []


def test_a_reply_fills_gaps_and_changes_nothing_that_stands(care: User) -> None:
    case = opened(subject=CUSTOMER, current_partner=OLD).case
    after = supplied(case, current_partner="Somebody Else", new_partner=NEW, move_type="ec_ir_to_dr")
    assert (after.current_partner, after.new_partner, after.move_type) == (OLD, NEW, "ec_ir_to_dr")


def test_a_reply_after_submission_changes_nothing_and_is_no_agreement(care: User) -> None:
    case = take_over(care)
    after = supplied(case, requested_finish="2030-01", new_partner="Somebody Else")
    assert (after.state, after.new_partner, after.requested_finish) == ("awaiting_agreements", NEW, "")
    assert after.parts.agreements == []
    assert TimelineEntry.objects.filter(case=case.pk).latest("seq").data["too_late"] is True


def test_who_asked_by_mail_is_told_what_is_open_without_the_licences(care: User) -> None:
    case = opened(subject=CUSTOMER, asked_by_email="ann@halden.example", acknowledge=True).case
    letter = OutboxMessage.objects.get(case=case.pk)
    assert (letter.kind, letter.to) == ("draft_incomplete", "ann@halden.example")
    assert "please tell us the kind of move, the current partner and the new partner." in letter.body
    assert letter.payload["acknowledges"] is True


def test_nobody_is_written_to_where_it_is_not_asked_for(care: User) -> None:
    case = opened(subject=CUSTOMER, asked_by_email="ann@halden.example").case
    assert not OutboxMessage.objects.filter(case=case.pk).exists()


def test_counts_of_no_company_cannot_be_renewed(care: User) -> None:
    case = opened(subject=CUSTOMER).case
    spec = registry.get_kind("takeover").action("refresh_lines")
    assert [check.code for check in ledger(fresh(case), spec, care) if not check.met] == ["TO_NO_COMPANY"]
