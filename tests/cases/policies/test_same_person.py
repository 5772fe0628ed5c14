"""Accounts of one person, linked and unlinked on a page, and attempts to get past four eyes that way."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from prometheus_client import REGISTRY

from cases import sameperson
from cases.models import PeopleChange, PolicyDraft, PolicyDraftEntry, PolicyVersion, User
from cases.policies import drafting
from cases.policies.payload import digest_of
from tests.cases.helpers import all_at_once, person
from tests.cases.policies.kept import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(mona):
    """Another account of Mona's, as Adam knows it to be."""
    return person("mona.second", "manager")


def together(one):
    """The usernames of the accounts that count as one with an account."""
    return [other.username for other in sameperson.accounts_of(User.objects.get(pk=one.pk))]


def told(one):
    """What stands on the page of a person of links, oldest first."""
    rows = PeopleChange.objects.filter(person=one).order_by("id")
    return [(row.actor.username, row.what, row.other and row.other.username, row.reason) for row in rows]


def codes(draft, by):
    """Why an approval of what the draft says now is refused; nothing where it is not."""
    return [one.code for one in drafting.approve(draft, by=by, digest=digest_of(draft)).refusals]


def test_an_administrator_links_and_unlinks_with_a_reason(adam, mona, second):
    client, url = signed_in(adam), f"/people/{mona.pk}/"
    assert client.post(url + "link/", {"account": second.pk, "reason": " "}).status_code == 422
    assert client.post(url + "link/", {"account": "", "reason": "x"}).status_code == 422
    assert client.post(url + "link/", {"account": second.pk, "reason": "Told me."}).status_code == 302
    assert together(mona) == together(second) == ["mona", "mona.second"]
    assert told(mona) == [("adam", "same_person", "mona.second", "Told me.")]
    assert told(second) == [("adam", "same_person", "mona", "Told me.")]
    page = client.get(url)
    assert [one["username"] for one in page.context["accounts"]["others"]] == ["mona.second"]
    assert "Told me." in page.content.decode()
    assert second not in page.context["link_form"].fields["account"].queryset
    assert client.post(url + "unlink/", {"reason": ""}).status_code == 422
    assert client.post(url + "unlink/", {"reason": "A namesake."}).status_code == 302
    assert (together(mona), together(second)) == (["mona"], ["mona.second"])
    assert told(second)[1:] == [("adam", "unlinked", "mona", "A namesake.")]


def test_nobody_links_or_unlinks_accounts_of_their_own(adam, mona, django_capture_on_commit_callbacks):
    own, other = person("adam.second", "administrator"), person("adam.third", "manager")
    sameperson.link(own, adam)
    before = REGISTRY.get_sample_value("accountops_refusals_total", {"code": "PEOPLE_OWN"}) or 0
    with django_capture_on_commit_callbacks(execute=True):
        for who in (adam, own):
            client = signed_in(who)
            assert client.get(f"/people/{own.pk}/").context["accounts"]["own"]
            for url, sent in (
                (f"/people/{own.pk}/unlink/", {}),
                (f"/people/{adam.pk}/unlink/", {}),
                (f"/people/{adam.pk}/link/", {"account": other.pk}),
                (f"/people/{other.pk}/link/", {"account": own.pk}),
                (f"/people/{other.pk}/link/", {"account": adam.pk}),
            ):
                answer = client.post(url, sent | {"reason": "So that I can approve it."}, follow=True)
                assert sameperson.OWN in answer.content.decode()
    assert REGISTRY.get_sample_value("accountops_refusals_total", {"code": "PEOPLE_OWN"}) == before + 10
    assert (together(adam), together(other)) == (["adam", "adam.second"], ["adam.third"])
    assert PeopleChange.objects.filter(what="link_attempt").count() == 10


def test_a_link_takes_nobody_out_of_another(alice, bob, mona, adam):
    """Linking an account anew adds to whom it is one with; it is no way to unlink it without saying so."""
    sameperson.link(bob, alice)
    sameperson.link(bob, mona)
    assert together(alice) == together(bob) == together(mona) == ["alice", "bob", "mona"]
    with pytest.raises(sameperson.NotLinked, match="one person already"):
        sameperson.link(alice, bob)
    sameperson.unlink(mona, by=adam, reason="Not she.")  # the main account of the three
    assert (together(alice), together(mona)) == (["alice", "bob"], ["mona"])
    with pytest.raises(sameperson.NotLinked, match="No other account"):
        sameperson.unlink(mona, by=adam, reason="Again.")


def test_c3_b_unlinked_while_the_change_waits(submitted, adam, mona, malin, second):
    """Whoever is unlinked now still counts as one for what is on its way; the database says so too."""
    sameperson.link(second, mona, by=adam, reason="One person.")
    draft = submitted()
    sameperson.unlink(second, by=adam, reason="So that she can approve it.")
    assert codes(draft, second) == ["POLICY_SAME_PERSON"]
    good = {"status": "approved", "approved_digest": draft.digest}
    with pytest.raises(DatabaseError, match="does not approve it"), transaction.atomic():
        PolicyDraft.objects.filter(pk=draft.pk).update(**good, approved_by=second)
    page = signed_in(malin).get(f"/policy/seat_change/drafts/{draft.pk}/").content.decode()
    assert "The accounts: mona, mona.second." in page
    assert codes(draft, malin) == []


def test_c3_b_unlinked_and_then_worked_on(submitted, seats, adam, mona, malin, second):
    """Nor does it help to work on it only afterwards."""
    sameperson.link(second, mona, by=adam, reason="One person.")
    draft = drafting.begin(seats, {"most_seats": 9}, effective_from=None, reason="x", author=malin)
    sameperson.unlink(mona, by=adam, reason="Mistaken.")
    draft = drafting.submit(draft, by=mona).draft
    assert codes(draft, second) == ["POLICY_SAME_PERSON"]


def test_c3_b_unlinked_before_the_change_was_begun_is_told(submitted, adam, mona, second):
    """That is allowed: accounts are linked by mistake. The history says so to everybody for ever."""
    sameperson.link(second, mona, by=adam, reason="One person.")
    sameperson.unlink(second, by=adam, reason="A namesake.")
    draft = submitted()
    assert codes(draft, second) == []
    assert PolicyDraftEntry.objects.get(what="approved").data["once_one_with"] == ["mona"]
    page = signed_in(mona).get(f"/policy/seat_change/drafts/{draft.pk}/").content.decode()
    assert "counted as one person with: mona." in page


@pytest.mark.django_db(transaction=True)
def test_c3_b_at_once(submitted, adam, mona, second):
    """Unlinking and approving at once: whoever comes first, it is not approved. Two links make no chain."""
    sameperson.link(second, mona)
    draft = submitted()
    done = all_at_once(
        [
            lambda: sameperson.unlink(second, by=adam, reason="Now."),
            lambda: codes(draft, second),
        ]
    )
    assert done == [None, ["POLICY_SAME_PERSON"]]
    assert not PolicyVersion.objects.exists()
    all_at_once([lambda: sameperson.link(second, mona), lambda: sameperson.link(mona, adam)])
    assert together(adam) == together(second) == ["adam", "mona", "mona.second"]
