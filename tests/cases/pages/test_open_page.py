"""The page that opens a case is as wide as its form needs: wide for a table of inputs, else as a text."""

from __future__ import annotations

import pytest
from django.test import Client

from cases import registry
from cases.models import RoleGrant, User
from cases.rows_field import RowsField

pytestmark = pytest.mark.django_db
TABLES = {"takeover": True, "affiliation": True, "advocate": False, "cancellation": False}


@pytest.mark.parametrize(("code", "has_table"), TABLES.items())
def test_a_page_with_a_table_is_wide_and_no_other(client: Client, code: str, has_table: bool) -> None:
    opening = registry.get_kind(code).opening
    fields = opening.form.base_fields.values()
    assert any(isinstance(field, RowsField) for field in fields) is has_table
    user = User.objects.create_user("opens")
    RoleGrant.objects.create(user=user, role=min(opening.roles - {"system", "mail"}))
    client.force_login(user)
    page = client.get(f"/new/{code}/").content.decode()
    assert "<form" in page
    assert ("wide-form" in page) is has_table
