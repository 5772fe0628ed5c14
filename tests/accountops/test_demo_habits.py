"""What the demo's people are used to: every view opens, and one person is away."""

from __future__ import annotations

import pytest
from django.test import Client

from accountops.demo import seed_people
from accountops.demo_habits import seed_habits
from cases import clock
from cases.models import Absence, SavedView, User
from cases.present.savedviews import url_of

pytestmark = pytest.mark.django_db


def test_every_view_opens_as_it_was_saved_and_seeding_twice_adds_nothing(client: Client) -> None:
    seed_people()
    for _ in range(2):
        seed_habits(clock.now())
    assert (SavedView.objects.count(), Absence.objects.count()) == (3, 1)
    for row in SavedView.objects.select_related("owner"):
        client.force_login(row.owner)
        page = client.get(url_of(row)).content.decode()
        views = page[page.index('<nav class="views"') :]
        current = views[views.index('aria-current="page"') : views.index("</nav>")]
        assert row.name.replace("'", "&#x27;") in current
    client.force_login(User.objects.get(username="amara"))
    assert "Absent until" in client.get("/attendance/").content.decode()
