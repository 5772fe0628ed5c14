"""The rule books in docs say what runs."""

from __future__ import annotations

import pytest

from cases.kinds import Kind
from tests.docs.rule_books import FOLDER, kinds, page_of, text


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_the_page_is_current(kind: Kind) -> None:
    assert page_of(kind).is_file(), "run make rules-docs"
    assert page_of(kind).read_text(encoding="utf-8") == text(kind), "run make rules-docs"


def test_there_is_no_other_page() -> None:
    assert {page.name for page in FOLDER.iterdir()} == {page_of(kind).name for kind in kinds()}
