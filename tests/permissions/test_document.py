"""The published page says what the policy says."""

from __future__ import annotations

import pytest

from tests.permissions.document import PAGE, text


def test_the_page_is_current(pytestconfig: pytest.Config) -> None:
    """`make permissions` writes it anew."""
    if pytestconfig.getoption("--write", default=False):
        PAGE.write_text(text(), encoding="utf-8")
    assert PAGE.is_file(), "make permissions"
    assert PAGE.read_text(encoding="utf-8") == text(), "make permissions"
