"""Attempts to get a policy change past the second pair of eyes: each is refused, and each is written down."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from prometheus_client import REGISTRY

from cases import policy, registry
from cases.models import PeopleChange, PolicyDraft, PolicyDraftEntry, PolicyVersion, RoleGrant
from cases.policies import drafting
from cases.policies.payload import digest_of
from tests.cases.api.client import Program
from tests.cases.helpers import all_at_once, person, unguarded

pytestmark = pytest.mark.django_db


def refused(done, *codes):
    """The act was refused with just these codes, told in the history, and no values took effect."""
    assert [one.code for one in done.refusals] == list(codes)
    entry = PolicyDraftEntry.objects.filter(draft=done.draft).latest("id")
    assert (entry.what, [one["code"] for one in entry.data["refusals"]]) == ("attempt", list(codes))
    assert not PolicyVersion.objects.exists()
    assert policy.in_force(registry.get_kind(done.draft.kind), done.draft.created_at)["most_seats"] == 500
    return entry


def approve(draft, by):
    """The approval of what the draft says now."""
    return drafting.approve(draft, by=by, digest=digest_of(draft))


def counted(code):
    """How often refusals of a code were counted."""
    return REGISTRY.get_sample_value("accountops_refusals_total", {"code": code}) or 0


def test_a_second_person_approves(submitted, seats, malin, mona, on_monday):
    draft = submitted(on_monday + timedelta(days=1))
    done = approve(draft, malin)
    assert done.ok
    assert (done.version.author, done.version.approved_by, done.version.number) == (mona, malin, 2)
    assert policy.in_force(seats, on_monday)["most_seats"] == 500
    assert policy.in_force(seats, on_monday + timedelta(days=1))["most_seats"] == 50
    told = list(PolicyDraftEntry.objects.order_by("id").values_list("what", "actor__username"))
    assert told == [("began", "mona"), ("submitted", "mona"), ("approved", "malin")]


def test_nothing_rules_before_it_was_approved(submitted, malin, on_monday):
    late = approve(submitted(on_monday - timedelta(days=9)), malin)
    at_once = approve(submitted(None), malin)
    assert late.version.effective_from == at_once.version.effective_from == on_monday


def test_c3_a_by_the_submitter_himself(submitted, mona, django_capture_on_commit_callbacks):
    before = counted("POLICY_OWN")
    with django_capture_on_commit_callbacks(execute=True):
        refused(approve(submitted(), mona), "POLICY_OWN")
    assert counted("POLICY_OWN") == before + 1


def test_c3_a_through_the_api(submitted, mona):
    draft = submitted()
    answer = Program(mona).post(
        f"/policy/seat_change/drafts/{draft.pk}/approve", {"digest": digest_of(draft)}
    )
    assert answer.status_code == 409
    assert [one["code"] for one in answer.json()["refusals"]] == ["POLICY_OWN"]
    assert PolicyDraftEntry.objects.filter(draft=draft, what="attempt").count() == 1


def test_c3_a_through_the_admin(submitted, adam):
    draft = submitted()
    client = Client()
    client.force_login(adam)
    for url in (f"/admin/cases/policydraft/{draft.pk}/change/", "/admin/cases/policyversion/add/"):
        assert client.post(url, {"status": "approved"}).status_code in {403, 404}
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_c3_a_no_command_or_task_writes_versions():
    """One place puts approved values in force; another one scenarios', which are rolled back."""
    root, writes = (
        Path(settings.BASE_DIR),
        re.compile(r"PolicyVersion(\.objects)?\.(bulk_)?create|PolicyVersion\("),
    )
    found = {
        path.name
        for folder in ("cases", "accountops")
        for path in (root / folder).rglob("*.py")
        if "migrations" not in path.parts
        and writes.search(path.read_text().replace("class PolicyVersion(", ""))
    }
    assert found == {"drafting.py", "placing.py"}


def test_c3_b_by_another_account_of_the_same_person(submitted, mona):
    second = person("mona.admin", "manager")
    call_command("same_person", "mona.admin", "mona")
    refused(approve(submitted(), second), "POLICY_SAME_PERSON")
    assert PeopleChange.objects.filter(person=second, what="same_person", detail="mona").exists()


def test_c3_d_by_somebody_who_changed_it(submitted, seats, mona, malin):
    draft = submitted()
    given = {"effective_from": None, "reason": "Even fewer."}
    changed = drafting.change(draft, seats, {"most_seats": 40}, by=malin, **given)
    again = drafting.submit(changed.draft, by=mona)
    refused(approve(again.draft, malin), "POLICY_EDITED")


@pytest.mark.parametrize("roles", [("administrator",), ("auditor",), ("customer_care",), ()])
def test_c3_e_by_an_administrator_or_superuser(submitted, roles):
    boss = person("boss", *roles)
    boss.is_superuser = boss.is_staff = True
    boss.save()
    refused(approve(submitted(), boss), "WRONG_ROLE")


