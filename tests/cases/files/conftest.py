"""A case with people around it, and ways to bring a file to it."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Document, User
from cases.workflow import Outcome, advance

Bring = Callable[..., Outcome]


def as_json(
    name: str = "agreement.txt", content: bytes = b"Agreed.", purpose: str = "Signed"
) -> dict[str, Any]:
    """The input of `attach` as a program sends it."""
    return {"file": {"name": name, "content": base64.b64encode(content).decode()}, "purpose": purpose}


def as_form(
    name: str = "agreement.txt", content: bytes = b"Agreed.", purpose: str = "Signed"
) -> dict[str, Any]:
    """The same as a page sends it."""
    return {"file": SimpleUploadedFile(name, content), "purpose": purpose}


_keys = itertools.count()


@pytest.fixture
def case(a_case: Callable[..., Any]) -> Any:
    """A case that Alice has opened."""
    return a_case()


@pytest.fixture
def bring(case: Any, alice: User) -> Bring:
    """Alice brings a file through the door."""

    def bring(*file: Any, actor: User = alice) -> Outcome:
        return advance(case.reference, "attach", actor=actor, data=as_json(*file))

    return bring


@pytest.fixture
def brought(bring: Bring) -> Document:
    """A file that Alice has brought."""
    assert bring().ok
    return Document.objects.get()


@pytest.fixture
def window(alice: User) -> Client:
    """Alice's window."""
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def sent(window: Client, case: Any) -> Callable[..., Any]:
    """Alice sends the form of the page; each time anew."""

    def send(*file: Any, **more: Any) -> Any:
        url = f"/cases/{case.reference}/do/attach/"
        return window.post(url, {"key": f"k{next(_keys)}", **as_form(*file), **more})

    return send
