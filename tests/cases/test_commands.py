"""The commands for operators: the timed steps without a broker, and the audit."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases import clock, timeline
from cases.caseview import ATTENTION_DOES
from cases.models import ServicePulse, TimelineEntry, User
from tests.cases.helpers import approved, everything_about, fresh, open_seats, told, unguarded

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
    finally:
        run.err = err.getvalue()
    return out.getvalue()


def test_one_pass_fires_and_sends(alice):
    with clock.fixed_at(clock.now() - timedelta(days=30)):
        case = approved(alice)
    assert run("run_deadlines", "--once") == "3 fired, 0 cancelled, 0 failed, 0 parked, 2 sent\n"
    assert fresh(case).state == "declined"
    assert set(ServicePulse.objects.values_list("name", flat=True)) == {"deadlines", "outbox"}
    assert json.loads(run("run_deadlines", "--once", "--json"))["fired"] == 0


def test_a_pass_with_nothing_to_do_says_nothing(alice):
    assert run("run_deadlines", "--once") == ""


def test_the_preview_lists_the_oldest_first_and_changes_nothing(alice, on_monday):
    case = approved(alice)
    with clock.fixed_at(on_monday - timedelta(days=1)):
        other = open_seats(alice)
    before = everything_about(case)
    lines = run("run_deadlines", "--at", "2026-03-04T10:00:00+01:00", "--dry-run").splitlines()
    assert lines == [
        f"2026-03-02T09:00:00Z  {other.reference}  attention  {ATTENTION_DOES}",
        f"2026-03-03T09:00:00Z  {case.reference}  attention  {ATTENTION_DOES}",
        f"2026-03-04T09:00:00Z  {case.reference}  sc.reminder  Will remind the customer.",
    ]
    assert everything_about(case) == before
    rows = [
        json.loads(line)
        for line in run("run_deadlines", "--at", "2027-01-01T00:00Z", "--dry-run", "--json").splitlines()
    ]
    assert [row["kind"] for row in rows] == ["attention", "attention", "sc.reminder", "sc.expiry"]
    assert rows[3]["does"] == "Will decline the change."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--at", "2026-03-04T10:00:00Z"], "--at goes with --dry-run"),
        (["--at", "2026-03-04T10:00:00", "--dry-run"], "has no offset"),
        (["--at", "soon", "--dry-run"], "is no instant"),
    ],
)
def test_what_makes_no_sense_is_refused(words, told):
    with pytest.raises(CommandError, match=told):
        run("run_deadlines", *words)


@pytest.mark.django_db(transaction=True)
def test_the_loop_fires_without_a_broker_and_stops_on_a_signal(alice, tmp_path):
    with clock.fixed_at(clock.now() - timedelta(days=30)):
        case = approved(alice)
    name = connection.settings_dict["NAME"]
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    address = base.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
    env = os.environ | {"DATABASE_URL": address, "REDIS_URL": "redis://localhost:1/0"}
    command = [sys.executable, "manage.py", "run_deadlines"]
    loop = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while fresh(case).state != "declined":
            assert time.monotonic() < end, "the loop fired nothing"
            time.sleep(0.2)
    finally:
        loop.send_signal(signal.SIGTERM)
    assert loop.wait(timeout=30) == 0
    assert sorted(told(case)) == ["approve", "attention", "open", "sc.expiry", "sc.reminder"]


def test_a_whole_timeline_is_verified(alice, on_monday):
    approved(alice)
    timeline.anchor(on_monday + timedelta(hours=1))
    assert run("verify_audit") == "The timeline is whole: 2 entries, 1 anchors.\n"


def test_a_changed_entry_ends_the_audit_with_one(alice):
    case = approved(alice)
    with unguarded(TimelineEntry):
        TimelineEntry.objects.filter(case=case.pk, seq=1).update(as_role="manager")
    with pytest.raises(CommandError) as caught:
        run("verify_audit")
    assert caught.value.returncode == 1
    assert f"case {case.pk}: entry 1 does not match its hash" in run.err


def administrator(monkeypatch, password, *words):
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    return run("create_administrator", *words, "--email", "root@example.com", "--password-stdin")


def test_the_first_administrator_is_made_on_the_machine(db, monkeypatch, client):
    told = administrator(monkeypatch, "a-good-phrase-9", "root", "--name", "Rut Ort")
    assert told == "root is an administrator.\n"
    root = User.objects.get(username="root")
    assert (root.name, root.roles, root.is_superuser) == ("Rut Ort", {"administrator"}, False)
    assert [str(change) for change in root.changes.order_by("id")] == [
        "Created the account",
        "Gave the role Administrator",
    ]
    client.post("/account/login/", {"login": "root", "password": "a-good-phrase-9"})
    assert client.get("/people/").status_code == 200


def test_somebody_known_is_let_back_in(alice, monkeypatch):
    alice.is_active = False
    alice.save()
    administrator(monkeypatch, "a-good-phrase-9", "alice")
    alice = User.objects.get(username="alice")
    assert (alice.is_active, alice.email, alice.roles) == (
        True,
        "alice@example.com",
        {"administrator", "customer_care"},
    )


def test_a_weak_password_makes_nobody_an_administrator(db, monkeypatch):
    with pytest.raises(CommandError, match="too short"):
        administrator(monkeypatch, "abc", "root")
    assert not User.objects.filter(username="root").exists()
