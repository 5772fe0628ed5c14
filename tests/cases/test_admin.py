"""The admin shows records to administrators and auditors and changes none, whoever asks."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from cases.models import Case, TimelineEntry, User
from tests.cases.helpers import open_seats

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


def models():
    return sorted(admin.site._registry, key=lambda model: model.__name__)


@pytest.fixture
def case(alice):
    return open_seats(alice)


def test_a_stranger_is_sent_to_the_sign_in(client):
    response = client.get(INDEX, follow=True)
    assert response.redirect_chain[-1][0].startswith("/account/login/?next=")


def test_only_the_core_is_shown():
    assert {model._meta.app_label for model in models()} == {"cases"}


def test_roles_let_in_and_staff_marks_do_not(client, alice, adam, audi, mona):
    mona.is_staff = mona.is_superuser = True
    mona.save()
    found = {}
    for person in (alice, mona, adam, audi):
        client.force_login(person)
        found[person.username] = client.get(INDEX, follow=True).status_code
    assert found == {"alice": 404, "mona": 404, "adam": 200, "audi": 200}


def test_every_model_can_be_looked_at(client, adam, case):
    client.force_login(adam)
    for model in models():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200
        row = model.objects.first()
        if row is not None:
            assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


def test_nothing_can_be_added_changed_or_deleted(client, adam, case):
    adam.is_staff = adam.is_superuser = True
    adam.save()
    client.force_login(adam)
    for model in models():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_add")).status_code == 403
        assert client.post(reverse(f"{name}_add"), {}).status_code == 403
        row = model.objects.first()
        if row is not None:
            assert client.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
            assert client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert (Case.objects.count(), TimelineEntry.objects.count()) == (1, 1)


def test_no_secret_is_shown(client, adam, case):
    client.force_login(adam)
    page = client.get(reverse("admin:cases_user_change", args=[adam.pk])).content.decode()
    assert adam.username in page
    assert User.objects.get(pk=adam.pk).password not in page
    assert "md5$" not in page


def test_cases_are_found_by_their_reference(client, audi, case):
    client.force_login(audi)
    page = client.get(reverse("admin:cases_case_changelist"), {"q": case.reference}).content.decode()
    assert case.reference in page
