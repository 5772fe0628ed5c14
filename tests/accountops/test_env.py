"""Readers of the environment refuse what they do not understand, by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from accountops import env


@pytest.mark.parametrize(("word", "meaning"), [("yes", True), ("ON", True), ("0", False), ("", None)])
def test_flag_reads_the_words_people_use(
    monkeypatch: pytest.MonkeyPatch, word: str, meaning: bool | None
) -> None:
    monkeypatch.setenv("X_FLAG", word)
    assert env.flag("X_FLAG", default=True) is (True if meaning is None else meaning)
    assert env.flag("X_FLAG", default=False) is (False if meaning is None else meaning)


def test_flag_maybe_is_refused_with_name_and_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"DEBUG='maybe' is not understood: .* false, no, off"):
        env.flag("DEBUG", default=False)


@pytest.mark.parametrize("value", ["-1", "11", "1.5", "ten", "１"])
def test_integer_outside_its_range_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("X_NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match=r"X_NUMBER=.* a whole number from 0 to 10"):
        env.integer("X_NUMBER", 3, least=0, most=10)


def test_integer_takes_both_ends_and_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X_NUMBER", raising=False)
    assert env.integer("X_NUMBER", 3, least=0, most=10) == 3
    for value in (0, 10):
        monkeypatch.setenv("X_NUMBER", str(value))
        assert env.integer("X_NUMBER", 3, least=0, most=10) == value


def test_choice_refuses_another_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_MODE", "prod")
    with pytest.raises(ImproperlyConfigured, match=r"X_MODE='prod' .* one of production, demo"):
        env.choice("X_MODE", "demo", ("production", "demo"))


def test_words_are_split_at_commas_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_HOSTS", "a.example, b.example,,")
    assert env.words("X_HOSTS") == ["a.example", "b.example"]
    monkeypatch.setenv("X_HOSTS", "a.example b.example")
    with pytest.raises(ImproperlyConfigured, match="X_HOSTS"):
        env.words("X_HOSTS")


def test_secret_comes_from_a_file_without_its_line_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "key"))
    assert env.secret("X_KEY") == "s3cret"
    monkeypatch.setenv("X_KEY", "another")
    with pytest.raises(ImproperlyConfigured, match="X_KEY and X_KEY_FILE are both set"):
        env.secret("X_KEY")


def test_secret_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="X_KEY_FILE: cannot read"):
        env.secret("X_KEY")


def test_url_refusal_does_not_repeat_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", "mysql://u:hunter2@h/db")
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.url("X_URL", "", schemes=("postgres",))
    assert "hunter2" not in str(refusal.value)
    assert "postgres://" in str(refusal.value)


def test_text_with_a_line_break_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_FROM", "a@b.example\nBcc: c@d.example")
    with pytest.raises(ImproperlyConfigured, match="a single line"):
        env.text("X_FROM")


def test_every_reader_registers_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X_NEW", raising=False)
    env.secret("X_NEW")
    assert env.REGISTRY["X_NEW"].secret
    assert "X_NEW_FILE" in env.REGISTRY
