"""Nothing typed is lost: kept while typing, and through a sign-in."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from cases.models import Draft
from cases.views.kept import made_for
from tests.rebooks.intake.talk import ORDER, RECEIVED, Talk


def test_what_is_being_typed_is_kept_and_shown_on_the_next_visit(talk: Talk) -> None:
    talk.route("order", **ORDER | {"amount": "many"})
    page = talk.look("order")
    assert 'value="40-11931"' in page
    assert 'value="many"' in page
    assert "<title>Which order" in page
    assert not talk.draft.answers.get("given")
    assert "No order yet" in talk.client.get("/new/rebook/").content.decode()


def test_a_late_message_of_a_page_that_was_left_changes_nothing(talk: Talk) -> None:
    talk.say("order", **ORDER)
    late = ORDER | {"order_no": "40-1", "saves": "0"}
    talk.client.post(f"{talk.base}/order/", late, headers={"HX-Request": "true"})
    assert 'value="40-11931"' in talk.look("order")


def test_only_the_steps_own_fields_are_kept(talk: Talk) -> None:
    talk.route("order", **ORDER | {"reason": "payment_time", "wish": "other"})
    assert set(talk.draft.answers["typed"]) == {"order"}
    assert set(talk.draft.answers["typed"]["order"]) == set(ORDER)


def test_typed_after_being_signed_out_it_is_there_after_the_sign_in(talk: Talk) -> None:
    talk.all_said()
    form = talk.look("received")
    assert f'name="by" value="{made_for(talk.user)}"' in form
    Session.objects.all().delete()
    typed = RECEIVED | {"customer_words": "They asked again.", "by": made_for(talk.user)}
    refused = talk.client.post(f"{talk.base}/received/", typed)
    assert refused["Location"] == f"/account/login/?next={talk.base}/received/"
    assert "They asked again." not in str(Draft.objects.get().answers)
    talk.client.force_login(talk.user)
    page = talk.look("received")
    assert "You had been signed out." in page
    assert "They asked again." in page
    assert "You had been signed out." not in talk.look("received")
    assert "They asked again." in talk.html


def test_a_fragment_without_a_session_leads_the_whole_page_to_the_sign_in(talk: Talk) -> None:
    Session.objects.all().delete()
    here = f"http://testserver{talk.base}/order/"
    headers = {"HX-Request": "true", "HX-Current-URL": here}
    answer = talk.client.post(f"{talk.base}/order/", ORDER | {"by": made_for(talk.user)}, headers=headers)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"/account/login/?next={talk.base}/order/"
    assert answer.content == b""
    talk.client.force_login(talk.user)
    assert 'value="40-11931"' in talk.look("order")


def test_nobody_else_finds_what_was_typed(talk: Talk, people: dict[str, object]) -> None:
    Session.objects.all().delete()
    talk.client.post(f"{talk.base}/order/", ORDER | {"by": made_for(talk.user)})
    talk.client.force_login(people["collections"])  # type: ignore[arg-type]  # the fixture's people are users
    assert talk.client.get(f"{talk.base}/order/").status_code == 404
    assert Draft.objects.get().answers.get("typed") is None
