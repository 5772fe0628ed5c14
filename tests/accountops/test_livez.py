"""/livez says that the process runs, and touches nothing."""

from __future__ import annotations

from django.test import Client


def test_livez_answers_any_host_without_the_database(client: Client) -> None:
    response = client.get("/livez", headers={"host": "10.0.0.7"})
    assert response.status_code == 200
    assert response.content == b"ok\n"
