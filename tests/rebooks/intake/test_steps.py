"""The conversation: which steps are asked, where they lead, what is kept."""

from __future__ import annotations

from cases.models import User
from tests.rebooks.intake.talk import ORDER, RECEIVED, Talk


def test_each_answer_leads_to_the_next_step(talk: Talk) -> None:
    assert talk.last["Location"].endswith("/order/")
    assert talk.say("order", **ORDER) == "heard"
    assert talk.say("heard", request_source="ar") == "wish"
    assert talk.say("wish", wish="customer_cancels") == "received"
    assert talk.say("received", **RECEIVED) == "check"
    assert "3,300.00 EUR" in talk.look("check")
