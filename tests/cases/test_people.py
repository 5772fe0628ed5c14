"""Access to the product: given, taken and logged by administrators, and by nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from cases import people, sameperson
from cases.models import ApiToken, PeopleChange, RoleGrant, User
from cases.tokens import issue
from tests.cases.helpers import all_at_once, person

pytestmark = pytest.mark.django_db

NEW = {
    "username": "ines",
    "name": "Ines Okafor",
    "email": "ines@example.com",
    "time_zone": "Europe/Oslo",
    "roles": ["customer_care", "auditor"],
}


def changes(one):
    return [str(change) for change in PeopleChange.objects.filter(person=one).order_by("id")]


def roles(one):
    return set(RoleGrant.objects.filter(user=one).values_list("role", flat=True))


@pytest.fixture
def as_adam(client, adam):
    client.force_login(adam)
    return client


def pages(one):
    return [
        ("get", reverse("people")),
        ("get", reverse("person_new")),
        ("post", reverse("person_new")),
        ("get", reverse("person", args=[one.pk])),
        ("post", reverse("person_roles", args=[one.pk])),
        ("post", reverse("person_active", args=[one.pk])),
        ("post", reverse("person_link", args=[one.pk])),
        ("post", reverse("person_unlink", args=[one.pk])),
        ("post", reverse("person_password", args=[one.pk])),
    ]


@pytest.mark.parametrize("who", ["alice", "mona", "audi"])
def test_the_pages_do_not_exist_for_others(client, request, bob, who):
    client.force_login(request.getfixturevalue(who))
    assert {getattr(client, verb)(url, NEW).status_code for verb, url in pages(bob)} == {404}
    assert (User.objects.filter(username="ines").exists(), roles(bob)) == (False, {"customer_care"})


def test_strangers_are_asked_to_sign_in(client, bob):
    for verb, url in pages(bob):
        assert getattr(client, verb)(url).headers["Location"].startswith("/account/login/")


def test_everybody_is_listed_with_a_constant_number_of_queries(as_adam, django_assert_max_num_queries, alice):
    def count():
        with django_assert_max_num_queries(30) as caught:
            page = as_adam.get(reverse("people"))
        assert page.status_code == 200
        return len(caught.captured_queries), page.content.decode()

    first, page = count()
    assert "Alice" in page
    for number in range(8):
        person(f"more{number}", "customer_care", "sales_rep")
    again, page = count()
    assert (again, "More7" in page) == (first, True)
    assert 'href="/queue/' not in page  # who sees no cases is not sent to a page that is not there


def test_a_new_person_gets_roles_and_a_mail_to_set_the_password(as_adam, client, adam):
    response = as_adam.post(reverse("person_new"), NEW)
    ines = User.objects.get(username="ines")
    assert response.headers["Location"] == reverse("person", args=[ines.pk])
    assert roles(ines) == {"customer_care", "auditor"}
    assert (ines.has_usable_password(), ines.is_staff, ines.time_zone) == (False, False, "Europe/Oslo")
    assert changes(ines) == [
        "Created the account",
        "Gave the role Auditor",
        "Gave the role Customer care",
        "Sent a mail to set the password",
    ]
    assert set(PeopleChange.objects.values_list("actor", flat=True)) == {adam.pk}
    [message] = mail.outbox
    assert message.to == ["ines@example.com"]
    link = re.search(r"https?://testserver(/account/password/reset/key/\S+)", message.body)
    page = client.get(link[1], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "a-good-phrase-9", "password2": "a-good-phrase-9"})
    ines.refresh_from_db()
    assert ines.check_password("a-good-phrase-9")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "ALICE"),
        ("email", "Alice@Example.com"),
        ("email", "nowhere"),
        ("time_zone", "Mars/Base"),
        ("roles", ["emperor"]),
        ("roles", ["system"]),
        ("name", "In\u202ees"),
    ],
)
def test_a_new_person_with_a_wrong_answer_is_not_made(as_adam, alice, field, value):
    response = as_adam.post(reverse("person_new"), NEW | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(username="ines").exists()
    assert mail.outbox == []


def test_roles_are_given_and_taken_with_a_row_for_each(as_adam, bob):
    as_adam.post(reverse("person_roles", args=[bob.pk]), {"roles": ["sales_rep", "manager"]})
    assert roles(bob) == {"sales_rep", "manager"}
    assert changes(bob) == ["Took the role Customer care", "Gave the role Manager", "Gave the role Sales rep"]
    as_adam.post(reverse("person_roles", args=[bob.pk]), {"roles": ["sales_rep", "manager"]})
    assert len(changes(bob)) == 3


def test_an_unknown_role_changes_nothing(as_adam, bob):
    response = as_adam.post(reverse("person_roles", args=[bob.pk]), {"roles": ["emperor"]})
    assert (response.status_code, roles(bob)) == (422, {"customer_care"})


def test_deactivating_ends_sessions_and_tokens_at_once_and_for_good(as_adam, bob, alice):
    from django.test import Client

    at_work, other = Client(), Client()
    at_work.force_login(bob)
    other.force_login(alice)
    token, _ = issue(bob, "sync", ["read"], timedelta(days=9))
    assert at_work.get(reverse("profile")).status_code == 200
    as_adam.post(reverse("person_active", args=[bob.pk]), {"active": "0"})
    assert at_work.get(reverse("profile")).status_code == 302
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    as_adam.post(reverse("person_active", args=[bob.pk]), {"active": "1"})
    assert User.objects.get(pk=bob.pk).is_active
    assert at_work.get(reverse("profile")).status_code == 302
    assert other.get(reverse("profile")).status_code == 200
    assert changes(bob) == ["Deactivated the account", "Reactivated the account"]


def test_an_administrator_keeps_his_own_role_and_account(as_adam, adam):
    person("eve", "administrator")
    as_adam.post(reverse("person_roles", args=[adam.pk]), {"roles": [], "organisation": "Rosny Telecom"})
    assert (User.objects.get(pk=adam.pk).organisation, changes(adam)) == ("", [])  # both or neither
    page = as_adam.post(reverse("person_active", args=[adam.pk]), {"active": "0"}, follow=True)
    assert "You cannot deactivate yourself." in page.content.decode()
    assert roles(adam) == {"administrator"}
    assert User.objects.get(pk=adam.pk).is_active
    assert changes(adam) == []


def test_the_last_administrator_stays(adam, bob):
    with pytest.raises(people.AccessKept, match="Adam is the last administrator"):
        people.set_roles(adam, [], by=bob)
    with pytest.raises(people.AccessKept, match="last administrator"):
        people.deactivate(adam, by=bob)
    eve = person("eve", "administrator")
    people.deactivate(eve, by=adam)
    with pytest.raises(people.AccessKept):
        people.deactivate(adam, by=bob)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_others_access_at_once_leave_one(adam):
    eve = person("eve", "administrator")
    results = all_at_once([lambda: people.deactivate(eve, by=adam), lambda: people.deactivate(adam, by=eve)])
    assert sorted(type(result).__name__ for result in results) == ["AccessKept", "NoneType"]
    assert User.objects.filter(is_active=True, grants__role="administrator").count() == 1


def test_a_password_mail_is_for_that_person_alone(as_adam, alice, bob):
    bob.email = alice.email
    bob.save()
    as_adam.post(reverse("person_password", args=[bob.pk]))
    assert [message.to for message in mail.outbox] == [[alice.email]]
    assert "bob" in mail.outbox[0].body
    assert changes(bob) == ["Sent a mail to set the password"]


def test_no_mail_without_an_address(as_adam, bob):
    bob.email = ""
    bob.save()
    page = as_adam.post(reverse("person_password", args=[bob.pk]), follow=True)
    assert "no e-mail address" in page.content.decode()
    assert (mail.outbox, changes(bob)) == ([], [])


def test_accounts_of_one_person_name_each_other(as_adam, alice, bob, mona):
    """An administrator sees on each of them which others are linked with it."""

    def told(one):
        shown = as_adam.get(reverse("person", args=[one.pk])).context["accounts"]
        return [other["username"] for other in shown["others"]]

    assert told(alice) == []
    sameperson.link(bob, alice)
    sameperson.link(mona, bob)
    assert [told(one) for one in (alice, bob, mona)] == [["bob", "mona"], ["alice", "mona"], ["alice", "bob"]]


def test_changes_of_access_cannot_be_altered(as_adam, bob):
    as_adam.post(reverse("person_roles", args=[bob.pk]), {"roles": []})
    for alter in (lambda rows: rows.update(detail="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            alter(PeopleChange.objects.all())


def test_the_zone_of_a_person_is_written_for_people(as_adam):
    anna = person("anna", "customer_care", zone="America/New_York")
    shown = as_adam.get(reverse("person", args=[anna.pk])).content.decode()
    assert "America/New York" in shown
    assert "America/New_York" not in shown
