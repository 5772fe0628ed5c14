"""Each action on the real database: what it leads to, what it leaves behind, and when it is refused."""

from __future__ import annotations

import pytest

from cases.workflow import InputErrors
from rebooks.forms.acting import WithdrawForm
from rebooks.models import RebookCase
from tests.rebooks.helpers import Story

AR_REQUEST = {"request_source": "ar", "request_received_at": "2024-05-20T09:00:00-04:00"}
NLR_REQUEST = {"request_source": "customer_to_nlr", "request_received_at": "2024-05-20T09:00:00-04:00"}
LATE_REQUEST = {"request_source": "customer_to_nlr", "request_received_at": "2024-06-03T09:00:00-04:00"}


def asked(order: Story, reason: str, by: str = "ar", **request: object) -> Story:
    """The request is on file on 4 June, when everything below happens."""
    given = AR_REQUEST | {"reason": reason} | request
    order.done("2024-06-04T09:00", "record_request", by, **given)
    return order


def test_record_request_moves_the_case_to_who_heard_it(order):
    asked(order, "payment_time")
    assert (order.state, order.case.team, order.rule) == ("intake", "ar_collections", "RB-5")
    asked(order, "payment_time", "nlr_agent", **NLR_REQUEST)
    assert order.case.team == "new_license"
    asked(order, "payment_time", request_source="research")
    assert order.case.team == "research"


def test_record_request_before_the_order_is_a_field_error(order):
    with pytest.raises(InputErrors) as caught:
        asked(order, "other", request_received_at="2024-05-14T09:00:00-04:00")
    assert set(caught.value.errors) == {"request_received_at"}


def test_ask_and_clarify(order):
    asked(order, "more_time_unclear")
    assert order.rule == "RB-1"
    order.done("2024-06-04T09:01", "ask_clarification", "collections")
    assert (order.state, order.case.team) == ("clarifying", "ar_collections")
    assert "task_ask_clarification" in order.effects
    refused = order.refused("2024-06-04T09:02", "clarify", "collections", reason="more_time_unclear")
    assert set(refused) == {"RB_REASON_UNCLEAR"}
    order.done("2024-06-04T09:03", "clarify", "collections", reason="payment_time")
    assert (order.state, order.rule) == ("intake", "RB-5")


def test_clarify_before_any_request_dates_it(order):
    order.done("2024-06-04T09:00", "clarify", "nlr_agent", reason="evaluation_time")
    assert order.rule == "RB-10"


def test_payment(order):
    asked(order, "payment_time")
    order.done("2024-06-04T09:01", "keep_for_payment", "ar")
    assert (order.state, order.effects) == ("payment_followup", ["task_ask_payment_reason"])
    with pytest.raises(InputErrors):
        order.do("2024-06-04T09:02", "finish_payment", "ar")
    order.done("2024-06-04T09:03", "finish_payment", "ar", payment_reason="new budget in July")
    assert (order.state, order.case.outcome, order.case.team) == ("closed", "payment_followup", None)


def test_payment_that_turns_out_another_reason_goes_back(order):
    asked(order, "payment_time")
    order.done("2024-06-04T09:01", "keep_for_payment", "ar")
    order.done("2024-06-04T09:02", "finish_payment", "ar", reason="evaluation_time")
    assert (order.state, order.case.outcome, order.rule) == ("intake", None, "RB-9")


def test_keep_for_payment_is_refused_for_another_reason(order):
    asked(order, "customer_cancels")
    assert order.refused("2024-06-04T09:01", "keep_for_payment", "ar") == {
        "RB_OTHER_REASON": "The reason on file is customer cancels."
    }


def test_change_by_the_nlr_agent(order):
    asked(order, "licence_change", "nlr_agent", requested_change="team edition", **NLR_REQUEST)
    order.done("2024-06-04T09:01", "pass_change", "nlr_agent")
    assert (order.state, order.case.team) == ("change_with_nlr", "new_license")
    assert order.effects == ["change_sent_to_order_processing"]
    assert order.timers() == {}
    order.done("2024-06-04T09:02", "change_done", "order_processing")
    assert (order.state, order.case.outcome) == ("closed", "changed_in_month")


def test_change_told_to_ar_is_an_activity_and_then_the_agents(order):
    asked(order, "licence_change", requested_change="team edition")
    order.done("2024-06-04T09:01", "pass_change", "collections")
    assert order.effects == ["activity_for_nlr_agent_on_opportunity"]
    assert [(m.channel, m.to) for m in order.messages] == [("crm", "NLR agent")]
    assert order.refused("2024-06-04T09:02", "pass_change", "collections").keys() == {"WRONG_ROLE"}
    order.done("2024-06-04T09:03", "pass_change", "nlr_agent")
    assert order.effects[-1] == "change_sent_to_order_processing"
    assert order.refused("2024-06-04T09:04", "pass_change", "nlr_agent").keys() == {"RB_CHANGE_SENT"}


