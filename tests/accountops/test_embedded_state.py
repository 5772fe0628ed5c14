"""The folders of the embedded services: locks, short sockets, and folders of somebody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accountops.embedded import state
from accountops.embedded.attach import attach, publish
from accountops.embedded.binaries import postgres_install, valkey_server
from accountops.embedded.errors import AlreadyRunningError, EmbeddedError
from accountops.embedded.process import rotate
from accountops.launcher.environment import _key


def test_the_wheels_bring_programs_for_this_machine() -> None:
    assert os.access(postgres_install() / "bin" / "initdb", os.X_OK)
    assert os.access(valkey_server(), os.X_OK)


def test_a_second_lock_names_the_holder_until_the_first_is_gone(tmp_path: Path) -> None:
    first = state.lock(tmp_path)
    state.sign(first, "process 12, http://localhost:8000/")
    with pytest.raises(AlreadyRunningError, match="process 12, http://localhost:8000/"):
        state.lock(tmp_path)
    first.close()
    with state.lock(tmp_path) as second:
        second.seek(0)
        assert second.read() == f"process {os.getpid()}"


def test_sockets_of_a_deep_folder_move_to_a_short_private_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/tmp")
    monkeypatch.setattr("tempfile.tempdir", None)
    deep = tmp_path / ("x" * 100)
    place = state.prepare(deep)
    assert len(os.fsencode(place.sockets / state.LONGEST_SOCKET)) <= state.SOCKET_PATH_LIMIT
    assert place.sockets.lstat().st_uid == os.geteuid()
    assert place.sockets.lstat().st_mode & 0o066 == 0
    state.remove(deep)
    assert not place.sockets.exists()
    assert not place.services.exists()


def test_a_short_folder_that_is_a_link_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap, deep = tmp_path / "trap", tmp_path / ("x" * 100)
    trap.symlink_to("/etc")
    monkeypatch.setattr(state, "_short", lambda home: trap)
    with pytest.raises(EmbeddedError, match="is somebody else's"):
        state._sockets(deep / "run", deep)


def test_removing_keeps_the_lock_and_what_tests_use(tmp_path: Path) -> None:
    for name in ("log", "keys", "test"):
        (tmp_path / name).mkdir()
    with state.lock(tmp_path):
        state.remove(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lock", "test"]


def test_commands_attach_to_published_services_unless_something_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ACCOUNTOPS_MODE", "DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    publish(tmp_path, {"ACCOUNTOPS_MODE": "demo", "DATABASE_URL": "postgres://a@/b"})
    monkeypatch.setenv("SECRET_KEY", "own")
    attach(tmp_path)
    assert "DATABASE_URL" not in os.environ
    monkeypatch.delenv("SECRET_KEY")
    attach(tmp_path)
    assert os.environ["DATABASE_URL"] == "postgres://a@/b"


def test_without_services_a_checkout_is_in_development(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ACCOUNTOPS_MODE", "DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    attach(tmp_path)
    assert os.environ["ACCOUNTOPS_MODE"] == "dev"


def test_keys_are_made_once(tmp_path: Path) -> None:
    first = _key(tmp_path / "keys" / "secret_key").read_text()
    assert len(first) >= 50
    assert _key(tmp_path / "keys" / "secret_key").read_text() == first


def test_a_log_that_outgrew_its_limit_moves_aside(tmp_path: Path) -> None:
    log = tmp_path / "log" / "web.log"
    rotate(log, limit=10)
    log.write_text("0123456789")
    assert rotate(log, limit=10).exists()
    log.write_text("0123456789+")
    assert not rotate(log, limit=10).exists()
    assert log.with_name("web.log.1").read_text() == "0123456789+"
