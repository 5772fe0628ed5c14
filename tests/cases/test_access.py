"""Who sees a case and who may do what: a matrix of people and actions."""

from __future__ import annotations

import pytest

from cases import access
from cases.models import Case, RoleGrant, User
from cases.workflow import advance, ledger
from tests.cases.helpers import approved, codes, done, fresh, open_seats, person

pytestmark = pytest.mark.django_db

SEES = {"alice": True, "bob": True, "olga": True, "mona": True, "audi": True, "charlie": False, "adam": False}
# Who may do it on a case in its first state, which Customer care holds.
MAY = {
    "approve": {"alice", "bob"},
    "decline": {"alice", "bob"},
    "claim": {"alice", "bob"},
    "note": {"alice", "bob", "olga", "mona"},
    "mark_duplicate": {"alice", "bob", "olga"},
    "correct_facts": {"alice", "bob"},
    "assign": {"alice", "bob", "mona"},
    "complete": set(),
}


@pytest.fixture
def everybody(alice, bob, olga, mona, audi, charlie, adam):
    return {one.username: one for one in (alice, bob, olga, mona, audi, charlie, adam)}


def again(user):
    """The person as the next request reads them."""
    return User.objects.get(pk=user.pk)


def test_who_sees_a_case(everybody, alice):
    case = open_seats(alice)
    assert {name: access.can_see(one, case) for name, one in everybody.items()} == SEES
    assert {name: access.visible_to(one).exists() for name, one in everybody.items()} == SEES


@pytest.mark.parametrize("action", MAY)
def test_who_may_do_what(everybody, alice, seats, action):
    case = open_seats(alice)
    spec, allowed = seats.action(action), set()
    for name, one in everybody.items():
        checks = ledger(fresh(case), spec, one)
        if "WRONG_ROLE" not in [check.code for check in checks if not check.met]:
            allowed.add(name)
    assert allowed == MAY[action]


def test_the_door_answers_as_the_ledger_does(everybody, alice):
    for name, one in everybody.items():
        case = open_seats(alice)
        if not SEES[name]:
            with pytest.raises(access.NotVisible):
                advance(case.reference, "approve", actor=one)
        else:
            refused = codes(advance(case.reference, "approve", actor=one))
            assert refused == ([] if name in MAY["approve"] else ["WRONG_ROLE"])


def test_the_holding_team_may_do_what_is_the_holders(alice, olga):
    case = approved(alice)
    assert codes(advance(case.reference, "claim", actor=alice)) == ["WRONG_ROLE"]
    done(advance(case.reference, "claim", actor=olga))
    done(advance(case.reference, "decline", actor=olga, data={"reason": "not wanted"}))


def test_the_holder_changes_and_the_owner_goes_with_it(alice):
    case = open_seats(alice)
    done(advance(case.reference, "claim", actor=alice))
    assert fresh(case).assignee == alice
    done(advance(case.reference, "approve", actor=alice))
    assert fresh(case).assignee is None


def test_whoever_took_part_still_sees_the_case(alice, bob):
    case, other = open_seats(alice), open_seats(bob)
    RoleGrant.objects.filter(user=alice).delete()
    alice = again(alice)
    assert list(access.visible_to(alice)) == [Case.objects.get(pk=case.pk)]
    assert (access.can_see(alice, case), access.can_see(alice, other)) == (True, False)


def test_a_refusal_is_no_taking_part(alice, audi):
    case = open_seats(alice)
    advance(case.reference, "approve", actor=audi)
    RoleGrant.objects.filter(user=audi).delete()
    assert not access.can_see(again(audi), case)


def test_somebody_without_access_sees_nothing(alice):
    open_seats(alice)
    alice.is_active = False
    alice.save()
    alice = again(alice)
    assert not access.visible_to(alice).exists()
    assert access.visible_kinds(alice) == []


def test_the_acting_role(seats, alice):
    both = person("both", "auditor", "customer_care", "manager")
    nobody = person("nobody")
    approve = seats.action("approve")
    assert access.acting_role(both, None, approve, None) == "customer_care"
    assert access.acting_role(both, "auditor", approve, None) == "auditor"
    assert access.acting_role(person("two", "manager", "auditor"), None, approve, None) == "auditor"
    assert access.acting_role(nobody, None, approve, None) == ""
    assert access.acting_role(None, None, approve, None) == "system"
    assert access.acting_role(None, "mail", approve, None) == "mail"
    with pytest.raises(access.RoleNotHeld, match="manager"):
        access.acting_role(alice, "manager", approve, None)


def test_a_role_taken_away_counts_at_once(alice, mona):
    case = open_seats(alice)
    RoleGrant.objects.filter(user=alice).delete()
    assert codes(advance(case.reference, "approve", actor=again(alice))) == ["WRONG_ROLE"]


def test_the_system_may_do_what_is_automatic_and_people_may_not_pretend(alice, mona):
    case = approved(alice)
    assert codes(advance(case.reference, "complete", actor=mona)) == ["WRONG_ROLE"]
    done(advance(case.reference, "complete", actor=None))
    assert fresh(case).state == "changed"