def test_pass_change_after_the_month_asks_for_a_return(order):
    asked(order, "licence_change", "nlr_agent", requested_change="team edition", **LATE_REQUEST)
    refused = order.refused("2024-06-04T09:01", "pass_change", "nlr_agent")
    assert refused == {
        "RB_AFTER_ORDER_MONTH": "The request of 2024-06-03 came after the order month 2024-05; "
        "a return request is needed."
    }


def test_follow_up(order):
    asked(order, "evaluation_time", "nlr_agent", **NLR_REQUEST)
    order.done("2024-06-04T09:01", "follow_up", "nlr_agent", note="call in a week")
    assert (order.state, order.effects) == ("intake", ["task_follow_up_evaluation"])
    asked(order, "other", "nlr_agent", **NLR_REQUEST)
    assert order.refused("2024-06-04T09:02", "follow_up", "nlr_agent").keys() == {"RB_OTHER_REASON"}


def test_ticket_is_made_once(order):
    asked(order, "did_not_purchase")
    order.done("2024-06-04T09:01", "open_ticket", "ar")
    order.done("2024-06-04T09:02", "evaluate", "research_specialist")
    assert (order.state, order.effects) == ("research_review", ["research_ticket_created"])
    assert [(m.channel, m.to) for m in order.messages] == [("ticketing", "Research Team")]


def test_return_and_re_engage(order):
    asked(order, "customer_cancels")
    order.done("2024-06-04T09:01", "request_return", "ar")
    assert (order.state, order.case.team) == ("return_requested", "returns")
    refused = order.refused("2024-06-04T09:02", "create_re_engage", "research_specialist")
    assert refused.keys() == {"RB_RETURN_NOT_PROCESSED", "WRONG_STATE"}
    order.done(
        "2024-06-05T09:00",
        "add_research",
        "research_specialist",
        text="was happy",
        links=["https://x.example"],
    )
    order.done("2024-06-05T09:01", "process_return", "return_team")
    assert (order.state, order.case.disposition) == ("return_processed", "returned")
    order.done("2024-06-05T09:02", "create_re_engage", "research_specialist", re_engage_opportunity_id="OP-9")
    assert (order.state, order.case.team) == ("with_re_engage", "re_engage")
    note = order.messages[-1]
    assert (note.kind, note.to) == ("hand_over", "Re-Engage")
    assert "was happy https://x.example" in note.body
    assert order.effects == [
        "return_requested", "research_ticket_created", "return_processed", "re_engage_opportunity_created",
        "research_support_task",
    ]  # fmt: skip


def re_engaged(order: Story) -> Story:
    """The case with Re-Engage."""
    asked(order, "customer_cancels")
    order.done("2024-06-04T09:01", "request_return", "ar")
    order.done("2024-06-05T09:01", "process_return", "return_team")
    order.done("2024-06-05T09:02", "create_re_engage", "research_specialist")
    return order


def test_re_engage_books(order):
    re_engaged(order)
    assert order.refused("2024-06-20T09:00", "book_second_order", "nlr_agent").keys() >= {"WRONG_ROLE"}
    assert order.refused("2024-06-20T09:00", "book_second_order", "re_engage_agent").keys() == {
        "RB_NO_SECOND_ORDER"
    }
    order.done(
        "2024-06-20T09:01",
        "book_second_order",
        "re_engage_agent",
        order_no="O-9",
        amount="100",
        currency="USD",
    )
    assert (order.state, order.case.outcome, order.case.second_order_no) == ("closed", "re_engaged", "O-9")


def test_re_engage_gives_up(order):
    re_engaged(order)
    order.done("2024-07-20T09:01", "give_up", "re_engage_agent", reason="no answer")
    assert (order.state, order.case.outcome) == ("closed", "kept")


def test_findings_after_the_hand_over_are_sent_on(order):
    re_engaged(order)
    order.done("2024-06-06T09:00", "add_research", "research_specialist", text="met them at a fair")
    assert (order.messages[-1].kind, order.messages[-1].to) == ("research_note", "Re-Engage")


def test_return_is_refused_where_nothing_is_to_be_returned(order):
    asked(order, "evaluation_time", "nlr_agent", **NLR_REQUEST)
    refused = order.refused("2024-06-04T09:01", "request_return", "nlr_agent")
    assert refused == {"RB_NO_RETURN": "Evaluation time inside the order month needs no return."}
    order.done("2024-06-04T09:02", "request_return", "research_specialist")


def test_withdraw(order):
    order.done("2024-05-15T09:00", "withdraw", "nlr_agent", outcome="kept")
    assert (order.state, order.case.outcome, order.case.open_order_no) == ("closed", "kept", None)


def test_withdraw_is_refused_once_the_return_is_processed(order):
    re_engaged(order)
    assert order.refused("2024-06-20T09:00", "withdraw", "research_specialist").keys() == {
        "RB_RETURN_ALREADY_PROCESSED"
    }


