"""The broker is away: people work on as ever and are told what waits; nothing is lost or doubled."""

from __future__ import annotations

import signal
from statistics import median, quantiles

import pytest

from tests.chaos.installation import Installation, until
from tests.chaos.visitor import Answer, Visitor

pytestmark = pytest.mark.launcher
ROUNDS, ACTIONS = 5, 12
ALLOWED_SECONDS = 0.05
BANNER = 'id="delays"'
OPENING = {"account": "Northwind", "seats_now": 5, "seats_wanted": 8}
PAGES = ("/", "/queue/customer_care/", "/cases/", "/search/?q=north", "/profile/")


@pytest.fixture(scope="module")
def celia(installed: Installation) -> Visitor:
    """Somebody at the pages, which are started without a broker, as are worker and beat."""
    installed.valkey.stop()
    installed.start_parts()
    visitor = Visitor(installed)
    visitor.sign_in("celia")
    return visitor


def act(visitor: Visitor, number: int) -> list[Answer]:
    """Opens cases and approves each, which sends the customer a message."""
    found = []
    for _ in range(number):
        case = visitor.call("/cases/seat_change", OPENING)
        assert case.status == 201, case.text
        found.append(visitor.call(f"/cases/{case.json['reference']}/actions/approve", {}))
    assert {answer.status for answer in found} == {200}
    return found


def median_of(found: list[Answer]) -> float:
    return median(answer.seconds for answer in found)


def p95(found: list[Answer]) -> float:
    return quantiles([answer.seconds for answer in found], n=20)[-1]


def waiting(installed: Installation) -> int:
    installed.look_after()
    query = "SELECT count(*) FROM cases_outboxmessage WHERE status = 'pending'"
    return int(installed.one(query))


def told(visitor: Visitor) -> list[bool]:
    """Whether the banner is shown, for pages enough to come from every process."""
    return [BANNER in visitor.page("/profile/").text for _ in range(8)]


def assert_each_delivered_once(installed: Installation) -> None:
    until(lambda: not waiting(installed), "the outbox to be empty")
    delivered = installed.delivered()
    assert sorted(delivered) == sorted(set(delivered))
    assert set(delivered) == installed.message_keys()


def assert_on_time_again(installed: Installation, visitor: Visitor) -> None:
    until(lambda: not any(told(visitor)), "the banner to leave by itself")
    assert all(installed.pulse_age(name) < 10 for name in ("outbox", "deadlines"))


def test_started_without_a_broker_and_when_it_comes(installed: Installation, celia: Visitor) -> None:
    before = waiting(installed)  # what the demo's own mails are answered with
    act(celia, 5)
    assert {celia.page(path).status for path in PAGES} == {200}
    assert max(celia.page(path).seconds for path in PAGES) < 1
    assert waiting(installed) == before + 5
    banner = until(lambda: all(told(celia)), "the banner")
    assert "Your changes are saved" in celia.page("/queue/customer_care/").text
    installed.start_broker()
    back = until(lambda: not waiting(installed), "worker and beat to find the broker")
    print(f"banner after {banner:.1f} s, worker back after {back:.1f} s")  # noqa: T201 - docs/reliability.md
    assert_each_delivered_once(installed)
    assert_on_time_again(installed, celia)


def test_an_action_is_as_quick_without(installed: Installation, celia: Visitor) -> None:
    """Rounds with and without take turns, so that what else the machine does slows down both."""
    with_broker, without = [], []
    for _ in range(ROUNDS):
        installed.start_all()
        with_broker += act(celia, ACTIONS)
        installed.valkey.stop()
        without += act(celia, ACTIONS)
    installed.start_all()
    print(f"p95 {p95(with_broker):.3f} s with, {p95(without):.3f} s without")  # noqa: T201
    assert p95(without) <= p95(with_broker) + max(ALLOWED_SECONDS, p95(with_broker))
    assert median_of(without) <= median_of(with_broker) + ALLOWED_SECONDS


def test_killed_while_people_work(installed: Installation, celia: Visitor) -> None:
    installed.start_all()
    until(lambda: not waiting(installed), "what others left to be sent")
    assert installed.valkey.child is not None
    installed.valkey.child.send_signal(signal.SIGKILL)
    installed.valkey.child.wait()
    killed = act(celia, 20)
    assert max(answer.seconds for answer in killed) < 1
    assert {celia.page(path).status for path in PAGES} == {200}
    assert waiting(installed)
    ready = celia.page("/readyz")
    assert ready.status == 503
    assert [row["name"] for row in ready.json["checks"] if not row["ok"]] == ["broker"]
    figures = celia.page("/metrics").text
    assert 'accountops_up{service="broker"} 0.0' in figures
    until(lambda: all(told(celia)), "the banner")

    installed.manage("run_deadlines", "--once")  # the same work without a broker
    assert_each_delivered_once(installed)
    act(celia, 5)
    installed.start_broker()
    assert_each_delivered_once(installed)
