"""Evidence inside another input: what is wrong with a piece is told at that piece."""

from __future__ import annotations

import pytest
from django import forms

from advocacy.forms.nested import EvidenceField


def test_each_piece_has_its_pointer():
    wrong = {"availability_date": "31.06.2024", "field_role": "100%", "installer": "Inst. Co"}
    with pytest.raises(forms.ValidationError) as error:
        EvidenceField().clean(wrong)
    told = {one.params["pointer"]: one.messages[0] for one in error.value.error_list}
    assert set(told) == {"/availability_date", "/field_role"}
    assert "100%" in told["/field_role"]
