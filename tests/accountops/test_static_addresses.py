"""Addresses of static files: Django's own, each worked out once."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage

from accountops.static_addresses import Plain


@pytest.mark.parametrize("name", ["css/tokens.css", "img/a picture & more.svg", "/js/app.js"])
def test_an_address_is_the_one_it_always_was(name: str) -> None:
    storage = Plain()
    assert storage.url(name) == storage.url(name) == StaticFilesStorage().url(name)


def test_it_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(StaticFilesStorage, "url", lambda _, name: asked.append(name) or f"/static/{name}")
    storage = Plain()
    assert [storage.url(name) for name in ("a.css", "b.css", "a.css")] == [
        "/static/a.css",
        "/static/b.css",
        "/static/a.css",
    ]
    assert asked == ["a.css", "b.css"]