def test_c3_e_a_superuser_who_submitted_it(seats, mona, submitted):
    mona.is_superuser = True
    mona.save()
    refused(approve(submitted(), mona), "POLICY_OWN")


def test_c3_g_data_changed_behind_the_approval(submitted, malin):
    draft = submitted()
    PolicyDraft.objects.filter(pk=draft.pk).update(values={"most_seats": 1})
    draft.refresh_from_db()
    refused(approve(draft, malin), "POLICY_VOID")


def test_c3_g_the_approved_hash_is_kept_and_checked(submitted, malin, capsys):
    version = approve(submitted(), malin).version
    assert version.digest == version.draft.approved_digest == digest_of(version.draft)
    with unguarded(PolicyVersion):
        PolicyVersion.objects.update(values={"most_seats": 9})
    with pytest.raises(CommandError):
        call_command("verify_audit")
    assert "policy 2 of seat_change is not what was approved" in capsys.readouterr().err


def test_c3_h_a_stale_page(submitted, seats, mona, malin):
    draft = submitted()
    seen = digest_of(draft)
    changed = drafting.change(
        draft, seats, {"most_seats": 40}, effective_from=None, reason="Even fewer.", by=mona
    )
    drafting.submit(changed.draft, by=mona)
    refused(drafting.approve(draft, by=malin, digest=seen), "POLICY_STALE")


def test_c3_i_twice(submitted, malin):
    draft = submitted()
    assert approve(draft, malin).ok
    again = approve(draft, malin)
    assert [one.code for one in again.refusals] == ["POLICY_STATE"]
    assert PolicyVersion.objects.count() == 1


def test_c3_j_an_approver_who_lost_the_role(submitted, malin):
    draft = submitted()
    assert malin.roles == {"manager"}  # as the request read it
    RoleGrant.objects.filter(user=malin).delete()
    refused(approve(draft, malin), "WRONG_ROLE")


def test_c3_j_an_approver_whose_access_ended(submitted, malin):
    draft = submitted()
    type(malin).objects.filter(pk=malin.pk).update(is_active=False)
    refused(approve(draft, malin), "WRONG_ROLE")


def test_c3_k_what_has_ended_stays_ended(submitted, malin, mona):
    draft = submitted()
    assert drafting.refuse(draft, by=malin, reason="No.").ok
    refused(approve(draft, malin), "POLICY_STATE")
    assert not drafting.submit(draft, by=mona).ok
    with pytest.raises(DatabaseError, match="settled"), transaction.atomic():
        PolicyDraft.objects.filter(pk=draft.pk).update(status="submitted")


def test_c3_m_changed_by_the_submitter_while_it_waits(submitted, seats, mona, malin):
    draft = submitted()
    changed = drafting.change(
        draft, seats, {"most_seats": 40}, effective_from=None, reason="Even fewer.", by=mona
    )
    assert (changed.draft.status, changed.draft.submitted_by) == ("draft", None)
    refused(approve(changed.draft, malin), "POLICY_STATE")


@pytest.mark.django_db(transaction=True)
def test_c3_l_approving_and_changing_at_once(submitted, seats, mona, malin):
    """Whoever has the row first wins; what is approved is never what nobody saw."""
    draft = submitted()
    seen = digest_of(draft)
    given = {"effective_from": None, "reason": "Even fewer."}
    done = all_at_once(
        [
            lambda: drafting.approve(draft, by=malin, digest=seen),
            lambda: drafting.change(draft, seats, {"most_seats": 40}, by=mona, **given),
        ]
    )
    assert sorted(one.ok for one in done) == [False, True]
    assert list(PolicyVersion.objects.values_list("values", flat=True)) in ([], [{"most_seats": 50}])
    assert PolicyVersion.objects.count() == int(done[0].ok)


def test_the_database_holds_it_too(submitted, mona, malin, on_monday):
    """Whoever writes past the product: not the submitter, not without approval, not other data."""
    draft = submitted()
    rows = PolicyDraft.objects.filter(pk=draft.pk)
    good = {"status": "approved", "approved_digest": draft.digest}
    attempts = [
        lambda: rows.update(**good, approved_by=mona),
        lambda: rows.update(**good, approved_by=malin, values={"most_seats": 1}),
        lambda: rows.update(**good),
        lambda: PolicyVersion.objects.create(
            kind=draft.kind, number=2, values={"most_seats": 1}, effective_from=on_monday, author=mona,
            approved_by=malin, reason="", created_at=on_monday, draft=draft,
        ),
        lambda: PolicyDraft.objects.create(
            kind=draft.kind, values={}, reason="", author=mona, created_at=on_monday, status="submitted"
        ),
        lambda: rows._raw_delete(rows.db),
        lambda: PolicyDraftEntry.objects.update(what="approved"),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    draft.refresh_from_db()
    assert draft.status == "submitted"
