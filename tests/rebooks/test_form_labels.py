"""What a form calls optional."""

from __future__ import annotations

import re

from crispy_forms.utils import render_crispy_form

from rebooks.forms.acting import ConfirmErrorForm, FinishPaymentForm


def test_what_a_guard_asks_for_is_not_called_optional() -> None:
    told = _labels(ConfirmErrorForm())
    assert told["note"] == "What went wrong"
    assert told["at"] == "When it happened Optional"
    assert _labels(FinishPaymentForm())["reason"] == "Reason Optional"


def _labels(form: ConfirmErrorForm | FinishPaymentForm) -> dict[str, str]:
    html = render_crispy_form(form)
    found = re.findall(r'<label[^>]*for="id_(\w+)"[^>]*>(.*?)</label>', html, re.DOTALL)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for name, words in found}
