"""Quarantine: only a scanner that speaks, and says nothing was found, opens it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases import clock, tasks
from cases.files import clamd, scanning
from cases.files.clamd import EICAR, ScannerFault
from cases.models import Document
from tests.cases.files.clamd_server import Daemon, running
from tests.cases.files.conftest import Bring


@pytest.fixture
def daemon(request: pytest.FixtureRequest, settings: Any) -> Iterator[Daemon]:
    """The scanner of the installation, in the mode of the test's parameter."""
    clamd._tested.clear()
    with running(getattr(request, "param", "honest")) as daemon:
        settings.FILE_SCANNER = "cases.files.clamd.scan"
        settings.CLAMD_ADDRESS = f"127.0.0.1:{daemon.server_address[1]}"
        settings.CLAMD_TIMEOUT_SECONDS = 1
        yield daemon
    clamd._tested.clear()


def status() -> tuple[str, str]:
    """What the only file's row says."""
    document = Document.objects.get()
    return str(document.status), document.found


@pytest.mark.django_db
class TestTheTask:
    """What the worker does with files in quarantine."""

    def test_a_clean_file_leaves_quarantine(self, daemon: Daemon, bring: Bring) -> None:
        bring()
        assert status() == ("pending", "")
        tasks.scan_files()
        document = Document.objects.get()
        assert (status(), document.was_scanned, document.next_attempt_at) == (("clean", ""), True, None)
        assert daemon.asked == [EICAR, b"Agreed."]

    def test_the_test_virus_is_found_and_stays(self, daemon: Daemon, bring: Bring) -> None:
        bring("a.txt", EICAR)
        tasks.scan_files()
        assert status() == ("infected", "Eicar-Signature")
        assert Document.objects.get().next_attempt_at is None

    @pytest.mark.parametrize("daemon", ["blind", "silent", "cut", "rubbish", "limit"], indirect=True)
    def test_a_scanner_that_says_nothing_opens_nothing(self, daemon: Daemon, bring: Bring) -> None:
        bring()
        tasks.scan_files()
        told, found = status()
        assert (told, bool(found)) == ("error", True)

    def test_it_is_tried_again_and_then_opened(self, daemon: Daemon, bring: Bring) -> None:
        daemon.mode = "rubbish"
        bring()
        tasks.scan_files()
        due = Document.objects.get().next_attempt_at
        assert due is not None
        assert due > timezone.now()
        tasks.scan_files()
        assert Document.objects.get().attempts == 1  # not before it is due
        daemon.mode = "honest"
        with clock.fixed_at(due):
            tasks.scan_files()
        assert status() == ("clean", "")

    def test_a_scanner_that_is_away(self, bring: Bring, settings: Any) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            settings.CLAMD_ADDRESS = f"127.0.0.1:{free.getsockname()[1]}"
        settings.FILE_SCANNER = "cases.files.clamd.scan"
        clamd._tested.clear()
        bring()
        tasks.scan_files()
        assert status()[0] == "error"

    @pytest.mark.parametrize("name", ["cases.files.no_such.scan", "", "nothing"])
    def test_a_setting_that_names_nothing_opens_nothing(self, bring: Bring, settings: Any, name: str) -> None:
        settings.FILE_SCANNER = "cases.files.clamd.scan"
        bring()
        settings.FILE_SCANNER = name
        tasks.scan_files()
        assert status()[0] == "error"

    def test_what_a_worker_says_that_was_given_up_does_not_count(self, daemon: Daemon, bring: Bring) -> None:
        bring()
        first = scanning._claimed()
        assert first is not None
        assert scanning._claimed() is None  # leased
        with clock.fixed_at(clock.now() + scanning.LEASE + timedelta(seconds=1)):
            assert scanning._claimed() is not None
        scanning._scan(first)
        assert status()[0] == "pending"

    def test_without_a_scanner_it_is_said(self, brought: Document) -> None:
        assert (brought.status, brought.scanner, brought.was_scanned) == ("clean", "", False)
        assert scanning.scan_due() == 0


def test_a_large_file_goes_in_pieces(daemon: Daemon) -> None:
    content = bytes(range(256)) * 1024
    assert clamd.scan(content) == ""
    assert daemon.asked[-1] == content


def test_a_socket_that_is_not_there(settings: Any) -> None:
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    with pytest.raises(OSError, match="No such file"):
        clamd.scan(b"x")


@pytest.mark.parametrize("daemon", ["blind"], indirect=True)
def test_a_daemon_that_does_not_know_the_test_virus_is_no_scanner(daemon: Daemon) -> None:
    with pytest.raises(ScannerFault, match="EICAR"):
        clamd.scan(b"x")