def test_reopen(order):
    order.done("2024-05-15T09:00", "withdraw", "nlr_agent")
    order.done("2024-05-15T10:00", "reopen", "research_specialist", reason="wrong case")
    assert (order.state, order.case.generation, order.case.outcome) == ("research_review", 2, None)


def test_reopen_is_refused_beside_an_open_case(order):
    order.done("2024-05-15T09:00", "withdraw", "nlr_agent")
    first = order.case
    assert order.open("2024-05-16T09:00", processed_at="2024-05-14T10:00:00-04:00").ok
    other, order.case = order.ref, first
    assert order.refused("2024-05-16T10:00", "reopen", "research_specialist", reason="oh") == {
        "RB_OPEN_CASE": f"Order O-1 already has the open case {other}."
    }


def test_confirm_admin_error(order):
    refused = order.refused("2024-05-28T09:00", "confirm_admin_error", "order_processing", note=" ")
    assert refused == {"RB_ADMIN_ERROR_NOTE": "Say what went wrong in handling the order."}
    order.second("2024-05-28T09:30", amount="12.00")
    order.done("2024-05-28T10:00", "confirm_admin_error", "order_processing", note="keyed twice")
    facts = order.facts("2024-05-28T10:00")
    assert (order.rule, facts["basis"], facts["qualifies_as_rebook"]) == ("RB-2", "admin_error", True)
    assert facts["admin_error_confirmed_by"] == "Order_Processing"
    order.done("2024-05-28T10:01", "evaluate", "research_specialist")
    order.done("2024-05-28T10:02", "distribute_new_license", "research_specialist")
    order.done("2024-05-28T10:03", "book_second_order", "nlr_agent")
    assert (order.state, order.case.outcome) == ("closed", "rebooked")


def test_free_words_stay_beside_the_chain(order):
    entry = order.done(
        "2024-05-28T10:00", "confirm_admin_error", "order_processing", note="keyed twice"
    ).entry
    assert "keyed twice" not in str(entry.data)
    assert entry.personal.data == {"note": "keyed twice"}


def test_late_window_is_acknowledged(order):
    order.second("2024-05-15T22:00")
    order.done("2024-05-15T22:05", "evaluate", "research_specialist")
    assert order.refused("2024-05-15T22:06", "distribute_new_license", "research_specialist").keys() == {
        "RB_LATE_ACK"
    }
    order.done("2024-05-15T22:07", "distribute_new_license", "research_specialist", acknowledge_late=True)
    assert order.effects == ["research_ticket_created", "opportunity_distributed", "research_support_task"]


def test_book_announced_order_from_new_license(order):
    asked_at = {"reason": "rebook", "request_source": "ar", "intended": "time_and_amount"}
    order.done("2024-05-14T11:00", "record_request", "ar", **asked_at)
    order.done("2024-05-14T11:01", "evaluate", "research_specialist")
    order.done("2024-05-14T11:02", "distribute_new_license", "research_specialist")
    assert order.refused("2024-05-14T12:00", "book_second_order", "nlr_agent").keys() == {
        "RB_NO_SECOND_ORDER", "RB_DISPOSITION",
    }  # fmt: skip
    given = {"order_no": "O-2", "amount": "4990.00", "currency": "USD", "disposition": "returned"}
    order.done("2024-05-14T12:01", "book_second_order", "nlr_agent", **given)
    assert (order.state, order.case.outcome) == ("closed", "rebooked")
    assert order.timers() == {"rb.late_flag": "cancelled", "rb.window_end": "cancelled"}


def test_wrong_role_and_state_are_told_with_the_business_reasons(order):
    asked(order, "more_time_unclear")
    order.done("2024-06-04T09:01", "ask_clarification", "ar")
    refused = order.refused("2024-06-04T09:02", "request_return", "return_team")
    assert set(refused) == {"RB_REASON_UNCLEAR", "WRONG_ROLE", "WRONG_STATE"}
    assert refused["WRONG_STATE"] == "Request a return is not possible while the case is Clarifying."


def test_a_refusal_changes_nothing(order):
    order.tick("2024-06-04T09:01")
    before = RebookCase.objects.filter(pk=order.case.pk).values().get()
    order.refused("2024-06-04T09:02", "distribute_new_license", "research_specialist")
    assert RebookCase.objects.filter(pk=order.case.pk).values().get() == before


def test_duplicate(order):
    first = order.ref
    order.open(order_no="O-5")
    order.done("2024-05-15T09:00", "mark_duplicate", "nlr_agent", other=first, reason="same wish")
    assert (order.state, order.case.outcome) == ("closed", "duplicate")


def test_how_a_case_is_withdrawn_is_not_chosen_beforehand():
    """A form that is sent as it opens must not put words into the customer's mouth."""
    field = WithdrawForm().fields["outcome"]
    assert [code for code, _ in field.choices] == ["", "withdrawn", "kept"]
