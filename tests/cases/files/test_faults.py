"""What stands against a file: a page says it in its language, programs and mails as it is."""

from __future__ import annotations

from typing import Final

import pytest
from django import forms

from cases.files.faults import FileFault
from cases.files.field import DocumentField
from cases.files.looking import received

TWICE: Final = "The name ends twice: “.%(bad)s” stands before the ending. Rename the file."
GERMAN: Final = {TWICE: "Zwei Endungen: „.%(bad)s“ steht vor der letzten."}
PROGRAM: Final = {"name": "invoice.exe.pdf", "content": "JVBERi0xLjc="}


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page in a language that knows one sentence."""
    monkeypatch.setattr(
        "django.utils.translation._trans.gettext", lambda text: GERMAN.get(text, text), raising=False
    )


@pytest.mark.usefixtures("german")
def test_a_form_says_a_fault_in_the_language_of_the_page() -> None:
    with pytest.raises(forms.ValidationError) as refused:
        DocumentField().clean(PROGRAM)
    assert refused.value.messages == ["Zwei Endungen: „.exe“ steht vor der letzten."]


@pytest.mark.usefixtures("german")
def test_who_sent_a_mail_reads_it_as_it_is() -> None:
    with pytest.raises(FileFault) as refused:
        received(PROGRAM["name"], b"%PDF-1.7")
    assert str(refused.value) == TWICE % {"bad": "exe"}
