"""What was written before texts were divided into parts is found by them after the migration."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from cases import clock
from cases.models import InboundMail, SearchDocument, User
from cases.workflow import advance
from cases.written import written_about
from tests.cases.helpers import approved, done

TEXT = "About O-20240517-0042."


def vectors() -> dict[tuple[str, int], str]:
    """What is searched of each text."""
    return {(row.source, row.origin): str(row.vector) for row in SearchDocument.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_each_sort_of_text_is_divided(alice: User, on_monday: Any) -> None:
    """The old words of each, then the migration's own statement: as the triggers write them."""
    case = approved(alice)
    done(advance(case.reference, "note", actor=alice, data={"text": TEXT}))
    InboundMail.objects.create(
        digest="d", size=1, source="upload", received_at=clock.now(), subject="Re:", text=TEXT, case=case
    )
    as_written = vectors()
    assert {source for source, _ in as_written} == {"note", "letter", "mail"}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_searchdocument SET vector = to_tsvector('simple', 'O-20240517-0042')")
        assert written_about(alice, "0042") == []
        cursor.execute(import_module("cases.migrations.0041_texts_before").DIVIDED)
    assert vectors() == as_written
    assert len(written_about(alice, "0042")) == 2
